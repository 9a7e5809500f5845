"""A vocabulary of which only the pieces that some words may be cut into are read.

Loading all 250,002 pieces of the default model takes a second; a question needs about a hundred.

1. SentencePiece's Unigram (Kudo 2018) cuts a word into pieces of the vocabulary: substrings of the
   word, of at most as many characters as the longest piece. No other piece can be in any cut.
2. All pieces lie sorted in files that are mapped, and each substring is looked up by bisection.
3. A character that no piece has costs the least score of all pieces and something more, so the
   piece with the least score is always among those that are read.
With the same pieces to choose from at the same costs, the best cut is that of the whole vocabulary.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.e5.model_files import SPECIAL_TOKENS

Piece = tuple[str, float]
"""A piece and its score, the logarithm of its share."""

SPECIAL = len(SPECIAL_TOKENS) - 1
"""Pieces at the head of the list that stand for no text: begin, padding, end, unknown; after all
others there is one more, the mask."""
TEXTS, SCORES, ROWS = "pieces.npy", "scores.npy", "rows.npy"
AT_ONCE = 100_000
"""Substrings that are looked up at once; more would take more memory, and no less time."""


def write_vocabulary(pieces: Sequence[Piece], folder: Path) -> None:
    """Write all pieces, in the order of their rows, into a folder (step 2)."""
    texts = np.array([text.encode() for text, _ in pieces])
    ordinary = np.arange(SPECIAL, len(pieces) - 1, dtype=np.int32)
    ordered = ordinary[np.argsort(texts[ordinary], kind="stable")]
    np.save(folder / TEXTS, texts[ordered])
    np.save(folder / SCORES, np.array([score for _, score in pieces])[ordered])
    np.save(folder / ROWS, ordered)


class Vocabulary:
    """All pieces, on the disk."""

    def __init__(self, folder: Path) -> None:
        """Name the folder that `write_vocabulary` filled."""
        self._texts: NDArray[np.bytes_] = np.load(folder / TEXTS, mmap_mode="r")
        self._scores: NDArray[np.float64] = np.load(folder / SCORES)
        self._rows: NDArray[np.int32] = np.load(folder / ROWS)
        self.last = SPECIAL + len(self._rows)
        """The row of the mask."""
        self._least = int(np.argmin(self._scores))
        # No piece has more characters than bytes, and few texts have words as long.
        self._longest = self._texts.dtype.itemsize

    def pieces_of(self, words: Iterable[str]) -> tuple[list[Piece], NDArray[np.int32]]:
        """The pieces that words may be cut into, and the row of each; special ones are left out."""
        found = {self._least}
        substrings = self._substrings(words)
        while batch := set(islice(substrings, AT_ONCE)):
            found.update(self._places(batch))
        places = np.array(sorted(found))
        texts = [text.decode() for text in self._texts[places].tolist()]
        return list(zip(texts, self._scores[places].tolist(), strict=True)), self._rows[places]

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

    def _places(self, substrings: Iterable[bytes]) -> list[int]:
        """Step 2: where those substrings stand that are pieces."""
        # In order, neighbours are looked up on the same pages.
        wanted = np.array(sorted(substrings), dtype=self._texts.dtype)
        at = np.searchsorted(self._texts, wanted)
        at[at == len(self._texts)] = 0
        known: list[int] = at[self._texts[at] == wanted].tolist()
        return known
