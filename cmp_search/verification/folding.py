"""Folding: a text without what only typography decides, with the way back to its characters.

1. All quotation marks and apostrophes are one mark, single or double; white space within guillemets
   goes.
2. All hyphens and dashes are one hyphen; white space around a dash goes, and around a hyphen that
   has it on both sides.
3. A run of white space of any kind is one space; before : ; ! ? and % it goes, as French has it and
   English has not.
4. Soft hyphens and characters without width go; ligatures, Œ and Æ are unfolded; an ellipsis is
   three dots; letters with marks are composed, and raised letters are letters (1ᵉʳ).
Letter case, accents, digits, raised digits and fractions stay: another number is another number.
Only what folding changes is looked at, so it takes time in proportion to the text.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import HYPHENS

QUOTES = "'\"`´‘’‚‛“”„‟＇＂〝〞"
_DASHES = "\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58"
_NO_WIDTH = "\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_BLANK = rf"[\s{_NO_WIDTH}]"
_MARKS = "\u0300-\u036f"
_LETTERS = "œŒæÆªºµ\u02b0-\u02b8\u1d2c-\u1d6a\ufb00-\ufb06"
_FIRST = rf"[«‹»›<>…{QUOTES}{_DASHES}{_NO_WIDTH}{_LETTERS}\s{HYPHENS}]|\w[{_MARKS}]"
# Each alternative begins with all the blanks there are, so none is tried twice on a long run.
_SPECIAL = re.compile(
    rf"""
    (?={_FIRST})(?:
    (?P<open>(?:[«‹]|<<){_BLANK}*+)
    | (?P<close>{_BLANK}*+(?:[»›]|>>))
    | (?P<quote>''|``|[{QUOTES}])
    | (?P<dash>{_BLANK}*+(?:[{_DASHES}]|--+){_BLANK}*+|\s++[{HYPHENS}]\s++|[{HYPHENS}])
    | (?P<stop>{_BLANK}++(?=[:;!?%]))
    | (?P<blank>[^\S ]{_BLANK}*+|[ ]{_BLANK}++|[{_NO_WIDTH}]++\s{_BLANK}*+)
    | (?P<nothing>[{_NO_WIDTH}]++)
    | (?P<dots>…)
    | (?P<letter>[{_LETTERS}])
    | (?P<marked>\w[{_MARKS}]++)
    )
    """,
    re.VERBOSE,
)
_FOLDED = {"open": "'", "close": "'", "quote": "'", "dash": "-", "blank": " ", "dots": "..."}
_UNFOLDED = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `source` is the one that it was made from.

    Its pieces begin at `_places`; piece i was made from the source's `_starts[i]` to `_ends[i]`.
    """

    text: str
    source: str
    _places: tuple[int, ...] = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """The characters of the source that `text[start:end]`, at least one character, is from."""
        return Span(self._origin(start)[0], self._origin(end - 1)[1])

    def _origin(self, place: int) -> tuple[int, int]:
        """The characters that one folded character is from."""
        piece = bisect_right(self._places, place) - 1
        begin, start, end = self._places[piece], self._starts[piece], self._ends[piece]
        follows = self._places[piece + 1] if piece + 1 < len(self._places) else len(self.text)
        if follows - begin != end - start:
            return start, end
        return start + place - begin, start + place - begin + 1


def fold_typography(text: str) -> Folded:
    """The folded text; steps 1 to 4."""
    pieces: list[str] = []
    places, starts, ends = [], [], []
    length = copied = 0
    for match in _SPECIAL.finditer(text):
        folded = _folded(match)
        if folded == match[0]:
            continue
        start, end = match.span()
        for piece, origin in ((text[copied:start], copied), (folded, start)):
            if piece:
                pieces.append(piece)
                places.append(length)
                starts.append(origin)
                ends.append(start if origin < start else end)
                length += len(piece)
        copied = end
    pieces.append(text[copied:])
    places.append(length)
    starts.append(copied)
    ends.append(len(text))
    return Folded("".join(pieces), text, tuple(places), tuple(starts), tuple(ends))


def _folded(match: re.Match[str]) -> str:
    """What a match is folded to."""
    kind, found = match.lastgroup or "", match[0]
    if kind == "letter":
        return _UNFOLDED.get(found) or unicodedata.normalize("NFKC", found)
    return unicodedata.normalize("NFC", found) if kind == "marked" else _FOLDED.get(kind, "")
