"""What each reader says of how well a file could be read."""

from pathlib import Path

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import (
    Flaw,
    LabelOrigin,
    LeftOut,
    Omission,
    Quality,
    TextLayer,
)
from cmp_search.documents.source import Source
from cmp_search.readers import read_document
from cmp_search.readers.docx import read as read_docx
from tests.readers.direct import read_extract

from . import docx_making
from .pdf_making import Drawn, heading, lines, pdf, stacked
from .samples import FORMATS, TEXTUAL

LONG = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. " * 4
VERY_LONG = LONG * 16
SHIFTED = {letter: letter + 3 for letter in range(ord("a"), ord("z") + 1)}


def quality(suffix: str, data: bytes) -> Quality:
    return read_extract(suffix, data).quality


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_plain_file_has_no_flaws(suffix: str) -> None:
    found = quality(suffix, FORMATS[suffix]())
    assert found.warnings == ()
    assert found.text_layer == (TextLayer.FULL if suffix == ".pdf" else None)
    assert found.labels is LabelOrigin.NONE


# PDF


def test_pages_without_text_are_named() -> None:
    found = quality(".pdf", pdf([], stacked(LONG), [], [], stacked(LONG)))
    assert found.pages_without_text == (1, 3, 4)
    assert found.text_layer is TextLayer.PARTIAL
    assert found.warnings == (Flaw.PAGES_WITHOUT_TEXT,)


def test_a_page_with_a_running_line_alone_is_without_text() -> None:
    pages = [[Drawn("Keeper’s Book", 760, size=8), *stacked(LONG, y=600)] for _ in range(4)]
    pages[2] = pages[2][:1]
    found = quality(".pdf", pdf(*pages))
    assert found.pages_without_text == (3,)
    assert found.left_out.running == 4


def test_running_lines_and_page_numbers_are_counted() -> None:
    pages = [
        [Drawn("Keeper’s Book", 760, size=8), *stacked(LONG, y=600), Drawn(str(n), 30)]
        for n in range(5)
    ]
    assert quality(".pdf", pdf(*pages)).left_out == LeftOut(running=10)


def test_entries_of_contents_are_counted_with_their_heading() -> None:
    leaders = " . . . . . . . . "
    contents = stacked("Contents", f"Lamps{leaders}2", f"Wicks and oil{leaders}2")
    chapters = stacked("Lamps", LONG, "Wicks and oil", LONG)
    assert quality(".pdf", pdf(contents, chapters)).left_out == LeftOut(contents=3)


def test_an_outline_that_names_other_things_is_a_flaw() -> None:
    page = stacked(heading("Lamps"), LONG)
    found = quality(".pdf", pdf(page, outline=[("Somewhere else", 0, 0, 700)]))
    assert found.warnings == (Flaw.OUTLINE_NOT_USED,)
    assert not quality(".pdf", pdf(page, outline=[("Lamps", 0, 0, 740)])).warnings


# Web pages


def page(inner: str, around: str = "") -> bytes:
    return f"<html><body>{around}<main>{inner}</main></body></html>".encode()


def test_what_stands_around_the_text_of_a_web_page_is_counted() -> None:
    around = "<nav><ul><li>Home</li><li>Search</li></ul></nav><script>var x;</script>"
    assert quality(".html", page("<p>High at six.</p>", around)).left_out == LeftOut(boilerplate=2)
    hidden = "<p>High at six.</p><p hidden>Low at noon.</p><template>x</template>"
    (found,) = quality(".html", page(hidden)).omitted
    assert (found.reason, found.lines) == (Omission.HIDDEN, 1)


def test_the_contents_of_a_web_page_are_counted() -> None:
    inner = (
        "<h2>On this page</h2><ul><li><a href='#a'>Tides</a></li><li><a href='#b'>Piers</a></li>"
        "</ul><h2 id=a>Tides</h2><p>High.</p><h2 id=b>Piers</h2><p>Long.</p>"
    )
    assert quality(".html", page(inner)).left_out == LeftOut(contents=3)


# Word


def test_tracked_changes_are_a_flaw() -> None:
    document = docx_making.new()
    paragraph = document.add_paragraph("Red ")
    docx_making.with_xml(paragraph, "<w:ins><w:r><w:t>wine</w:t></w:r></w:ins>")
    extract = read_docx(docx_making.saved(document))
    assert extract.quality.warnings == (Flaw.TRACKED_CHANGES,)
    assert extract.text == "Red wine"


# Any text


@pytest.mark.parametrize("suffix", TEXTUAL)
def test_a_guessed_encoding_is_a_flaw(suffix: str) -> None:
    words = "<p>Señal de la marea.</p>" if suffix == ".html" else "Señal de la marea."
    assert quality(suffix, words.encode("cp1252")).warnings == (Flaw.GUESSED_ENCODING,)
    assert quality(suffix, words.encode()).warnings == ()


def test_only_a_long_text_needs_headings() -> None:
    assert quality(".txt", VERY_LONG.encode()).warnings == (Flaw.NO_HEADINGS,)
    assert quality(".txt", LONG.encode()).warnings == ()
    assert quality(".pdf", pdf(lines(VERY_LONG, 740))).warnings == (Flaw.NO_HEADINGS,)


def test_lost_characters_are_a_flaw_when_they_are_many() -> None:
    assert quality(".txt", ("\ufffd " + LONG).encode()).warnings == (Flaw.LOST_CHARACTERS,)
    assert quality(".txt", ("\ufffd " + LONG * 8).encode()).warnings == ()
    twice = "Señal de la comisión".encode().decode("cp1252").encode()
    assert quality(".md", twice).warnings == (Flaw.LOST_CHARACTERS,)


def test_letters_that_make_no_words_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    for text, warnings in ((LONG * 2, ()), (LONG.translate(SHIFTED) * 2, (Flaw.LOST_CHARACTERS,))):
        path.write_text(text, encoding="utf-8")
        document = read_document(Source(path, "", Entry(id="log")))
        assert document.quality.warnings == warnings


def test_repetitions_of_the_title_are_counted() -> None:
    text = b"Mill Report\n\nMill Report\n\nIt grinds rye by night.\n\nMill Report\n"
    assert quality(".txt", text).left_out == LeftOut(titles=2)
