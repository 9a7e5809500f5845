from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.counterpart import heading_at
from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.section import sections
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents

BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.NOTE)


@given(st.lists(st.integers(1, 6), max_size=30))
def test_the_levels_of_a_path_rise(levels: list[int]) -> None:
    pieces = [heading(f"{level}-{i}", level) for i, level in enumerate(levels)]
    paths = [section.path for section in sections(make_document(pieces))]
    assert [path[-1] for path in paths] == [text for _, text, _ in pieces]
    for path in paths:
        steps = [int(name.split("-")[0]) for name in path]
        assert steps == sorted(set(steps))


@given(st.lists(st.integers(1, 6), max_size=30))
def test_a_heading_stands_below_the_last_one_of_a_lesser_level(levels: list[int]) -> None:
    pieces = [heading(f"{level}-{i}", level) for i, level in enumerate(levels)]
    for i, section in enumerate(sections(make_document(pieces))):
        above = [k for k in range(i) if all(levels[k] < level for level in levels[k + 1 : i + 1])]
        assert section.path == tuple(pieces[k][1] for k in [*above, i])


@given(documents)
def test_the_blocks_of_a_body_are_each_in_one_section(document: Document) -> None:
    held = [block for section in sections(document) for block in section.blocks]
    assert held == [block for block in document.blocks if block.kind in BODY]


@given(documents)
def test_sections_follow_each_other_and_hold_their_blocks(document: Document) -> None:
    found = sections(document)
    assert [s.end for s in found[:-1]] == [s.start for s in found[1:]]
    assert not found or found[-1].end == len(document.text)
    for section in found:
        assert section.start <= section.end
        for block in section.blocks:
            assert section.start <= block.start and block.end <= section.end


@given(documents)
def test_a_section_begins_with_its_heading(document: Document) -> None:
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    opened = [section for section in sections(document) if section.path]
    assert [section.start for section in opened] == [block.start for block in headings]
    assert [s.path[-1] for s in opened] == [document.slice(block) for block in headings]


@given(documents)
def test_a_section_has_the_number_of_its_heading(document: Document) -> None:
    for section in sections(document):
        assert section.number == heading_at(document, section.start)
        assert bool(section.number) == bool(section.path)


def test_text_before_the_first_heading_has_no_path() -> None:
    found = sections(make_document([paragraph("Before."), heading("One", 1), paragraph("After.")]))
    assert [(s.path, len(s.blocks)) for s in found] == [((), 1), (("One",), 1)]


def test_titles_are_in_no_section() -> None:
    title = (BlockKind.TITLE, "The title", 0)
    found = sections(make_document([title, heading("One", 2), title, paragraph("Text.")]))
    assert [(s.path, len(s.blocks)) for s in found] == [(("One",), 1)]


def test_a_document_without_blocks_has_no_section() -> None:
    assert sections(make_document([])) == ()
