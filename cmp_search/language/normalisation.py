"""Normalisation: the canonical form of texts, and the folded form of words.

1. A text is stored in canonical form (`clean`): Unicode NFC, line feeds as line ends, no control
   characters, no trailing blanks. `clean_and_trim` also drops soft hyphens and blanks around the
   text; `one_line` puts it on one line.
2. Words are matched in folded form (`fold`): lower case, without accents and ligatures.
3. Words are quoted as typed from the composed form (`composed`), where each is a run of letters.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

SOFT_HYPHEN = "\xad"
HYPHENS = "\u2010\u2011\ufe63\uff0d-"
"""The plain one last, as it ends a class of characters."""
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Each run of blanks is tried only from its start: otherwise a long run takes quadratic time.
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|$)")
_UNSAFE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_MAX_MARKS = 30
"""Combining marks kept on one letter, the limit of Unicode's stream-safe text format."""
_MAYBE_TOO_MANY_MARKS = re.compile(rf"[\u0300-\U0010ffff]{{{_MAX_MARKS + 1}}}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def clean(text: str) -> str:
    """Canonical form: NFC, line feeds as line ends, no control characters or trailing blanks."""
    text = _TRAILING.sub("", _UNSAFE.sub("", _LINE_ENDS.sub("\n", text)))
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize(
        "NFC", _limit_marks(text) if _MAYBE_TOO_MANY_MARKS.search(text) else text
    )


def _limit_marks(text: str) -> str:
    """The text with at most `_MAX_MARKS` marks a letter; hundreds take minutes to normalise."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def clean_and_trim(text: str) -> str:
    """Canonical form without soft hyphens, which split words, and without surrounding blanks."""
    return clean(text.replace(SOFT_HYPHEN, "")).strip()


def one_line(text: str) -> str:
    """The text with every run of white space replaced by one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Lower case, without accents and ligatures."""
    if text.isascii():
        return text.lower()
    # Decomposed first: "™" has no lower case, but the "TM" it becomes does.
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    return _without_marks(unicodedata.normalize("NFKD", lower))


@lru_cache(maxsize=2_000)
def fold_word(word: str) -> str:
    """As `fold`, of a word: a text has the same ones again and again."""
    return fold(word)


def letters_and_digits(text: str) -> str:
    """Its letters and digits only, without case and marks; each character gives its own."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def composed(text: str) -> str:
    """The text with one character per letter, so that each word is one run of letters."""
    return _without_marks(unicodedata.normalize("NFKC", text))


def _without_marks(text: str) -> str:
    return "".join(filterfalse(unicodedata.combining, text))
