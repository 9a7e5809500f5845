"""The same draft in every format gives the same quotations with the same footnotes."""

import pytest
from hypothesis import given

from cmp_search.verification.draft import Draft, Place
from cmp_search.verification.drafts.reading import draft
from cmp_search.verification.finding import find_quotations

from .planting import WRITERS, Planted, drafts


def meant(planted: list[Planted]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The quotations of a draft with the numbers and the words of their footnotes.

    Words that are set as a quotation, without a mark, have the marks of the next ones, if these go
    on with them, or of the line above.
    """
    found: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    number = 0
    numbers = []
    for one in planted:
        number += bool(one.note)
        numbers.append(number if one.note else 0)
    for place, one in enumerate(planted):
        at = place
        if one.style == "set" and not one.note:
            while at + 1 < len(planted) and planted[at].style == "set" and not numbers[at]:
                at += 1
            if planted[at].style != "set" or not numbers[at]:
                at = place
                while at > 0 and planted[at].style == "set" and (at == place or not numbers[at]):
                    at -= 1
                if planted[at].style != "plain":
                    at = place
        label = (str(numbers[at]),) if numbers[at] else ()
        found.append((one.quotation, label, (planted[at].note,) if label else ()))
    return found


@pytest.mark.parametrize("suffix", WRITERS)
@given(planted=drafts)
def test_planted_quotations_come_back(suffix: str, planted: list[Planted]) -> None:
    if suffix == ".txt":  # Plain text has no tables.
        planted = [
            Planted(**{**vars(one), "style": one.style.replace("table", "plain")})
            for one in planted
        ]
    read = draft(suffix, WRITERS[suffix](planted))
    found = [(one.text, one.labels, one.notes) for one in find_quotations(read)]
    assert found == meant(planted)


@given(planted=drafts)
def test_places_are_those_of_the_format(planted: list[Planted]) -> None:
    for suffix in (".docx", ".md", ".html"):
        found = find_quotations(draft(suffix, WRITERS[suffix](planted)))
        places = [Place.TABLE if one.style == "table" else Place.BODY for one in planted]
        assert [one.place for one in found] == places


@pytest.mark.parametrize("suffix", WRITERS)
@given(planted=drafts)
def test_marks_are_within_their_paragraphs(suffix: str, planted: list[Planted]) -> None:
    read: Draft = draft(suffix, WRITERS[suffix](planted))
    for one in read.paragraphs:
        assert all(0 <= mark.at <= len(one.text) for mark in one.marks)
        assert all(read.note_text(mark.note) for mark in one.marks)
