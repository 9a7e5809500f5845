"""Exact matching: everywhere in a text that the words of a quotation stand as it has them.

1. The first reading of the pattern that stands in the folded text counts.
2. Each segment is looked for, and must begin and end where words do, in the text as it is: "12" is
   not in "12,500", "$5" not in "$5 million", "binding" not in "non-binding".
3. Segments follow one another within their gaps; of several places, the nearest before counts.
4. What is left out or put in must not change what the text says (see `omissions`).
"""

import re
from itertools import pairwise

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.verification.amounts import NUMBER_WORDS
from cmp_search.verification.folding import Folded
from cmp_search.verification.omissions import changes, hides
from cmp_search.verification.pattern import Pattern, Place, Segment

_AROUND = 24
"""Characters around a place that say whether a word begins or ends there."""
_UNITS = (
    r"[%½¼¾]|(?:per ?cent|pour cent|por ciento|hundred|thousand|[mb]illion|trillion|cent|mille"
    r"|milliard|centaine|millier|mill[oó]n(?:es)?|bill[oó]n(?:es)?|mil|miles)s?\b"
)
_TENS = (
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante"
    "|soixante|quatre|quatre-vingt"
)
_INSIDE_START = re.compile(
    r"\w\Z|(?:^|\W)n['’]\Z"
    rf"|\b(?:{_TENS})[-\u2010\u2011]\Z"
    r"|\b(?:non|not|un|in|anti|contra|contre|ex|pre|pré|quasi|semi|pseudo|sub)[-\u2010\u2011]\Z",
    re.I,
)
_INSIDE_NUMBER_START = re.compile(r"\d[.,'’/:]\Z|[$€£¥]\s?\Z|(?:^|[\s(])[-\u2010-\u2015\u2212]\Z")
_INSIDE_END = re.compile(r"\w|['’]t\b", re.I)
_INSIDE_NUMBER_END = re.compile(rf"[.,'’/:]\d|\s\d{{3}}(?!\d)|[-\s]?(?:{_UNITS})|\s?[$€£¥°]", re.I)
_INSIDE_NUMBER_WORD = re.compile(rf"[-\u2010\u2011]\w|\s(?:{_UNITS})", re.I)
_NUMBER_WORD = re.compile(r"[^\W\d_]+\Z")
_SENTENCE_END = re.compile(r"[.!?]\s")
_BEFORE = 2
"""Words around a quotation that brackets at its start or end may stand instead of."""


def places_of(pattern: Pattern, folded: Folded) -> list[Span]:
    """Where a quotation stands in a text, in characters of the text; steps 1 to 4."""
    for reading in pattern.readings:
        found = _chains(reading, folded)
        if found:
            return [folded.span(*place) for place in found]
    return []


def _chains(reading: tuple[Segment, ...], folded: Folded) -> list[Place]:
    """Step 3: from the first segment's place to the last one's."""
    first = reading[0]
    chains = [
        one for one in _standing(first, folded) if not _hides(_just_before(one, folded), first)
    ]
    for segment in reading[1:]:
        if not chains:
            break
        longer: list[Place] = []
        before = 0
        for place in _standing(segment, folded):
            while before + 1 < len(chains) and chains[before + 1].end <= place.start:
                before += 1
            left_out = Place(chains[before].end, place.start)
            if 0 <= left_out.end - left_out.start <= segment.gap and not _hides(
                folded.text[slice(*left_out)], segment
            ):
                longer.append(Place(chains[before].start, place.end))
        chains = _shortest(longer)
    return [one for one in chains if not _hides_behind(one, folded, reading[-1])]


def _shortest(places: list[Place]) -> list[Place]:
    """Of the places with the same start, the first."""
    return places[:1] + [after for one, after in pairwise(places) if after.start != one.start]


def _hides(left_out: str, segment: Segment) -> bool:
    """Step 4, for what is left out before a segment; before the first, brackets alone may hide."""
    if not (segment.gap or segment.added):
        return False
    return hides(left_out, segment.added, is_glued=bool(segment.added) and not segment.begins)


def _hides_behind(place: Place, folded: Folded, last: Segment) -> bool:
    """Step 4, for brackets at the end; they may stand instead of the next words."""
    if not last.closing:
        return False
    around = folded.text[place.end : place.end + _AROUND]
    behind = " ".join(_SENTENCE_END.split(around)[0].split()[:_BEFORE])
    return changes(behind, last.closing)


def _just_before(place: Place, folded: Folded) -> str:
    """The words of the same sentence that brackets at a quotation's start may stand instead of."""
    around = folded.text[max(place.start - _AROUND, 0) : place.start]
    return " ".join(_SENTENCE_END.split(around)[-1].split()[-_BEFORE:])


def _standing(segment: Segment, folded: Folded) -> list[Place]:
    """Step 2: the places where a segment begins and ends as words do."""
    return [place for place in segment.all_in(folded.text) if _is_whole(segment, place, folded)]


def _is_whole(segment: Segment, place: Place, folded: Folded) -> bool:
    text = folded.source
    span = folded.span(*place)
    first, last = text[span.start], text[span.end - 1]
    before = text[max(span.start - _AROUND, 0) : span.start]
    after = text[span.end : span.end + _AROUND]
    if segment.begins and first.isalnum() and _INSIDE_START.search(before):
        return False
    if segment.begins and first.isdigit() and _begins_inside_number(text, span, before):
        return False
    if segment.ends and last.isalnum() and _INSIDE_END.match(after):
        return False
    if segment.ends and _is_number_word(text[max(span.end - _AROUND, 0) : span.end]):
        return not _INSIDE_NUMBER_WORD.match(after)
    return not (segment.ends and last.isdigit() and _INSIDE_NUMBER_END.match(after))


def _is_number_word(words: str) -> bool:
    """Whether the last of some words is a number, of which another word may be a part."""
    last = _NUMBER_WORD.search(words)
    return last is not None and fold(last[0]) in NUMBER_WORDS


def _begins_inside_number(text: str, span: Span, before: str) -> bool:
    """Whether a number goes on before its first digit: a decimal, a sign, or thousands."""
    if _INSIDE_NUMBER_START.search(before):
        return True
    is_group = re.match(r"\d{3}(?!\d)", text[span.start : span.start + 4]) is not None
    return is_group and re.search(r"\d\s\Z", before) is not None
