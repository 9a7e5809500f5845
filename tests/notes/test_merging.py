from hypothesis import given

from cmp_search.notes.editing import (
    add_search,
    add_section,
    add_words,
    move_section,
    new_note,
    set_language,
)
from cmp_search.notes.joining import add_quote
from cmp_search.notes.merging import merge_notes
from cmp_search.notes.note import Note, OwnWords
from tests.notes.making import make_quote, make_search, notes

FIRST = add_words(add_quote(new_note("Fog", "en"), make_quote(start=0, end=20)).note, "s1", "mine")


def test_the_usual_headings_meet_in_any_language() -> None:
    second = add_words(move_section(new_note("Brume", "fr"), "s1", 5), "s1", "la mienne")
    both = merge_notes(FIRST, add_section(second, "Risques"))
    assert [one.heading for one in both.sections] == [
        *(one.heading for one in FIRST.sections),
        "Risques",
    ]
    assert (both.title, both.language) == ("Fog", "en")
    words = [item.text for item in both.sections[0].items if isinstance(item, OwnWords)]
    assert words == ["mine", "la mienne"]


def test_quotations_of_the_same_passage_are_joined_wherever_they_stand() -> None:
    english, french = make_quote(start=5, end=15), make_quote("brume", 200, 240, "fr")
    second = add_quote(new_note("", "fr"), french, "s6").note
    second = add_quote(second, english, counterparts=[french]).note
    second = add_quote(second, make_quote("mist"), "s6").note
    both = merge_notes(FIRST, second)
    joined, other = both.quotations
    assert (joined.quote, joined.editions) == (make_quote(start=0, end=20), (french,))
    assert other.quote == make_quote("mist")
    assert other in both.sections[5].items


def test_searches_are_united() -> None:
    first, second = add_search(FIRST, make_search()), add_search(FIRST, make_search())
    second = add_search(second, make_search("What?"))
    assert [one.question for one in merge_notes(first, second).searches] == ["Who?", "What?"]


@given(first=notes(), second=notes())
def test_ids_are_unique_and_nothing_of_either_is_lost(first: Note, second: Note) -> None:
    both = merge_notes(first, second)
    ids = [one.id for one in both.sections] + [item.id for item in both.items]
    assert len({*ids}) == len(ids)
    assert [one.id for one in both.sections][: len(first.sections)] == [
        one.id for one in first.sections
    ]
    texts = {item.text for item in both.items if isinstance(item, OwnWords)}
    for note in (first, second):
        assert texts >= {item.text for item in note.items if isinstance(item, OwnWords)}
        for quotation in note.quotations:
            assert any(
                quotation.quote.is_of_same_words(quote)
                for known in both.quotations
                for quote in (known.quote, *known.editions)
            )


def test_a_note_merged_with_itself_or_an_older_one_is_unchanged() -> None:
    note = add_search(FIRST, make_search())
    assert merge_notes(note, note) == note
    assert merge_notes(note, new_note("Old", "en")) == note
    assert merge_notes(note, set_language(note, "es")) == note
