"""Sections by their numbers: all words of a text, each once, and proved."""

from dataclasses import replace

import pytest

from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.documents.document import Page
from cmp_search.errors import MismatchError, UnknownDocumentError, UnknownSectionError
from cmp_search.index.base import Index
from cmp_search.lookup.sections import Subsection, section, section_of
from tests.index.building import ALL
from tests.lookup.conftest import STALE, Lying
from tests.raising import raises_code
from tests.sample import heading, make_document, paragraph

HARBOUR = "harbour-2021"
GROUPS, LENSES, BREAD = 2, 3, 4


def numbers(index: Index, id: str) -> range:
    return range(len(index.outlines([id])[id].headings) + 1)


def test_a_section_is_a_slice_of_its_text(index: Index) -> None:
    for id in ALL:
        document = index.document(id)
        for number in numbers(index, id):
            found = section(index, id, number)
            cited = found.citation
            assert found.text == document.text[cited.start : cited.end] == found.text.rstrip()
            assert (cited.document, cited.edition) == (id, document.sha256)
            assert (found.number, found.entry) == (number, document.entry)


def test_the_sections_of_a_text_have_all_its_words_and_passages(index: Index) -> None:
    for id in ALL:
        found = [section(index, id, number) for number in numbers(index, id)]
        words = [word for one in found for word in one.text.split()]
        assert words == index.document(id).text.split()
        assert tuple(p for one in found for p in one.passages) == index.passages_of(id)


def test_a_heading_without_words_names_the_sections_below_it(index: Index) -> None:
    found = section(index, HARBOUR, GROUPS)
    assert (found.text, found.passages) == ("Part II: Groups", ())
    assert found.subsections == (
        Subsection(LENSES, "Lens Working Group"),
        Subsection(BREAD, "Bread Working Group"),
    )
    assert section(index, HARBOUR, LENSES).subsections == ()


def test_what_stands_before_the_first_heading_names_the_outermost_sections(index: Index) -> None:
    found = section(index, HARBOUR, 0)
    assert (found.path, found.passages) == ((), ())
    assert [one.number for one in found.subsections] == [1, GROUPS]
    assert found.citation.render() == "Institute of Fog, Harbour Exchange: report for 2021"


def test_words_before_the_first_heading_are_a_section(index: Index) -> None:
    document = make_document([paragraph("Before."), heading("One", 2), paragraph("After.")], id="x")
    assert section_of(index, document, 0).text == "Before."
    assert section_of(index, document, 0).subsections == (Subsection(1, "One"),)
    assert section_of(index, document, 1).text == "One\n\nAfter."


def test_only_what_is_right_below_is_a_subsection(index: Index) -> None:
    levels = (3, 1, 3, 2, 3, 1)
    document = make_document([heading(f"H{n}", level) for n, level in enumerate(levels, 1)], id="x")
    below = [
        [one.number for one in section_of(index, document, number).subsections]
        for number in range(len(levels) + 1)
    ]
    assert below == [[1, 2, 6], [], [3, 4], [], [5], [], []]


def test_a_text_without_headings_is_one_section(index: Index) -> None:
    document = make_document([paragraph("All of it.")], id="x")
    assert section_of(index, document, 0).text == "All of it."
    with raises_code(UnknownSectionError, "unknown_section"):
        section_of(index, document, 1)


def test_it_is_cited_as_a_whole(index: Index) -> None:
    found = section(index, HARBOUR, LENSES).citation
    assert [step.kind for step in found.pinpoint] == [PinpointKind.PART, PinpointKind.SECTION]
    assert found.render().endswith("Part II: Groups › Lens Working Group")


def test_its_pages_are_cited_and_no_paragraphs(index: Index) -> None:
    document = make_document([heading("One", 1), paragraph("On i."), paragraph("On ii.")], id="x")
    cut = document.text.index("On ii.")
    pages = (Page(1, "i", 0, cut), Page(2, "ii", cut, len(document.text)))
    cited = section_of(index, replace(document, pages=pages), 1).citation
    assert cited.render() == "A title, One, pp. i–ii [PDF 1–2]"


def test_what_is_to_be_known_is_told_with_it(index: Index) -> None:
    assert section(index, HARBOUR, LENSES).caveats == ()
    assert section(index, HARBOUR, LENSES, lambda: (STALE,)).caveats == (STALE,)


@pytest.mark.parametrize("number", [-1, 5, 10**20])
def test_a_number_that_no_section_has_is_an_error(index: Index, number: int) -> None:
    with raises_code(UnknownSectionError, "unknown_section") as raised:
        section(index, HARBOUR, number)
    assert "0 to 4" in str(raised.value)


def test_a_document_that_is_not_there_is_an_error(index: Index) -> None:
    with raises_code(UnknownDocumentError, "unknown_document"):
        section(index, "harbour", 0)


def test_a_section_with_a_false_passage_is_never_given(index: Index) -> None:
    lying: Index = Lying(index)
    with pytest.raises(MismatchError):
        section(lying, HARBOUR, LENSES)
    assert section(lying, HARBOUR, BREAD).passages
