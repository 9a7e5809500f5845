"""Signatures: the names under a text, which are no headings."""

import re

from cmp_search.readers.common.series import member

_SENTENCE = 8
"""Words from which the line below is running text."""
_NAME = r"(?:[A-ZÀ-Þ][\w.’'-]*\s){1,4}[A-ZÀ-Þ][\w’'-]+"
_PERSON = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+")
_SIGNATURE = re.compile(
    rf"{_NAME},\s+[^\W\d_].*|.*\b(?:Rúbrica|Signed|Signé|Firmado)\b.*"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Dip|Rep|Lic|Ing|Mme)\.\s.*"
    r"|(?:For|Pour|Por) (?:the|le|la|el) (?i:government|gouvernement|gobierno)\b.*"
)
_ENUMERATED_NAMES = re.compile(r"\.[-–—]\s")


def is_signature(words: str, below: str) -> bool:
    """Whether words that a line follows are the names of signatories, and no text is below."""
    if member(words) is not None:
        return False
    if _ENUMERATED_NAMES.search(words):
        return True
    return len(below.split()) < _SENTENCE and bool(_SIGNATURE.fullmatch(words))


def is_name_of_person(words: str) -> bool:
    """Whether words may be nothing but somebody's name, as a heading of two words may be, too."""
    return bool(_PERSON.fullmatch(words))
