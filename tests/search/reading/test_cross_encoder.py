from pathlib import Path

import pytest

from cmp_search.errors import EncoderError
from cmp_search.search.reading.base import Window
from cmp_search.search.reading.cross_encoder import CrossEncoderReader
from cmp_search.search.reading.opening import open_reader
from tests.encoders.packing import write_model
from tests.raising import raises_code

pytestmark = pytest.mark.slow


def _write_cross_encoder(folder: Path, labels: int) -> Path:
    """A cross-encoder of random weights, as a user might have one on a disk."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    write_model(folder)
    config = BertConfig.from_pretrained(folder, num_labels=labels)
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    (folder / "modules.json").unlink()
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write_cross_encoder(tmp_path_factory.mktemp("models") / "reranker", 1)


def test_a_folder_is_a_reader_that_ranks(folder: Path) -> None:
    reader = open_reader(str(folder))
    assert reader is not None and reader.identity.startswith("reranker ")
    windows = [Window("The fog", "the lens"), Window("", "the fog the fog"), Window("", "lens")]
    readings = reader.read("the fog", windows)
    assert len({reading.relevance for reading in readings}) == 3
    assert all(reading.span is None for reading in readings)
    again = reader.read("the fog", windows[::-1])[::-1]
    assert [r.relevance for r in again] == pytest.approx([r.relevance for r in readings], abs=1e-4)
    assert reader.read("the fog", []) == []


def test_what_is_no_reader_is_one_line(folder: Path, tmp_path: Path) -> None:
    with raises_code(EncoderError, "model_absent", name="no/such-model"):
        CrossEncoderReader("no/such-model").read("the fog", [Window("", "lens")])
    for name in (str(tmp_path), str(_write_cross_encoder(tmp_path / "two", 2))):
        with raises_code(EncoderError, "model_unloadable", name=name):
            CrossEncoderReader(name).read("the fog", [Window("", "lens")])
