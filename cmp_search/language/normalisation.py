"""Normalisation: the canonical form of texts, and the forms in which words are compared.

1. A text is kept in canonical form (`clean`): Unicode's form C, line feeds for line ends, no
   control characters, no blanks before the end of a line. `settle` also trims it and joins what
   soft hyphens part; `one_line` makes one line of it.
2. Words are matched in folded form (`fold`): lower case, without accents and ligatures.
3. Words are picked out of a text as they were typed in its composed form (`composed`).
"""

import re
import unicodedata

SOFT_HYPHEN = "\xad"
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# A run of blanks is tried once, from its beginning: else a long one takes the square of its length.
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|$)")
_UNSAFE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_MAX_MARKS = 30
"""Combining marks on one letter that are kept, as in Unicode's stream-safe text format."""
_MAYBE_HEAP = re.compile(rf"[\u0300-\U0010ffff]{{{_MAX_MARKS + 1}}}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def clean(text: str) -> str:
    """Canonical form of a piece of text: NFC, line feeds for line ends, no control characters."""
    text = _TRAILING.sub("", _UNSAFE.sub("", _LINE_ENDS.sub("\n", text)))
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _without_heaps(text) if _MAYBE_HEAP.search(text) else text)


def _without_heaps(text: str) -> str:
    """The text without marks heaped on one letter by the hundred, which take minutes to order."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def settle(text: str) -> str:
    """Canonical form without soft hyphens, which part words, and without blanks around it."""
    return clean(text.replace(SOFT_HYPHEN, "")).strip()


def one_line(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Lower case, without accents and ligatures."""
    if text.isascii():
        return text.lower()
    # Decomposed first: "™" has no lower case, the "TM" that it becomes has.
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    return _without_marks(unicodedata.normalize("NFKD", lower))


def composed(text: str) -> str:
    """The text with one character a letter, so that each word is one run of letters."""
    return _without_marks(unicodedata.normalize("NFKC", text))


def _without_marks(text: str) -> str:
    return "".join(c for c in text if not unicodedata.combining(c))
