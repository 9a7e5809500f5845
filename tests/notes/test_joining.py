import pytest

from cmp_search.errors import NoteError
from cmp_search.notes.editing import new_note
from cmp_search.notes.joining import Outcome, add_quote, show_edition
from cmp_search.notes.note import Note, Quote
from tests.notes.making import make_quote
from tests.raising import raises_code

NOTE = new_note("Fog", "en")


def with_quote(quote: Quote) -> Note:
    return add_quote(NOTE, quote, "s1").note


def test_the_same_words_are_kept_once() -> None:
    note = with_quote(make_quote(start=10, end=50))
    for start, end in ((10, 50), (20, 30)):
        again = add_quote(note, make_quote(start=start, end=end), "s4")
        assert (again.note, again.id, again.outcome) == (note, "q7", Outcome.KEPT)


def test_wider_words_take_the_place_of_the_narrower() -> None:
    note = with_quote(make_quote(start=20, end=30))
    wider = add_quote(note, make_quote(start=10, end=50), "s4")
    assert (wider.id, wider.outcome) == ("q7", Outcome.WIDENED)
    assert [one.quote for one in wider.note.quotations] == [make_quote(start=10, end=50)]


@pytest.mark.parametrize("other", [make_quote(start=40, end=60), make_quote("mist", 10, 50)])
def test_other_words_are_a_quotation_of_their_own(other: Quote) -> None:
    added = add_quote(with_quote(make_quote(start=10, end=50)), other)
    assert added.outcome is Outcome.NEW
    assert [one.quote for one in added.note.quotations][1] == other


def test_the_same_passage_in_another_edition_is_joined() -> None:
    english, french = make_quote(start=10, end=50), make_quote("brume", 200, 240, "fr")
    joined = add_quote(with_quote(english), french, "s4", counterparts=[english])
    assert joined.outcome is Outcome.JOINED
    (quotation,) = joined.note.quotations
    assert (quotation.id, quotation.quote, quotation.editions) == ("q7", english, (french,))
    again = add_quote(joined.note, french)
    assert (again.note, again.outcome) == (joined.note, Outcome.KEPT)


def test_a_quotation_is_shown_in_another_of_its_editions() -> None:
    english, french = make_quote(start=10, end=50), make_quote("brume", 200, 240, "fr")
    note = add_quote(with_quote(english), french, counterparts=[english]).note
    (quotation,) = show_edition(note, "q7", "brume").quotations
    assert (quotation.id, quotation.quote, quotation.editions) == ("q7", french, (english,))
    with raises_code(NoteError, "note_edition", document="mist"):
        show_edition(note, "q7", "mist")
    with raises_code(NoteError, "note_no_item", id="q1"):
        show_edition(note, "q1", "brume")


def test_a_section_that_is_not_there_is_an_error() -> None:
    with raises_code(NoteError, "note_no_section", name="s9"):
        add_quote(NOTE, make_quote(), "s9")
