"""All formats give the same document, and nothing breaks a reader."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_search.documents.document import BlockKind
from cmp_search.errors import ReadError
from cmp_search.readers import formats
from cmp_search.readers.extract import Extract
from tests.readers.direct import reader_for

from .looking import check, texts, tree
from .samples import DATE, FORMATS, ITEMS, PLACE, STEPS, TEXTUAL, TITLE, TREE

NO_SYMBOLS = {".pdf"}
"""The font that draws the test's PDF has no emoji."""


@cache
def extract_of(suffix: str) -> Extract:
    return reader_for(suffix)(FORMATS[suffix]())


@pytest.fixture(params=FORMATS)
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def extract(suffix: str) -> Extract:
    return extract_of(suffix)


def test_the_title_is_found(extract: Extract) -> None:
    assert extract.title == TITLE
    assert texts(extract, BlockKind.TITLE) == [TITLE]


def test_the_sections_and_their_words_are_the_same(suffix: str, extract: Extract) -> None:
    lacking = "☕" if suffix in NO_SYMBOLS else ""
    expected = [(path, [word for word in body if word != lacking]) for path, body in TREE]
    assert tree(extract) == expected


def test_list_items_are_items(extract: Extract) -> None:
    items = [item.lstrip("- ") for item in texts(extract, BlockKind.ITEM)]
    assert items == [*ITEMS, f"1. {STEPS[0]}", f"2. {STEPS[1]}"]


def test_table_rows_name_their_columns(extract: Extract) -> None:
    rows = texts(extract, BlockKind.ROW)
    assert rows in ([], [f"Place: {PLACE} | Date: {DATE}"])  # plain text has no tables


def test_offsets_hold(extract: Extract) -> None:
    check(extract)


def test_every_suffix_has_a_reader() -> None:
    assert all(callable(reader_for(suffix)) for suffix in formats.suffixes())


def test_every_format_has_a_sample() -> None:
    assert set(FORMATS) == {format.suffixes[0] for format in formats.FORMATS}


# Extract itself, with anything that a reader might give it

any_text = st.text(max_size=30)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(BlockKind), any_text),
        st.tuples(st.just("extend"), any_text, st.sampled_from(["", " ", "\n"])),
        st.tuples(st.just("page"), st.none(), st.none()),
    ),
    max_size=20,
)


@given(steps)
@settings(deadline=None)
def test_extract_keeps_its_offsets(steps: list[tuple[str, object, object]]) -> None:
    extract = Extract()
    extract.begin_page(1, None)
    for what, first, second in steps:
        if what == "page":
            extract.begin_page(len(extract.pages) + 1, None)
        elif what == "add" and isinstance(first, BlockKind):
            extract.add(first, str(second), int(first is BlockKind.HEADING))
        elif extract.blocks:
            extract.extend(str(first), str(second))
    check(extract.finish())


@given(st.text(max_size=60).filter(str.strip), st.text(max_size=60))
@settings(deadline=None)
def test_extending_adds_words_and_takes_none_away(first: str, second: str) -> None:
    extract = Extract()
    extract.add(BlockKind.PARAGRAPH, first)
    before = extract.blocks[-1] if extract.blocks else None
    if before is not None:
        extract.extend(second)
        after = extract.blocks[-1]
        assert (after.start, after.kind) == (before.start, before.kind)
        assert after.end >= before.end


def test_a_block_that_runs_over_a_page_belongs_to_both() -> None:
    extract = Extract()
    extract.begin_page(1, "i")
    extract.add(BlockKind.PARAGRAPH, "Half on one")
    extract.begin_page(2, "1")
    extract.extend("side, half on the other.")
    extract.finish()
    (block,) = extract.blocks
    assert extract.text[block.start : block.end] == "Half on one side, half on the other."
    assert [extract.text[page.start : page.end] for page in extract.pages] == [
        "Half on one",
        " side, half on the other.",
    ]


MARKUP = st.text(
    alphabet=st.sampled_from("ab1.) #*-_|<>/&;:\n\t \r\x0b\x00é☕\u0301\u2028"), max_size=120
)


@pytest.mark.parametrize("suffix", TEXTUAL)
@given(text=MARKUP)
@settings(deadline=None, max_examples=60)
def test_no_text_breaks_a_reader(suffix: str, text: str) -> None:
    try:
        check(reader_for(suffix)(text.encode()))
    except ReadError as error:
        assert str(error)
