"""One small document in five formats: the same sections with the same words."""

from collections.abc import Callable
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_search.document import BlockKind
from cmp_search.errors import ReadError
from cmp_search.readers import SUFFIXES, reader_for
from cmp_search.readers.extract import Extract

from . import docx_making, pdf_making
from .looking import check, texts, tree, words

TITLE = "Lagoon Treaty Handbook"
INTRO = "The œuvre of the señora was read in été ☕."
FOUNDERS = "Two harbour towns signed first; a third one followed."
ITEMS = ("herons are counted at dawn", "nets are mended at noon")
NAMES = "Doña Begoña wrote for the south, Zoë for the north."
STEPS = ("Ring the bell", "Open the gate")
PLACE, DATE = "Veracruz", "3 May"
WORKS = "Dredging began in the naïve hope of a dry spring."

TREE: Final = [
    ("", words(INTRO)),
    ("Part I: Beginnings", []),
    ("Part I: Beginnings › I. Founders", words(" ".join((FOUNDERS, *ITEMS)))),
    ("Part I: Beginnings › I. Founders › a) Names", words(NAMES)),
    ("Part I: Beginnings › II. Duties", words(f"1. {STEPS[0]} 2. {STEPS[1]}")),
    ("Part II: Works", words(f"{WORKS} Place: {PLACE} Date: {DATE}")),
]


def as_text() -> bytes:
    return f"""{TITLE}

{INTRO}

Part I: Beginnings

I. Founders

{FOUNDERS}

- {ITEMS[0]}
- {ITEMS[1]}

a) Names

{NAMES}

II. Duties

1. {STEPS[0]}
2. {STEPS[1]}

Part II: Works

{WORKS}

Place: {PLACE} | Date: {DATE}.
""".encode()


def as_markdown() -> bytes:
    return f"""# {TITLE}

{INTRO}

## Part I: Beginnings

### I. Founders

{FOUNDERS}

- {ITEMS[0]}
- {ITEMS[1]}

#### a) Names

{NAMES}

### II. Duties

1. {STEPS[0]}
2. {STEPS[1]}

## Part II: Works

{WORKS}

| Place | Date |
|---|---|
| {PLACE} | {DATE} |
""".encode()


def as_html() -> bytes:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head>
<body><header><p>Site</p></header><main><h1>{TITLE}</h1><p>{INTRO}</p>
<h2>Part I: Beginnings</h2><h3>I. Founders</h3><p>{FOUNDERS}</p>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul><h4>a) Names</h4><p>{NAMES}</p>
<h3>II. Duties</h3><ol><li>{STEPS[0]}</li><li>{STEPS[1]}</li></ol>
<h2>Part II: Works</h2><p>{WORKS}</p>
<table><tr><th>Place</th><th>Date</th></tr><tr><td>{PLACE}</td><td>{DATE}</td></tr></table>
</main></body></html>""".encode()


def as_docx() -> bytes:
    document = docx_making.new()
    document.core_properties.language = "en-CA"
    steps = docx_making.add_list(document, ("decimal", "%1."))
    document.add_paragraph(TITLE, "Title")
    document.add_paragraph(INTRO)
    document.add_heading("Part I: Beginnings", 1)
    document.add_heading("I. Founders", 2)
    document.add_paragraph(FOUNDERS)
    for item in ITEMS:
        document.add_paragraph(item, "List Bullet")
    document.add_heading("a) Names", 3)
    document.add_paragraph(NAMES)
    document.add_heading("II. Duties", 2)
    for step in STEPS:
        docx_making.number(document.add_paragraph(step), steps)
    document.add_heading("Part II: Works", 1)
    document.add_paragraph(WORKS)
    table = document.add_table(2, 2)
    docx_making.fill(table, ("Place", "Date"), (PLACE, DATE))
    docx_making.mark_header(table)
    return docx_making.saved(document)


def as_pdf() -> bytes:
    head = pdf_making.heading
    first = pdf_making.stacked(
        head(TITLE, 24),
        INTRO,
        head("Part I: Beginnings", 18),
        head("I. Founders", 15),
        FOUNDERS,
        *(f"• {item}" for item in ITEMS),
        head("a) Names", 12),
        NAMES,
    )
    second = pdf_making.stacked(
        head("II. Duties", 15),
        *(f"{i}. {step}" for i, step in enumerate(STEPS, 1)),
        head("Part II: Works", 18),
        WORKS,
    )
    below = second[-1].y - 26
    row = [
        pdf_making.Drawn(f"Place: {PLACE}", below),
        pdf_making.Drawn(f"Date: {DATE}", below, x=300),
    ]
    return pdf_making.pdf(first, [*second, *row])


FORMATS: Final[dict[str, Callable[[], bytes]]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}


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
    assert all(callable(reader_for(suffix)) for suffix in SUFFIXES)
    assert set(FORMATS) <= set(SUFFIXES)


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


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(text=MARKUP)
@settings(deadline=None, max_examples=60)
def test_no_text_breaks_a_reader(suffix: str, text: str) -> None:
    try:
        check(reader_for(suffix)(text.encode()))
    except ReadError as error:
        assert str(error)
