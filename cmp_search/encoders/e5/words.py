"""The word vectors of the default model, checked when they are used.

1. They are in the weights file, memory-mapped, so that only those used are read.
2. The export has the CRC of each (see `export`); one that differs was damaged on the disk.
"""

import json
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.base import Vectors
from cmp_search.encoders.e5.weights import NAME
from cmp_search.errors import EncoderError

WEIGHTS = "model.safetensors"
WORDS = "embeddings.word_embeddings.weight"
SUMS = "words.npy"
"""In the export: the CRC-32 of each word vector."""
MAX_HEADER = 100_000_000
"""Bytes of the longest header that safetensors' own reader takes."""


class WordVectors:
    """The word vectors [vocabulary, dimension] of a model folder, with its export."""

    def __init__(self, model: Path, export: Path) -> None:
        """Name the folders.

        Raises:
            EncoderError: the weights file is none.
        """
        self._file = model / WEIGHTS
        try:
            self._start, self._shape = _place(self._file)
            self._sums: NDArray[np.uint32] = np.load(export / SUMS)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EncoderError("model_unloadable", name=NAME, reason=error) from error

    def of(self, ids: NDArray[np.int64]) -> Vectors:
        """The vectors of tokens, of shape [*ids.shape, dimension].

        Raises:
            EncoderError: the weights file is gone, or one of these is damaged.
        """
        try:
            words = np.memmap(self._file, np.float32, "r", self._start, self._shape)
        except (OSError, ValueError) as error:
            raise EncoderError("model_unloadable", name=NAME, reason=error) from error
        used, places = np.unique(ids, return_inverse=True)
        vectors = words[used]
        if any(zlib.crc32(row) != self._sums[id] for id, row in zip(used, vectors, strict=True)):
            raise EncoderError("model_folder_damaged", folder=self._file.parent)
        return vectors[places.reshape(ids.shape)]


def write_sums(model: Path, folder: Path) -> None:
    """Write the CRC of each word vector of a model folder into an export."""
    start, shape = _place(model / WEIGHTS)
    words = np.memmap(model / WEIGHTS, np.float32, "r", start, shape)
    np.save(folder / SUMS, np.array([zlib.crc32(row) for row in words], dtype=np.uint32))


def _place(file: Path) -> tuple[int, tuple[int, ...]]:
    """Where in the file the vectors begin, and their shape."""
    with file.open("rb") as opened:
        size = int.from_bytes(opened.read(8), "little")
        if size > MAX_HEADER:
            raise ValueError(f"a header of {size} bytes")
        entry = json.loads(opened.read(size))[WORDS]
    return 8 + size + entry["data_offsets"][0], tuple(entry["shape"])
