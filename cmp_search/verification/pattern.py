"""Patterns: the words of a quotation that must stand in a text, and what its writer changed.

1. The quotation is folded (see `folding`). As it is, it is the first reading: what looks like a
   sign of the writer's may be the text's own.
2. Otherwise a remark such as "[sic]" or "[emphasis added]" stands instead of nothing. An ellipsis,
   bare or in brackets, leaves something out; a quotation that begins or ends with one goes on
   there. A letter in brackets before a word ("[T]he") may have another case; all else in brackets
   is the writer's, added or instead of the text's: "the [group]", "govern[ed]".
3. What stands between these are segments. Each must stand in the text as it is; their distance is
   bounded, the more so next to one of a word or two, which stands anywhere.
4. A full stop, comma, colon or semicolon at the very end may be the writer's.
5. A hyphen before a space within a word may be of a line's end: with or without it, both will do.
6. If the segments have too few words for what is left out and put in, there is no such reading.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from cmp_search.verification.folding import fold_typography

LONG_GAP, SHORT_GAP = 2_000, 300
"""Characters that an ellipsis may leave out: between segments, and next to one of a word or two."""
BRACKET_GAP = 80
"""Characters of the text that words in brackets may stand instead of."""
SHORT = 3
"""Words from which on a segment isn't short."""
LEAST_MEAN = 2
"""The least words of a segment on average; with fewer, a quotation is mostly gaps."""
MOST_SEGMENTS = 40
"""The most segments of a quotation."""
_DOTS = r"\.(?:\s?\.){2,3}"
_SIGN = re.compile(
    rf"(?P<ellipsis>\s*(?:\[\s?{_DOTS}\s?\]|\(\s?{_DOTS}\s?\)|{_DOTS})\s*)"
    r"|\s*\[(?P<words>[^\[\]]*)\]\s*"
)
_REMARK = re.compile(
    r"\s*[\[(](?:sic|(?:emphasis|italics|underlining|bold|highlighting) (?:added|mine|ours|theirs)"
    r"|emphasis in (?:the )?original|(?:nous|je) soulign(?:ons|e)|nos italiques"
    r"|(?:soulign|italiqu|gras)\w*(?: \w+)? (?:ajout\w+|par nous|de nous|dans l'original)"
    r"|(?:énfasis|cursivas?|subrayado|negritas?|itálicas?) \w+)[.!]?[\])]",
    re.I,
)
_LETTER = re.compile(r"\[([^\W\d_])\](?=\w)")
_WORD = re.compile(r"\w+")
_LINE_END = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])")
_ANY_CASE = "\ue000"
"""Comes, within a segment, before a letter whose case is free."""
_FINAL = re.compile(r"[\s.,;:]+\Z")


class Place(NamedTuple):
    """Characters `text[start:end]` of a folded text."""

    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """Words that stand together, and what may stand before them.

    `gap` is how many characters of the text may be between it and the segment before it; `added`
    are the words in brackets there, `closing` those behind the last one. `begins` and `ends` say
    whether a word begins or ends with it.
    """

    text: str
    gap: int = 0
    added: str = ""
    closing: str = ""
    begins: bool = True
    ends: bool = True

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))

    @cached_property
    def _expression(self) -> re.Pattern[str] | None:
        """Steps 2 and 5, where it is not just its characters that will do."""
        if _ANY_CASE not in self.text and not _LINE_END.search(self.text):
            return None
        escaped = re.escape(_LINE_END.sub("\ue001", self.text)).replace("\ue001", "(?:- ?)?")
        return re.compile(re.sub(rf"{_ANY_CASE}(.)", r"(?i:\1)", escaped))

    def all_in(self, text: str) -> list[Place]:
        """Everywhere that it stands in a folded text, whether at the ends of words or not."""
        if self._expression:
            return [Place(*match.span()) for match in self._expression.finditer(text)]
        found, at = [], text.find(self.text)
        while at >= 0:
            found.append(Place(at, at + len(self.text)))
            at = text.find(self.text, at + 1)
        return found


@dataclass(frozen=True, slots=True)
class Pattern:
    """The readings of a quotation; each is a sequence of segments in order.

    `is_mostly_gaps` says that too few words are left for the second reading.
    """

    readings: tuple[tuple[Segment, ...], ...]
    words: int
    is_mostly_gaps: bool = False


def pattern_of(quotation: str) -> Pattern:
    """The pattern of a quotation; it has no reading if the quotation has no word."""
    folded = fold_typography(quotation).text.strip()
    whole = _finished([Segment(folded)])
    parts = _finished(_segments(folded))
    words = sum(part.words for part in parts)
    if not words or parts == whole:
        return Pattern((whole,) if words else (), words)
    added = sum(len(_WORD.findall(part.added)) for part in parts)
    wide = sum(part.gap > BRACKET_GAP for part in parts)
    gaps = (
        len(parts) > MOST_SEGMENTS
        or added > words
        or (wide > 0 and words < LEAST_MEAN * (wide + 1))
    )
    return Pattern((whole,) if gaps else (whole, parts), words, gaps)


def _segments(folded: str) -> list[Segment]:
    """Steps 2 and 3: what stands between the writer's signs."""
    text = _LETTER.sub(rf"{_ANY_CASE}\1", _REMARK.sub("", folded))
    segments: list[Segment] = []
    following, at = Segment(""), 0
    for sign in _SIGN.finditer(text):
        start, end = sign.span()
        is_words = sign["words"] is not None
        is_glued = is_words and sign[0][0] == "[" and text[start - 1 : start].isalnum()
        segments.append(replace(following, text=text[at:start], ends=not is_glued))
        following = Segment(
            "",
            gap=BRACKET_GAP if sign["ellipsis"] is None else LONG_GAP,
            added=sign["words"] or "",
            begins=not (is_words and sign[0][-1] == "]" and text[end : end + 1].isalnum()),
        )
        at = end
    return [*segments, replace(following, text=text[at:])]


def _finished(segments: list[Segment]) -> tuple[Segment, ...]:
    """The segments with words, their gaps as their neighbours want them; step 4."""
    *before, last = segments
    gap, added = 0, ""
    found: list[Segment] = []
    for segment in [*before, replace(last, text=_FINAL.sub("", last.text))]:
        gap, added = max(gap, segment.gap), f"{added} {segment.added}".strip()
        text = segment.text.strip()
        if not text:
            continue
        if not found:
            gap = 0
        elif min(segment.words, found[-1].words) < SHORT:
            gap = min(gap, SHORT_GAP)
        found.append(replace(segment, text=text, gap=gap, added=added))
        gap, added = 0, ""
    return (*found[:-1], replace(found[-1], closing=added)) if found else ()
