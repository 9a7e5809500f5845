"""Word vectors: those of the weights file, or an error where the disk has changed one."""

import json
from pathlib import Path

import numpy as np
import pytest

from cmp_search.encoders.e5.words import WEIGHTS, WORDS, WordVectors, write_sums
from cmp_search.errors import EncoderError

VECTORS = np.arange(24, dtype=np.float32).reshape(6, 4)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder that is a model and its export in one."""
    entry = {WORDS: {"dtype": "F32", "shape": VECTORS.shape, "data_offsets": [8, 8 + 96]}}
    header = json.dumps(entry).encode()
    data = len(header).to_bytes(8, "little") + header + bytes(8) + VECTORS.tobytes()
    (tmp_path / WEIGHTS).write_bytes(data)
    write_sums(tmp_path, tmp_path)
    return tmp_path


def flip(model: Path, word: int) -> None:
    """Flip a bit of a word's vector."""
    data = bytearray((model / WEIGHTS).read_bytes())
    data[word * 16 - VECTORS.nbytes + 5] ^= 1
    (model / WEIGHTS).write_bytes(data)


def test_each_token_has_its_vector(model: Path) -> None:
    ids = np.array([[3, 1, 3], [0, 0, 5]])
    assert np.array_equal(WordVectors(model, model).of(ids), VECTORS[ids])


def test_a_damaged_vector_is_noticed_when_it_is_used(model: Path) -> None:
    words = WordVectors(model, model)
    flip(model, 3)
    assert np.array_equal(words.of(np.array([1, 2])), VECTORS[[1, 2]])
    with pytest.raises(EncoderError) as raised:
        words.of(np.array([[2, 3]]))
    assert raised.value.code == "model_folder_damaged"


@pytest.mark.parametrize("content", [b"", b"\xff" * 8, b"\x02" + bytes(7) + b"{}"])
def test_a_file_that_is_no_weights_file_is_one_line(model: Path, content: bytes) -> None:
    (model / WEIGHTS).write_bytes(content)
    with pytest.raises(EncoderError) as raised:
        WordVectors(model, model)
    assert raised.value.code == "model_unloadable"
