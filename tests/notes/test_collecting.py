from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import Span
from cmp_search.errors import MismatchError, NoteError, UnknownDocumentError
from cmp_search.index.base import Index
from cmp_search.lookup.passages import passage_of
from cmp_search.notes.collecting import (
    quote_passage,
    quote_span,
    sentences_with,
    words_in,
)
from cmp_search.search.searcher import Searcher
from tests.index.building import ALL
from tests.raising import raises_code

TODAY = date(2026, 11, 29).isoformat()


@pytest.fixture
def index(searcher: Searcher) -> Index:
    return searcher.index


@pytest.fixture
def lenses(index: Index) -> str:
    """The passage about lenses."""
    (found,) = (one.id for one in index.passages_of("harbour-2021") if "forty" in one.text)
    return found


@given(data=st.data())
def test_a_quote_is_the_slice_of_its_text(searcher: Searcher, data: st.DataObject) -> None:
    index = searcher.index
    passage = data.draw(st.sampled_from([p for id in ALL for p in index.passages_of(id)]))
    start = data.draw(st.integers(passage.start, passage.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, passage.end)))
    quote = quote_passage(index, passage.id, TODAY, span)
    document = index.document(passage.document)
    assert quote.text == document.text[span.start : span.end]
    assert (quote.citation.start, quote.citation.end) == span
    assert (quote.citation.edition, quote.passage) == (document.sha256, passage.id)


def test_without_a_span_it_is_the_whole_passage(index: Index, lenses: str) -> None:
    quote = quote_passage(index, lenses, TODAY)
    assert quote.text == passage_of(index, lenses).text
    assert (quote.accessed, quote.is_digest) == (TODAY, False)


def test_a_digest_is_said_to_be_one(index: Index) -> None:
    (passage,) = index.passages_of("harbour-2020-digest")
    assert quote_passage(index, passage.id, TODAY).is_digest


def test_words_are_cited_where_they_stand(index: Index, lenses: str) -> None:
    passage = passage_of(index, lenses)
    for words, pinpoint in (("forty lenses", "para 3"), ("ZKB", "para 6")):
        quote = quote_passage(index, lenses, TODAY, words_in(passage, words))
        assert quote.text == words
        assert quote.citation.render().endswith(f"Lens Working Group, {pinpoint}")


def test_white_space_between_words_does_not_matter(index: Index, lenses: str) -> None:
    passage = passage_of(index, lenses)
    quote = quote_passage(
        index, lenses, TODAY, words_in(passage, " Quickwater Keeper\u00a0of  the Northern ")
    )
    assert quote.text == "Quickwater\nKeeper of the Northern"


@pytest.mark.parametrize("words", ["", " ", "forty lens es", "Forty lenses", "forty.lenses"])
def test_words_that_do_not_stand_there_are_an_error(index: Index, lenses: str, words: str) -> None:
    with raises_code(NoteError, "note_words", passage=lenses):
        words_in(passage_of(index, lenses), words)


def test_words_stand_for_their_sentences(index: Index, lenses: str) -> None:
    passage = passage_of(index, lenses)
    both = quote_passage(index, lenses, TODAY, sentences_with(passage, "lenses. It will"))
    assert both.text.startswith("The group polished") and both.text.endswith("three things:")
    one = quote_passage(index, lenses, TODAY, sentences_with(passage, "polished"))
    assert one.text == "The group polished forty lenses."


def test_a_passage_that_is_not_there_is_an_error(index: Index) -> None:
    with raises_code(NoteError, "note_no_passage", passage="fog:1"):
        quote_passage(index, "fog:1", TODAY)


def test_a_selection_is_quoted_without_the_white_space_around_it(index: Index) -> None:
    text = index.document("harbour-2021").text
    start = text.index("It began")
    quote = quote_span(index, "harbour-2021", Span(start - 1, start + 9), TODAY)
    assert quote.text == "It began"
    assert quote.citation.start == start


def test_a_selection_outside_of_any_passage_is_an_error(index: Index) -> None:
    text = index.document("harbour-2021").text
    heading = text.index("Bread Working Group")
    for span in (
        Span(heading, heading + 5),
        Span(heading - 20, heading + 40),
        Span(5, 5),
        Span(-3, -1),
        Span(9, 2),
        Span(len(text), len(text) + 9),
    ):
        with raises_code(NoteError, "note_span", document="harbour-2021"):
            quote_span(index, "harbour-2021", span, TODAY)
    with pytest.raises(UnknownDocumentError):
        quote_span(index, "fog", Span(0, 1), TODAY)


def test_a_span_beyond_its_passage_is_an_error(index: Index, lenses: str) -> None:
    passage = passage_of(index, lenses)
    for span in (
        Span(passage.start - 1, passage.end),
        Span(passage.start, passage.end + 1),
        Span(passage.start, passage.start),
    ):
        with raises_code(NoteError, "note_span", start=span.start, end=span.end):
            quote_passage(index, lenses, TODAY, span)


def test_a_passage_that_is_not_genuine_is_never_quoted(
    index: Index, lenses: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.index.proof.is_genuine", lambda _: False)
    with pytest.raises(MismatchError):
        quote_passage(index, lenses, TODAY)
