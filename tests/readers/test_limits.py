"""Files that are extreme or hostile: read within bounds, or refused in one line that says why.

Each is read in a sandbox, as files always are, so that a limit that fails fails the test alone.
"""

from collections.abc import Iterator

import pytest

from cmp_search.errors import DamagedError, LimitError, ReadError
from cmp_search.readers import MAX_BYTES
from cmp_search.readers.extract import FileContent
from cmp_search.readers.sandbox.reading import ReadingSandbox

from .extremes import (
    ENTITIES,
    NESTED,
    RINGS,
    UNCLOSED,
    WORD_NESTED,
    body,
    marks,
    pages,
    swelling,
    with_entities,
    word_nested,
)
from .looking import check
from .samples import TEXTUAL

PATIENCE = 120
"""Seconds: a machine with much else to do must not fail what it takes ten for."""


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingSandbox]:
    one = ReadingSandbox(PATIENCE)
    yield one
    one.close()


def read(process: ReadingSandbox, suffix: str, data: bytes) -> FileContent:
    reading = process.read(suffix, data)
    check(reading)
    return reading


def refused(process: ReadingSandbox, suffix: str, data: bytes) -> ReadError:
    """The error, in one line."""
    with pytest.raises(ReadError) as error:
        process.read(suffix, data)
    assert "\n" not in str(error.value)
    return error.value


# Length


@pytest.mark.parametrize("suffix", TEXTUAL)
@pytest.mark.parametrize(
    "data",
    [b"<p>Oars and a lamp.\n\n" * (MAX_BYTES // 21), b"<p>" + b"oars " * 10_000_000],
    ids=["200 MB", "a line of 50 MB"],
)
def test_a_text_of_too_many_characters(process: ReadingSandbox, suffix: str, data: bytes) -> None:
    error = refused(process, suffix, data)
    assert isinstance(error, LimitError)
    assert error.code == "text_too_long"
    assert error.parameters == {"found": len(data), "most": 20_000_000}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", TEXTUAL)
def test_one_line_as_long_as_a_text_may_be(process: ReadingSandbox, suffix: str) -> None:
    reading = read(process, suffix, b"<p>" * (suffix == ".html") + b"oars " * 3_999_000)
    assert len(reading.text) == 5 * 3_999_000 - 1
    assert len(reading.blocks) == 1


@pytest.mark.slow
def test_paragraphs_by_the_hundred_thousand(process: ReadingSandbox) -> None:
    assert len(read(process, ".txt", b"Oars.\n\n" * 200_000).blocks) == 200_000
    error = refused(process, ".txt", b"Oars.\n\n" * 200_001)
    assert (error.code, error.parameters) == ("blocks_too_many", {"most": 200_000})


# Depth


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.slow] * (one == "lists")) for one in NESTED]
)
def test_elements_in_elements(process: ReadingSandbox, name: str) -> None:
    suffix, data, code, most = NESTED[name]
    error = refused(process, suffix, data)
    assert isinstance(error, LimitError)
    assert (error.code, error.parameters) == (code, {"most": most})


@pytest.mark.parametrize(
    "mark",
    [pytest.param(one, marks=[pytest.mark.slow] * (one == b"_a ")) for one in UNCLOSED],
)
def test_marks_that_open_and_never_close(process: ReadingSandbox, mark: bytes) -> None:
    assert len(read(process, ".md", marks(mark)).blocks) <= 1


@pytest.mark.parametrize("element", WORD_NESTED)
def test_word_elements_in_elements(process: ReadingSandbox, element: str) -> None:
    assert read(process, ".docx", word_nested(element, 60)).text == "Oars"
    error = refused(process, ".docx", word_nested(element, 10_000))
    assert isinstance(error, LimitError)
    assert (error.code, error.parameters) == ("docx_nested", {"most": 256})


# What swells


@pytest.mark.slow
def test_a_zip_bomb(process: ReadingSandbox) -> None:
    bomb = swelling(150_000_000)
    assert len(bomb) < 200_000
    assert refused(process, ".docx", bomb).code == "archive_bomb"
    text = body(f"<w:p><w:r><w:t>{'a' * 100_000_000}</w:t></w:r></w:p>")
    assert refused(process, ".docx", text).code == "archive_bomb"


@pytest.mark.slow
def test_a_zip_that_unpacks_to_more_than_there_is_memory(process: ReadingSandbox) -> None:
    assert refused(process, ".docx", swelling(1_000_000_000)).code == "archive_too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("entities", ENTITIES)
def test_xml_entities(process: ReadingSandbox, encoding: str, entities: str) -> None:
    error = refused(process, ".docx", with_entities(*ENTITIES[entities], encoding))
    assert isinstance(error, DamagedError)
    assert error.code == "archive_entities"


# PDF


@pytest.mark.slow
def test_a_pdf_of_many_pages(process: ReadingSandbox) -> None:
    reading = read(process, ".pdf", pages(5_000))
    assert [page.label for page in reading.pages] == [str(i) for i in range(1, 5_001)]
    assert len(reading.blocks) == 5_000
    error = refused(process, ".pdf", pages(5_001))
    assert error.code == "pdf_pages"
    assert error.parameters == {"found": 5_001, "most": 5_000}


@pytest.mark.parametrize("ring", RINGS)
def test_a_pdf_that_runs_in_a_ring(process: ReadingSandbox, ring: str) -> None:
    try:
        reading = read(process, ".pdf", bytes(RINGS[ring]))
    except ReadError as error:
        assert ring == "pages in themselves"
        assert "\n" not in str(error)
    else:
        assert reading.text.startswith("Oars and a lamp.")
