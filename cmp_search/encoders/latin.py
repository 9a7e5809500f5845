"""A cut of the vocabulary to Latin script, which loads in a fraction of the time.

1. The alphabet: every Latin letter, and every digit, mark and symbol that Latin script uses, which
   is a piece by itself.
2. The cut keeps the special tokens and every piece made of that alphabet only, with its score; a
   list says which row of the whole vocabulary each one is.
3. A text made of the alphabet alone can only be cut into pieces that were kept, and has no unknown
   character, so the best cut is the same in both vocabularies. Any other text goes to the whole
   one.
"""

import re
import unicodedata
from collections.abc import Sequence

BOUNDARY = "\u2581"
"""SentencePiece's mark of the beginning of a word."""

SPECIAL = 4
"""Pieces at the head of the list that stand for no text: begin, padding, end, unknown."""

SIGNS = (range(0x370), range(0x2000, 0x2C00))
"""Unicode's blocks up to the combining marks, and those of general punctuation and symbols."""

Piece = tuple[str, float]


def alphabet(pieces: Sequence[Piece]) -> str:
    """Step 1: the characters, sorted, without the word boundary."""
    single = {text for text, _ in pieces[SPECIAL:-1] if len(text) == 1}
    return "".join(sorted(c for c in single if c != BOUNDARY and _is_latin(c)))


def cut(pieces: Sequence[Piece]) -> tuple[list[Piece], list[int]]:
    """Step 2: the pieces that are kept, and the row of each in the whole vocabulary."""
    known = frozenset(alphabet(pieces)) | {BOUNDARY}
    last = len(pieces) - 1
    kept = [
        row
        for row, (text, _) in enumerate(pieces)
        if row < SPECIAL or row == last or known.issuperset(text)
    ]
    return [pieces[row] for row in kept], kept


def is_cut(alphabet: str) -> re.Pattern[str]:
    """Step 3: matches normalised texts that the cut is enough for."""
    return re.compile(f"[ {re.escape(alphabet)}]*")


def _is_latin(character: str) -> bool:
    """Whether a character is a Latin letter, or a sign in a block that Latin script uses."""
    if unicodedata.category(character)[0] == "L":
        return unicodedata.name(character, "").startswith("LATIN ")
    return any(ord(character) in block for block in SIGNS)
