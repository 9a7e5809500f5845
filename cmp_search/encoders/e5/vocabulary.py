"""A vocabulary on disk; only the pieces that given words may be split into are read.

Loading all 250,002 pieces of the default model takes a second; a question needs about a hundred.

1. SentencePiece's Unigram model (Kudo 2018) splits a word into pieces of the vocabulary: substrings
   of the word, no longer than the longest piece. No other piece can be part of a split.
2. All pieces are sorted in memory-mapped files, and each substring is looked up by bisection.
3. The score of a character without a piece depends on the lowest score of all pieces, so the piece
   with the lowest score is always read as well.
With the same pieces at the same scores, the best split is that of the whole vocabulary.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.e5.model_files import SPECIAL_TOKENS

Piece = tuple[str, float]
"""A piece and its score, the logarithm of its probability."""

SPECIAL = len(SPECIAL_TOKENS) - 1
"""Pieces at the start of the list that represent no text: begin, padding, end, unknown; one more,
the mask, is at the end."""
TEXTS, SCORES, IDS = "pieces.npy", "scores.npy", "rows.npy"
AT_ONCE = 100_000
"""Substrings that are looked up at once; more would take more memory, and no less time."""


def write_vocabulary(pieces: Sequence[Piece], folder: Path) -> None:
    """Write all pieces, in the order of their ids, into a folder (step 2)."""
    texts = np.array([text.encode() for text, _ in pieces])
    ordinary = np.arange(SPECIAL, len(pieces) - 1, dtype=np.int32)
    ordered = ordinary[np.argsort(texts[ordinary], kind="stable")]
    np.save(folder / TEXTS, texts[ordered])
    np.save(folder / SCORES, np.array([score for _, score in pieces])[ordered])
    np.save(folder / IDS, ordered)


class Vocabulary:
    """All pieces, on disk."""

    def __init__(self, folder: Path) -> None:
        """Name the folder that `write_vocabulary` filled."""
        self._texts: NDArray[np.bytes_] = np.load(folder / TEXTS, mmap_mode="r")
        self._scores: NDArray[np.float64] = np.load(folder / SCORES)
        self._ids: NDArray[np.int32] = np.load(folder / IDS)
        self.last = SPECIAL + len(self._ids)
        """The id of the mask."""
        self._least = int(np.argmin(self._scores))
        # No piece has more characters than bytes, and few texts have words as long.
        self._longest = self._texts.dtype.itemsize

    def pieces_of(self, words: Iterable[str]) -> tuple[list[Piece], NDArray[np.int32]]:
        """The pieces that words may be split into, with their ids; without special ones."""
        positions = {self._least}
        substrings = self._substrings(words)
        while batch := set(islice(substrings, AT_ONCE)):
            positions.update(self._positions(batch))
        order = np.array(sorted(positions))
        texts = [text.decode() for text in self._texts[order].tolist()]
        return list(zip(texts, self._scores[order].tolist(), strict=True)), self._ids[order]

    def _substrings(self, words: Iterable[str]) -> Iterator[bytes]:
        """Step 1, as UTF-8."""
        for word in words:
            encoded = word.encode()
            # Every substring of characters is one of bytes that begins and ends between them.
            edges = [i for i, byte in enumerate(encoded) if byte & 0xC0 != 0x80]
            edges.append(len(encoded))
            for n, start in enumerate(edges[:-1]):
                for end in edges[n + 1 :]:
                    if end - start > self._longest:
                        break
                    yield encoded[start:end]

    def _positions(self, substrings: Iterable[bytes]) -> list[int]:
        """Step 2: the positions of those substrings that are pieces."""
        # Sorted, so that neighbours are looked up on the same pages.
        wanted = np.array(sorted(substrings), dtype=self._texts.dtype)
        at = np.searchsorted(self._texts, wanted)
        at[at == len(self._texts)] = 0
        positions: list[int] = at[self._texts[at] == wanted].tolist()
        return positions
