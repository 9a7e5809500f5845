"""Notes typed by hand: a "[1]" or "¹" in the text, and "[1] …", "¹ …" or "1. …" below it.

1. Only a draft without notes of its own can have them.
2. A paragraph is a note if it begins with a number in brackets or in superscript that an earlier
   paragraph has behind a word. If there is no such note, one may begin with a number and a full
   stop, below the last paragraph with such a mark. Lines of the annex of excerpts are none.
3. Marks of notes that are there are taken out of the text, with the blank before them where that
   would be left before a full stop. "m²" has no mark, and a number among quoted words is one of
   them; only at their end it may be a mark.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from cmp_search.verification.annex import is_annex_line
from cmp_search.verification.draft import Draft, DraftParagraph, Place
from cmp_search.verification.drafts.paragraphs import MARK, arranged, paragraph
from cmp_search.verification.quotation_marks import marked

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
_MARK = re.compile(
    rf"\[\d{{1,3}}(?:\s?[,;]\s?\d{{1,3}}){{0,9}}\]|(?<=[^\s⁰¹²³⁴-⁹])(?<!\b[km]m)(?<!\bm)(?<!\bcm)(?<!\bha){_RAISED}"
)
_ENDS = re.compile(rf"(?:[\s.,;:!?…”’»›\"')]|\[[\d,; ]+\]|{_RAISED})*")
"""What stands between the last mark in quoted words and their end."""
_LONGEST_END = 100
_NOTE = re.compile(rf"(?:\[(\d{{1,3}})\]:?|({_RAISED}))\s*(?=\S)")
_LISTED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")


def with_typed_notes(draft: Draft) -> Draft:
    """The draft with its typed notes as notes."""
    if any(one.note or one.marks for one in draft.paragraphs):
        return draft
    first, last = _places(draft.paragraphs)
    labels = [_typed(one, position, first) for position, one in enumerate(draft.paragraphs)]
    if not any(label for label, _ in labels):
        labels = [
            _listed(one, position > last, first) for position, one in enumerate(draft.paragraphs)
        ]
    names = {label for label, _ in labels if label}
    if not names:
        return draft
    found = [
        replace(one, text=one.text[start:], place=Place.FOOTNOTE, note=label)
        if label
        else _without(one, names)
        for one, (label, start) in zip(draft.paragraphs, labels, strict=True)
    ]
    return arranged(found)


def _places(paragraphs: tuple[DraftParagraph, ...]) -> tuple[dict[str, int], int]:
    """The first paragraph with each mark, and the last one with any."""
    first: dict[str, int] = {}
    last = -1
    for position, one in enumerate(paragraphs):
        own = _NOTE.match(one.text)
        for mark in _marks(one, own.end() if own else 0):
            last = position
            for name in _names(mark[0]):
                first.setdefault(name, position)
    return first, last


def _typed(one: DraftParagraph, position: int, first: dict[str, int]) -> tuple[str, int]:
    """Step 2: the number of a note and where its words begin; empty if it is none."""
    typed = _NOTE.match(one.text)
    if typed and not is_annex_line(one.text):
        (name,) = _names(typed[0])
        if first.get(name, position) < position:
            return name, typed.end()
    return "", 0


def _listed(one: DraftParagraph, is_below: bool, first: dict[str, int]) -> tuple[str, int]:
    """Step 2: the same for a note in a numbered list."""
    listed = _LISTED.match(one.text) if is_below else None
    return (listed[1], listed.end()) if listed and listed[1] in first else ("", 0)


def _without(one: DraftParagraph, names: set[str]) -> DraftParagraph:
    """Step 3: a paragraph without its marks."""
    if is_annex_line(one.text):
        return one
    notes: list[str] = []

    parts: list[str] = []
    end = 0
    for mark in _marks(one):
        found = _names(mark[0])
        if names.issuperset(found):
            notes += found
            parts += [one.text[end : mark.start()], MARK * len(found)]
            end = mark.end()
    if not notes:
        return one
    return paragraph(
        "".join([*parts, one.text[end:]]),
        notes,
        one.place,
        is_quotation=one.is_quotation,
        heading=one.heading,
    ) or replace(one, text="")


def _marks(one: DraftParagraph, start: int = 0) -> Iterator[re.Match[str]]:
    """What may be marks in a paragraph: not what quoted words have among them (step 3)."""
    pairs = [(0, len(one.text))] if one.is_quotation else marked(one.text).pairs
    openings = [opening for opening, _ in pairs]
    for mark in _MARK.finditer(one.text, start):
        place = bisect_right(openings, mark.start()) - 1
        closing = pairs[place][1] if place >= 0 else 0
        left = closing - mark.end()
        if left < 0 or (left < _LONGEST_END and _ENDS.fullmatch(one.text, mark.end(), closing)):
            yield mark


def _names(mark: str) -> list[str]:
    """The numbers in a mark."""
    return re.findall(r"\d+", mark.translate(_DIGITS))
