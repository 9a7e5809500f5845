"""Exact matching: everywhere in a text that the words of a quotation stand as it has them.

1. The first reading of the pattern that stands in the folded text counts.
2. Each segment is looked for, and must begin and end where words do, in the text as it is: "12" is
   not in "12,500", "$5" not in "$5 million", "binding" not in "non-binding".
3. Segments follow one another within their gaps; of several places, the nearest before counts.
4. What a small gap leaves out must not be a negation.
"""

import re
from itertools import pairwise

from cmp_search.documents.document import Span
from cmp_search.verification.folding import Folded
from cmp_search.verification.pattern import Pattern, Place, Segment

_AROUND = 24
"""Characters around a place that say whether a word begins or ends there."""
_UNITS = (
    r"[%½¼¾]|(?:per ?cent|pour cent|por ciento|hundred|thousand|[mb]illion|trillion|cent|mille"
    r"|milliard|centaine|millier|mill[oó]n(?:es)?|bill[oó]n(?:es)?|mil|miles)s?\b"
)
_INSIDE_START = re.compile(
    r"\w\Z|(?:^|\W)n['’]\Z"
    r"|\b(?:non|not|un|in|anti|contra|contre|ex|pre|pré|quasi|semi|pseudo|sub)[-\u2010\u2011]\Z",
    re.I,
)
_INSIDE_NUMBER_START = re.compile(r"\d[.,'’/:]\Z|(?:^|[\s(])[-\u2010-\u2015\u2212]\Z")
_INSIDE_END = re.compile(r"\w|['’]t\b", re.I)
_INSIDE_NUMBER_END = re.compile(rf"[.,'’/:]\d|\s\d{{3}}(?!\d)|[-\s]?(?:{_UNITS})", re.I)
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without|cannot|ne|pas|non(?!-)|jamais|aucune?|sans|nunca|jamás"
    r"|ni|sin|ningun[oa]?|ningún|tampoco)\b|\bn'|n't\b",
    re.I,
)
_FEW = 5
"""Words up to which a negation that is left out is what was to be left out."""


def places_of(pattern: Pattern, folded: Folded) -> list[Span]:
    """Where a quotation stands in a text, in characters of the text; steps 1 to 4."""
    for reading in pattern.readings:
        found = _chains(reading, folded)
        if found:
            return [folded.span(*place) for place in found]
    return []


def _chains(reading: tuple[Segment, ...], folded: Folded) -> list[Place]:
    """Step 3: from the first segment's place to the last one's."""
    chains = _standing(reading[0], folded)
    for segment in reading[1:]:
        if not chains:
            break
        longer: list[Place] = []
        before = 0
        for place in _standing(segment, folded):
            while before + 1 < len(chains) and chains[before + 1].end <= place.start:
                before += 1
            left_out = Place(chains[before].end, place.start)
            if 0 <= left_out.end - left_out.start <= segment.gap and not _loses_negation(
                folded.text[slice(*left_out)], segment.added
            ):
                longer.append(Place(chains[before].start, place.end))
        chains = _shortest(longer)
    return chains


def _shortest(places: list[Place]) -> list[Place]:
    """Of the places with the same start, the first."""
    return places[:1] + [after for one, after in pairwise(places) if after.start != one.start]


def _loses_negation(left_out: str, added: str) -> bool:
    """Step 4: whether a word such as "not" is among a few that are left out."""
    if len(left_out.split()) > _FEW:
        return False
    return bool(_NEGATION.search(left_out)) and not _NEGATION.search(added)


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
    return not (segment.ends and last.isdigit() and _INSIDE_NUMBER_END.match(after))


def _begins_inside_number(text: str, span: Span, before: str) -> bool:
    """Whether a number goes on before its first digit: a decimal, a sign, or thousands."""
    if _INSIDE_NUMBER_START.search(before):
        return True
    is_group = re.match(r"\d{3}(?!\d)", text[span.start : span.start + 4]) is not None
    return is_group and re.search(r"\d\s\Z", before) is not None
