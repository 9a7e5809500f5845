"""A format is a module and a line of the list; all else follows from them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.corpus.files import add_file
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind
from cmp_search.documents.source import Source
from cmp_search.errors import FormatError
from cmp_search.readers import formats, read_document, text
from cmp_search.readers.formats import FORMATS, Format, format_of
from cmp_search.readers.sandbox import reading
from cmp_search.readers.sandbox.reading import ReadingSandbox
from tests.conftest import CHECKOUT
from tests.importing import distributions, normalised
from tests.index.building import ALL, build, indexed
from tests.raising import raises_code
from tests.sample import PUERTOS

from .samples import FORMATS as SAMPLES

READER = """
from cmp_search.documents.document import BlockKind
from cmp_search.readers.extract import Extract

def read(data: bytes) -> Extract:
    extract = Extract()
    for knot in data.decode().removeprefix("KNOTS").split("*"):
        extract.add(BlockKind.PARAGRAPH, knot)
    return extract.finish()
"""
KNOTS = Format(
    "Knots", "reader_of_knots", (".knot", ".rope"), ("text/x-knots",), ("ropes",), b"KNOTS"
)
FILE = b"KNOTS The bowline holds.*The reef knot slips."


@pytest.fixture
def knots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of a format that exists only here."""
    (tmp_path / "reader_of_knots.py").write_text(READER, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, KNOTS))
    sandbox = ReadingSandbox()
    monkeypatch.setattr(reading, "SANDBOX", sandbox)
    file = tmp_path / "bowline.ROPE"
    file.write_bytes(FILE)
    yield file
    sandbox.close()


def test_a_new_format_is_read(knots: Path) -> None:
    document = read_document(Source(knots, "", Entry(id="bowline")))
    assert document.text == "The bowline holds.\n\nThe reef knot slips."
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 2


def test_a_new_format_is_added_and_indexed(knots: Path, corpus: Path, index: Path) -> None:
    assert add_file(corpus, knots).path == corpus / "bowline.rope"
    assert build(corpus, index).failed == ()
    assert indexed(index) == ("bowline", *ALL)


def test_a_new_format_is_known_everywhere(knots: Path) -> None:
    assert formats.suffixes_by_type()["text/x-knots"] == ".knot"
    assert formats.format_names().endswith(", Knots")
    assert "ropes" in formats.libraries()
    with raises_code(FormatError, "text_is_binary"):
        text.read(FILE)
    with pytest.raises(FormatError, match=r"\.knot, \.rope"):
        format_of(".jpg")


def test_without_its_line_there_is_no_format(tmp_path: Path) -> None:
    file = tmp_path / "bowline.rope"
    file.write_bytes(FILE)
    with raises_code(FormatError, "suffix_unknown", file="bowline.rope", suffix=".rope"):
        read_document(Source(file, "", Entry(id="bowline")))


def test_no_two_formats_share_a_name_suffix_or_type() -> None:
    for values in (
        [format.name for format in FORMATS],
        formats.suffixes(),
        [type for format in FORMATS for type in format.media_types],
    ):
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("suffix", SAMPLES)
def test_files_begin_with_the_signature_of_their_format(suffix: str) -> None:
    assert SAMPLES[suffix]().startswith(format_of(suffix).signature)


def modules_of(format: Format) -> set[Path]:
    """The files of a format's reader: those of its package, or the one module."""
    path = CHECKOUT / format.module.replace(".", "/")
    return set(path.rglob("*.py")) or {path.with_suffix(".py")}


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.suffixes[0])
def test_a_format_names_the_libraries_that_its_reader_imports(format: Format) -> None:
    assert distributions(modules_of(format)) <= {normalised(name) for name in format.libraries}


def test_what_all_readers_share_is_shaped_by_no_library() -> None:
    shared = set((CHECKOUT / "cmp_search" / "readers").rglob("*.py"))
    shared -= {path for format in FORMATS for path in modules_of(format)}
    # pydantic only carries what was read.
    assert distributions(shared) <= {"pydantic"}


def test_a_language_that_the_text_contradicts_is_detected(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for words, language in ((PUERTOS, "es"), ("Un faro.", "en")):
        page.write_text(f"<html lang=en><meta charset=utf-8><p>{words}</p></html>", "utf-8")
        assert read_document(Source(page, "", Entry(id="page"))).entry.language == language


@pytest.mark.parametrize("suffix", [".docm", ".dotx", ".DOTM"])
def test_templates_and_files_with_macros_are_word_documents(suffix: str) -> None:
    assert format_of(suffix) is format_of(".docx")
