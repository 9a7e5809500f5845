"""Drafts for tests, from lines such as "He says “so it is”.^1 More." with marks of notes."""

import re

from cmp_search.verification.draft import Draft, DraftParagraph, Mark, Place
from cmp_search.verification.finding import find_quotations

_MARK = re.compile(r"\^(\w)")
Found = list[tuple[str, tuple[str, ...]]]


def line(words: str, place: Place = Place.BODY, note: str = "", heading: int = 0) -> DraftParagraph:
    """A paragraph; one that begins with ">" is set as a quotation."""
    is_quotation = words.startswith(">")
    parts = _MARK.split(words.removeprefix(">"))
    text, marks = parts[0], []
    for label, words in zip(parts[1::2], parts[2::2], strict=True):
        marks.append(Mark(len(text), label))
        text += words
    return DraftParagraph(text, place, tuple(marks), is_quotation, note, heading)


def draft(*lines: str | DraftParagraph) -> Draft:
    return Draft(tuple(line(one) if isinstance(one, str) else one for one in lines))


def found(*lines: str | DraftParagraph) -> Found:
    """The quotations of a draft with the ids of their notes."""
    return [(one.text, one.labels) for one in find_quotations(draft(*lines))]
