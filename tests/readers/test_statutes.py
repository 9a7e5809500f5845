"""All formats give the same tree of a statute: articles, dotted numbers, front matter, notes."""

from functools import cache

import pytest

from cmp_search.documents.document import BlockKind
from cmp_search.readers.extract import Extract
from tests.readers.direct import reader_for

from .looking import check, texts
from .samples import FORMATS
from .statute_files import WRITERS
from .statute_words import STATUTES
from .statutes import Statute, section_of_note, tree_without_note


@cache
def extract_of(suffix: str, statute: Statute) -> Extract:
    return reader_for(suffix)(WRITERS[suffix](statute))


@pytest.fixture(params=STATUTES, ids=lambda statute: statute.language)
def statute(request: pytest.FixtureRequest) -> Statute:
    found: Statute = request.param
    return found


@pytest.fixture(params=WRITERS)
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def extract(suffix: str, statute: Statute) -> Extract:
    return extract_of(suffix, statute)


def test_the_title_is_found(extract: Extract, statute: Statute) -> None:
    assert extract.title == statute.title
    assert texts(extract, BlockKind.TITLE) == [statute.title]


def test_the_sections_and_their_words_are_the_same(extract: Extract, statute: Statute) -> None:
    assert tree_without_note(extract, statute) == statute.tree


def test_the_contents_are_left_out(extract: Extract, statute: Statute) -> None:
    assert statute.contents not in extract.text
    assert [extract.text.count(entry) for entry, _ in statute.entries] == [1] * 4
    assert extract.quality.left_out.contents == 5
    assert extract.quality.warnings == ()


def test_the_note_stands_once_in_the_section_that_refers_to_it(
    extract: Extract, statute: Statute
) -> None:
    assert section_of_note(extract, statute) == statute.noted_path
    assert extract.text.count(statute.note) == 1


def test_the_language_is_that_of_the_text(extract: Extract, suffix: str, statute: Statute) -> None:
    assert extract.language == ("" if suffix in (".txt", ".md") else statute.language)


def test_offsets_hold(extract: Extract) -> None:
    check(extract)


def test_every_format_has_a_statute() -> None:
    assert WRITERS.keys() == FORMATS.keys()
