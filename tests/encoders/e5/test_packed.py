import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from cmp_search.encoders.e5.packed import unpack
from cmp_search.errors import EncoderError
from tests.encoders.packing import FEED_FORWARD, HIDDEN, LAYERS, PIECES, pack, write_model
from tests.raising import raises_code

PACKED = pack()
NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
    "l0.q.w": "encoder.layer.0.attention.self.query.weight",
    "l1.ao.b": "encoder.layer.1.attention.output.dense.bias",
    "l1.aln.w": "encoder.layer.1.attention.output.LayerNorm.weight",
    "l0.fi.w": "encoder.layer.0.intermediate.dense.weight",
    "l1.fo.w": "encoder.layer.1.output.dense.weight",
    "l0.oln.b": "encoder.layer.0.output.LayerNorm.bias",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("packed") / "model")


@pytest.fixture(scope="module")
def tensors(folder: Path) -> dict[str, NDArray[np.float32]]:
    return dict(load_file(folder / "model.safetensors"))


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


@pytest.mark.parametrize(("packed", "name"), NAMES.items())
def test_a_tensor_has_its_name_shape_and_values(
    tensors: dict[str, NDArray[np.float32]], packed: str, name: str
) -> None:
    expected = PACKED.tensors[packed]
    assert tensors[name].dtype == np.float32
    assert tensors[name].shape == expected.shape
    np.testing.assert_allclose(tensors[name], expected, rtol=1e-6)


def test_every_tensor_comes_out(tensors: dict[str, NDArray[np.float32]]) -> None:
    assert len(tensors) == len(PACKED.tensors) == 5 + 16 * LAYERS
    assert sorted(t.size for t in tensors.values()) == sorted(
        t.size for t in PACKED.tensors.values()
    )


def test_the_settings_state_the_sizes(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text("utf-8"))
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    assert (config["hidden_size"], config["intermediate_size"]) == (HIDDEN, FEED_FORWARD)
    assert config["num_hidden_layers"] == LAYERS
    assert pooling["word_embedding_dimension"] == HIDDEN
    assert prompts["prompts"] == {"query": "query: ", "passage": "passage: "}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("the fog", ["▁the", "▁fog"]),
        ("  the\n\tfog  ", ["▁the", "▁fog"]),
        ("the\u200bfog", ["▁the", "▁fog"]),
        ("the\u00a0fog", ["▁the", "▁fog"]),
        ("l\u0003ens", ["▁lens"]),
        ("ﬁn", ["▁fi", "n"]),
        ("e\u0301", ["▁é"]),
        ("", []),
    ],
)
def test_the_tokenizer_normalises_as_sentencepiece_does(
    tokenizer: Tokenizer, text: str, tokens: list[str]
) -> None:
    assert tokenizer.encode(text, add_special_tokens=False).tokens == tokens


def test_ids_are_places_in_the_list_of_pieces(tokenizer: Tokenizer) -> None:
    encoded = tokenizer.encode("the lens zzz")
    assert encoded.ids[:3] == [0, PIECES.index("▁the"), PIECES.index("▁lens")]
    assert encoded.ids[-1] == 2
    assert 3 in encoded.ids
    assert tokenizer.get_vocab() == {piece: i for i, piece in enumerate(PIECES)}


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "packed.bin").write_bytes(b"GGUF" + PACKED.data[4:])
    with raises_code(EncoderError, "model_foreign"):
        unpack(tmp_path / "packed.bin", tmp_path)


@pytest.mark.parametrize("kept", [4, 30, 60, 200, 2_000, len(PACKED.data) - 1])
def test_a_file_that_ends_too_early_is_refused(tmp_path: Path, kept: int) -> None:
    (tmp_path / "packed.bin").write_bytes(PACKED.data[:kept])
    with raises_code(EncoderError, "model_damaged"):
        unpack(tmp_path / "packed.bin", tmp_path)
