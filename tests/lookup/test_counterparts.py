"""The same section in another language, as `citations.counterpart` finds it."""

import pytest

from cmp_search.citations.counterpart import Match
from cmp_search.errors import UnknownDocumentError, UnknownSectionError
from cmp_search.index.base import Index
from cmp_search.lookup.counterparts import same_section
from cmp_search.lookup.sections import section
from tests.lookup.conftest import STALE
from tests.raising import raises_code

HARBOUR, PORTS = "harbour-2021", "ports-2021"


def test_a_section_that_has_none_gives_the_beginning(index: Index) -> None:
    found = same_section(index, HARBOUR, 4, "fr")
    assert (found.match, found.section) == (Match.TOP, section(index, PORTS, 0))


def test_the_beginning_of_a_text_is_that_of_the_other(index: Index) -> None:
    found = same_section(index, PORTS, 0, "en", lambda: (STALE,))
    assert (found.match, found.section.entry.id, found.section.number) == (Match.SAME, HARBOUR, 0)
    assert found.section.caveats == (STALE,)


def test_a_section_of_the_same_outline_is_the_same(index: Index) -> None:
    for number in range(5):
        found = same_section(index, HARBOUR, number, "en")
        assert (found.match, found.section) == (Match.SAME, section(index, HARBOUR, number))


def test_a_language_without_an_edition_is_an_error_that_names_the_others(index: Index) -> None:
    with raises_code(UnknownDocumentError, "no_edition") as raised:
        same_section(index, HARBOUR, 1, "es")
    assert raised.value.parameters["known_languages"] == ["en", "fr"]
    assert "Spanish" in str(raised.value) and "French" in str(raised.value)
    assert "español" in raised.value.message("es")


@pytest.mark.parametrize("number", [-1, 3])
def test_a_number_that_no_section_has_is_an_error(index: Index, number: int) -> None:
    with raises_code(UnknownSectionError, "unknown_section") as raised:
        same_section(index, PORTS, number, "en")
    assert raised.value.parameters["id"] == PORTS


def test_a_document_that_is_not_there_is_an_error(index: Index) -> None:
    with raises_code(UnknownDocumentError, "unknown_document"):
        same_section(index, "harbour", 1, "fr")
