"""Making the paragraphs of a draft: words with the marks of notes among them.

While a paragraph is read, a mark stands in its words as a character that no format can contain
(`MARK`); `paragraph` takes them out and notes where they were.
"""

import re
from collections.abc import Iterable, Sequence

from cmp_search.verification.draft import Draft, DraftParagraph, Mark, Place

MARK = "\0"
"""Stands for the mark of a note."""
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_LINE_ENDS = re.compile(r" *\n *")
_BLANK_BEFORE = re.compile(rf"[ \t]+(?=(?:{MARK})+(?:[ \t]|[.,;:!?…)\]”»’\"]|\Z))")


def paragraph(
    words: str,
    notes: Sequence[str] = (),
    place: Place = Place.BODY,
    *,
    is_quotation: bool = False,
    note: str = "",
    heading: int = 0,
) -> DraftParagraph | None:
    """A paragraph of words with as many marks as there are notes; None if it has neither."""
    words = _BLANK_BEFORE.sub("", words).strip() if MARK in words else words.strip()
    parts = words.split(MARK)
    lead = len(parts[0]) - len(parts[0].lstrip())
    text = "".join(parts)[lead:].rstrip()
    if not text and not notes:
        return None
    marks = []
    at = -lead
    for part, name in zip(parts, notes, strict=False):
        at += len(part)
        marks.append(Mark(max(0, min(at, len(text))), name))
    return DraftParagraph(text, place, tuple(marks), is_quotation, note, heading)


def collapsed(words: str) -> str:
    """Words with single blanks and none around line ends; non-breaking blanks stay."""
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", words))


def arranged(paragraphs: Iterable[DraftParagraph]) -> Draft:
    """A draft with the paragraphs of notes last, in the order of their first marks."""
    found = list(paragraphs)
    order: dict[str, int] = {}
    for one in found:
        for mark in one.marks:
            order.setdefault(mark.note, len(order))
    body = [one for one in found if not one.note]
    notes = [one for one in found if one.note]
    notes.sort(key=lambda one: order.get(one.note, len(order)))
    return Draft((*body, *notes))
