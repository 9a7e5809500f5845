"""Writes a tiny model in the packed 4-bit format, with the values expected from it."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, TYPES = 32, 2, 4, 64, 24, 2
EPSILON = 1e-12
WORDS = ["▁the", "▁fog", "▁lens", "▁Fog", "fi", "▁fi", "n", "▁", "e", "é", "▁é", "s", "query", ":"]
PIECES = ["<s>", "<pad>", "</s>", "<unk>", *WORDS, "<mask>"]
VOCABULARY = len(PIECES) + 3
"""The rows of the word table; the real one has a few more than there are pieces, too."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of a packed file, and each tensor's values by its name in the file."""

    data: bytes
    tensors: dict[str, NDArray[np.float64]]


def pack(seed: int = 0) -> Packed:
    """A packed file with random weights."""
    random = np.random.default_rng(seed)
    head = b"E5S1" + struct.pack(
        "<I7ifi",
        *(1, HIDDEN, LAYERS, HEADS, FEED_FORWARD, VOCABULARY, POSITIONS, TYPES, EPSILON, 32),
    )
    head += _pieces() + _character_map()
    bodies: dict[str, tuple[int, bytes]] = {}
    tensors: dict[str, NDArray[np.float64]] = {}
    for name, shape, quantised in _shapes():
        kind, body, values = (_blocks if quantised else _floats)(random, shape)
        bodies[name], tensors[name] = (kind, body), values
    return Packed(_directory(head, bodies, tensors), tensors)


DIFFERENT = "encoder.layer.0.attention.self.query.weight"
"""The matrix that `write_differences` has a difference for."""


def difference() -> NDArray[np.float32]:
    """The difference of `DIFFERENT`, of rank 1."""
    return np.outer(np.arange(HIDDEN), np.linspace(-1, 1, HIDDEN)).astype(np.float32)


def write_differences(file: Path) -> Path:
    """A file of differences for the tiny model."""
    from safetensors.numpy import save_file

    factors = {
        f"{DIFFERENT}.b": np.arange(HIDDEN)[:, None].astype(np.float16),
        f"{DIFFERENT}.a": np.linspace(-1, 1, HIDDEN)[None].astype(np.float16),
    }
    save_file(factors, file)
    return file


def _pieces() -> bytes:
    encoded = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, encoded)]).astype("<u4").tobytes()
    scores = np.linspace(-2, -9, len(PIECES)).astype("<f4").tobytes()
    sizes = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, encoded)))
    return sizes + ends + scores + b"".join(encoded)


def _character_map() -> bytes:
    entry = struct.pack("<IBI", 0x2126, 1, 0x3A9)
    return struct.pack("<iI", 1, len(entry)) + entry


def _shapes() -> list[tuple[str, tuple[int, ...], bool]]:
    """Name, shape and whether it is in 4-bit blocks, of every tensor."""
    square, wide = (HIDDEN, HIDDEN), (FEED_FORWARD, HIDDEN)
    shapes: list[tuple[str, tuple[int, ...], bool]] = [
        ("emb.word", (VOCABULARY, HIDDEN), True),
        ("emb.pos", (POSITIONS, HIDDEN), False),
        ("emb.type", (TYPES, HIDDEN), False),
        ("emb.ln.w", (HIDDEN,), False),
        ("emb.ln.b", (HIDDEN,), False),
    ]
    for i in range(LAYERS):
        for part in ("q", "k", "v", "ao"):
            shapes += [(f"l{i}.{part}.w", square, True), (f"l{i}.{part}.b", (HIDDEN,), False)]
        shapes += [(f"l{i}.fi.w", wide, True), (f"l{i}.fi.b", (FEED_FORWARD,), False)]
        shapes += [(f"l{i}.fo.w", wide[::-1], True), (f"l{i}.fo.b", (HIDDEN,), False)]
        for part in ("aln", "oln"):
            shapes += [(f"l{i}.{part}.{kind}", (HIDDEN,), False) for kind in "wb"]
    return shapes


def _floats(
    random: np.random.Generator, shape: tuple[int, ...]
) -> tuple[int, bytes, NDArray[np.float64]]:
    values = random.normal(size=shape).astype("<f4")
    return 0, values.tobytes(), values.astype(np.float64)


def _blocks(
    random: np.random.Generator, shape: tuple[int, ...]
) -> tuple[int, bytes, NDArray[np.float64]]:
    """Blocks of 32 weights: a scale d, then a byte for weights j and j + 16; (half - 8) · d."""
    body, weights = b"", list[float]()
    for _ in range(int(np.prod(shape)) // 32):
        scale = np.float16(random.uniform(0.01, 0.1))
        low = [int(half) for half in random.integers(0, 16, 16)]
        high = [int(half) for half in random.integers(0, 16, 16)]
        body += scale.astype("<f2").tobytes()
        body += bytes(a + 16 * b for a, b in zip(low, high, strict=True))
        weights += [(half - 8) * float(scale) for half in low + high]
    return 1, body, np.array(weights).reshape(shape)


def _directory(
    head: bytes, bodies: dict[str, tuple[int, bytes]], tensors: dict[str, NDArray[np.float64]]
) -> bytes:
    """The head, the directory, whose offsets count from the start of the file, and the bodies."""
    place = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in bodies)
    entries, tail = struct.pack("<i", len(bodies)), b""
    for name, (kind, body) in bodies.items():
        count = tensors[name].size
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", kind, count, place + len(tail), len(body))
        tail += body
    return head + entries + tail


def write_model(folder: Path) -> Path:
    """Unpack a tiny model into a new folder, with its list of hashes."""
    from cmp_search.encoders.e5.cache import made_once
    from cmp_search.encoders.e5.packed import unpack

    folder.parent.mkdir(parents=True, exist_ok=True)
    packed = folder.with_suffix(".bin")
    packed.write_bytes(pack().data)
    return made_once(folder, lambda work: unpack(packed, work))
