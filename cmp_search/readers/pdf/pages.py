"""The pages of a PDF: the lines of each, read by PDFium, or by pypdf where PDFium fails.

1. PDFium opens the file, with an empty password if it is encrypted, makes what is filled into forms
   part of the page, and gives the glyphs of each page (`pdfium`); those that a reader sees (`seen`)
   are put together to lines (`lines`).
2. A page that PDFium cannot load, or may not (see `forms`), is read by pypdf, which knows its words
   but not their places.
3. A page that neither can read is empty; the others are read all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdf import PdfReader
from pypdfium2 import raw

from cmp_search.readers.clock import CLOCK
from cmp_search.readers.pdf.broken import BROKEN
from cmp_search.readers.pdf.forms import lie_too_deep
from cmp_search.readers.pdf.glyphs import Rectangle
from cmp_search.readers.pdf.layers import Layers, layers_of
from cmp_search.readers.pdf.letters import normalise
from cmp_search.readers.pdf.lines import Line, page_lines
from cmp_search.readers.pdf.pdfium import GlyphReader
from cmp_search.readers.pdf.picture import Picture
from cmp_search.readers.pdf.seen import LeftOutWords, Sight
from cmp_search.readers.pdf.shapes import page_shapes

_WRITTEN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
_TINY = 0.01
_SECONDS_PER_PAGE = 0.1
"""What a page adds to the time that the file may take: some ten times what a full page takes."""
_PLAIN_SIZE, _PLAIN_LEADING, _PLAIN_WIDTH = 10.0, 12.0, 0.5
"""The type that is assumed for lines whose place and type are not known; a letter's in its size."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page, what was left out of it, and how many letters are not known."""

    lines: list[Line]
    left_out: list[LeftOutWords] = field(default_factory=list)
    lost: int = 0


def opened(data: bytes) -> pypdfium2.PdfDocument | None:
    """The file as PDFium opens it; None if it cannot."""
    try:
        file = pypdfium2.PdfDocument(data)
        return file if len(file) else None
    except pypdfium2.PdfiumError:
        return None


def page_texts(
    file: pypdfium2.PdfDocument | None, reader: PdfReader | None, count: int
) -> Iterator[PageText]:
    """The text of each page."""
    glyph_reader, layers = GlyphReader(), layers_of(reader)
    for number in range(count):
        can_swell = reader is not None and lie_too_deep(reader, number)
        text = None if file is None or can_swell else _read(file, number, glyph_reader, layers)
        if text is None:
            text = PageText([] if reader is None else _plain_lines(reader, number))
        CLOCK.allow(_SECONDS_PER_PAGE)
        yield text


def _read(
    file: pypdfium2.PdfDocument, number: int, glyph_reader: GlyphReader, layers: Layers
) -> PageText | None:
    """The text of a page by PDFium; None if it cannot be loaded or put together."""
    try:
        page = _filled_in(file, number)
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        glyphs = glyph_reader.read(text)
        shown = _shown(page)
        sight = Sight(shown, page_shapes(page), layers, Picture(page))
        pieces, left_out = sight.seen(glyphs.pieces)
        lines, numbers = page_lines(pieces, shown, number)
        return PageText(lines, [*left_out, *numbers], glyphs.lost)
    except BROKEN:
        return None
    finally:
        text.close()
        page.close()


def _filled_in(file: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """A page, with what is filled into its forms and written onto it as part of its content."""
    page = file[number]
    handle = page.raw
    for i in range(raw.FPDFPage_GetAnnotCount(handle)):
        note = raw.FPDFPage_GetAnnot(handle, i)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in _WRITTEN:
            page.render(scale=_TINY)  # So PDFium draws what was filled in and never drawn.
            raw.FPDFPage_Flatten(handle, raw.FLAT_NORMALDISPLAY)
            page.close()
            return file[number]
    return page


def _shown(page: pypdfium2.PdfPage) -> Rectangle:
    """The part of a page that is shown: what its own or its parents' boxes leave."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Rectangle(box.left, box.bottom, box.right, box.top)


def _plain_lines(reader: PdfReader, number: int) -> list[Line]:
    """Step 2: the words of a page as lines one below the other."""
    try:
        words = reader.pages[number].extract_text().splitlines()
    except BROKEN:
        return []
    texts = [text for text in map(normalise, words) if text]
    high = len(texts) * _PLAIN_LEADING
    return [
        Line(
            text=text,
            page=number,
            x=0.0,
            y=high - i * _PLAIN_LEADING,
            end=len(text) * _PLAIN_SIZE * _PLAIN_WIDTH,
            size=_PLAIN_SIZE,
            bold=False,
            depth=i / len(texts),
        )
        for i, text in enumerate(texts)
    ]
