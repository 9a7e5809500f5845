"""PDF, read with PDFium, and with pypdf what PDFium does not tell: outline, labels, properties.

1. Open the file in both, with an empty password if it is encrypted.
2. Take the lines of each page (`pages`).
3. Leave out boilerplate, find title and headings, and put paragraphs together (`structure`).
4. Add the blocks page by page: a block that continues on the next page is one block, and each page
   has its own slice and its label: the one that the file states, else the number printed there.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from cmp_search.documents.document import BlockKind, Flaw, Omission
from cmp_search.documents.recognition import RecognisedPage, pages_of
from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError
from cmp_search.language.detection import text_language
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf.broken import BROKEN
from cmp_search.readers.pdf.forms import is_made_by_viewer
from cmp_search.readers.pdf.layout import body_style
from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.outline import OutlineEntry, outline_entries
from cmp_search.readers.pdf.pages import PageText, opened, page_texts
from cmp_search.readers.pdf.paragraphs import PdfBlock
from cmp_search.readers.pdf.stated_labels import stated_labels
from cmp_search.readers.pdf.structure import structured
from cmp_search.readers.pdf.title import stated_title

MAX_PAGES = 5_000
_HEADER_WITHIN = 1024
_LOST = 1_000
"""One letter in so many that is not known is too many."""
_LEAST_LOST = 3
_MARK = Omission.WATERMARK
_LARGE = 2.0
"""How many times the size of the body a watermark has that is level."""
logging.getLogger("pypdf").addHandler(logging.NullHandler())  # It reports every small flaw.


def read(data: bytes) -> Extract:
    """Read a PDF.

    Raises:
        FormatError: the bytes are no PDF.
        DamagedError: it is broken, or a password locks it.
        LimitError: it has too many pages, or unpacks to too much.
        NoTextError: no page has text, or only a viewer of forms can make it.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise FormatError("format_not", format="PDF")
    try:
        file, reader = _open(data)
        with closing(file) if file is not None else nullcontext():
            count = _count(file, reader)
            if reader is not None and is_made_by_viewer(reader):
                raise NoTextError("pdf_xfa")
            texts = list(page_texts(file, reader, count))
    except LimitReachedError as error:
        raise LimitError("pdf_too_large", reason=error) from error
    except DependencyError as error:
        raise DamagedError("pdf_lock", reason=error) from error
    except BROKEN as error:
        raise DamagedError("format_broken", format="PDF", reason=error) from error
    facts = _facts(reader, count)
    extract = Extract(title=facts.title, language=facts.language, recognised=facts.recognised)
    _note_words(extract, texts)
    pages = list(_without_watermarks(extract, texts))
    blocks = structured(extract, pages, facts.outline, facts.labels) if any(pages) else []
    if not blocks:
        raise NoTextError("pdf_without_text")
    _write(extract, blocks, facts.labels)
    return extract.finish()


def _note_words(extract: Extract, texts: Sequence[PageText]) -> None:
    """Note what is left out of the pages because nobody sees it, and letters that are not known."""
    for text in texts:
        for reason, words in text.left_out:
            extract.omit(reason, words)
    lost = sum(text.lost for text in texts)
    letters = sum(len(line.text) for text in texts for line in text.lines)
    if lost >= _LEAST_LOST and lost * _LOST > letters:
        extract.flaws.add(Flaw.LOST_CHARACTERS)


def _without_watermarks(extract: Extract, texts: Sequence[PageText]) -> Iterator[list[Line]]:
    """The lines of each page without watermarks of others, under which it has no text."""
    marks = {words for text in texts for reason, words in text.left_out if reason is _MARK}
    every = [line for text in texts for line in text.lines]
    least = _LARGE * body_style(every)[0] if every else 0.0
    for text in texts:
        found = {line.text for line in text.lines if line.size >= least and line.text in marks}
        for words in found:
            extract.omit(_MARK, words)
        yield [line for line in text.lines if line.size < least or line.text not in found]


def _open(data: bytes) -> tuple[pypdfium2.PdfDocument | None, PdfReader | None]:
    """Step 1: the file in PDFium and in pypdf, decrypted; at least one of them can open it."""
    file = opened(data)
    try:
        return file, _reader(data)
    except (DamagedError, DependencyError, *BROKEN):
        if file is None:
            raise
        return file, None


def _reader(data: bytes) -> PdfReader:
    """The file in pypdf, decrypted."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DamagedError("file_locked")
    try:
        len(reader.pages)
    except FileNotDecryptedError as error:
        raise DamagedError("file_locked") from error
    return reader


def _count(file: pypdfium2.PdfDocument | None, reader: PdfReader | None) -> int:
    """The number of pages."""
    count = len(file) if file is not None else len(reader.pages) if reader is not None else 0
    if count > MAX_PAGES:
        raise LimitError("pdf_pages", found=count, most=MAX_PAGES)
    return count


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a file states about itself; `labels` are filled in where it states none."""

    title: str
    language: str
    outline: list[OutlineEntry]
    labels: list[str | None]
    recognised: tuple[RecognisedPage, ...]


def _facts(reader: PdfReader | None, count: int) -> _Facts:
    """What a file states; nothing where it is broken, which is no loss to the text."""
    title = language = ""
    outline: list[OutlineEntry] = []
    labels: list[str | None] = []
    recognised: tuple[RecognisedPage, ...] = ()
    if reader is not None:
        with suppress(*BROKEN):
            title = stated_title(reader.metadata and reader.metadata.title)
        with suppress(*BROKEN):
            language = text_language(str(reader.root_object.get("/Lang") or ""))
        with suppress(*BROKEN):
            outline = outline_entries(reader)
        with suppress(*BROKEN):
            labels = stated_labels(reader.root_object, count)
        with suppress(*BROKEN):
            recognised = pages_of(reader.metadata)
    return _Facts(title, language, outline, (labels + [None] * count)[:count], recognised)


def _write(extract: Extract, blocks: Sequence[PdfBlock], labels: Sequence[str | None]) -> None:
    """Step 4: the blocks and pages."""
    started = 0

    def turn_to(page: int) -> None:
        nonlocal started
        while started <= page:
            extract.begin_page(started + 1, labels[started])
            started += 1

    for block in blocks:
        first, *rest = block.slices
        turn_to(first.page)
        if block.kind is BlockKind.TITLE:
            extract.title_line(block.text)
        elif block.kind is BlockKind.HEADING:
            extract.heading(block.text, block.level)
        else:
            extract.add(block.kind, first.text)
            for part in rest:
                turn_to(part.page)
                extract.extend(part.text, part.joiner)
    turn_to(len(labels) - 1)
