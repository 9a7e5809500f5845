"""A passage by its id: the same words and citation as those of a hit."""

from datetime import UTC, datetime

import pytest

from cmp_search.errors import MismatchError, NoteError
from cmp_search.index.base import Index
from cmp_search.lookup.passages import passage
from cmp_search.lookup.sections import section
from cmp_search.search.searcher import Searcher
from tests.index.building import ALL
from tests.lookup.conftest import STALE, Lying
from tests.raising import raises_code


def test_a_passage_is_that_of_the_hit(searcher: Searcher) -> None:
    for hit in searcher.ask("Who polished forty lenses?").hits:
        found = passage(searcher.index, hit.passage.id)
        assert (found.passage, found.citation) == (hit.passage, hit.citation)
        assert found.entry.title == hit.title
        assert found.accessed == datetime.now(UTC).date().isoformat()


def test_its_section_has_it(index: Index) -> None:
    for one in (one for id in ALL for one in index.passages_of(id)):
        found = passage(index, one.id)
        around = section(index, one.document, found.section)
        assert one in around.passages
        assert around.path == one.section


def test_what_is_to_be_known_is_told_with_it(index: Index) -> None:
    (one, *_) = index.passages_of("ports-2021")
    assert passage(index, one.id).caveats == ()
    assert passage(index, one.id, lambda: (STALE,)).caveats == (STALE,)


def test_a_passage_that_is_not_there_is_an_error(index: Index) -> None:
    for id in ("harbour-2021:0123456789ab", "harbour-2021", ""):
        with raises_code(NoteError, "note_no_passage"):
            passage(index, id)


def test_what_its_text_does_not_have_is_never_given(index: Index) -> None:
    (one,) = (one for one in index.passages_of("harbour-2021") if "forty" in one.text)
    lying: Index = Lying(index)
    with pytest.raises(MismatchError):
        passage(lying, one.id)
