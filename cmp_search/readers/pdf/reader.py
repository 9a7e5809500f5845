"""PDF, read with PDFium, and with pypdf what PDFium does not tell: outline, labels, properties.

1. Open the file in both, with an empty password if it is encrypted.
2. Take the lines of each page (`pages`), without running lines, page numbers and the table of
   contents (`boilerplate`).
3. Take headings from the PDF's outline, else from the type of the lines (`headings`), else from the
   shape of short lines that stand alone (`common.outline`).
4. Put paragraphs together (`paragraphs`), and add them page by page: a block that continues on the
   next page is one block, and each page has its own slice and its label, which is the one that the
   file states, else the number printed on the page (`labels`).
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from operator import and_, or_

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin, LabelOrigin, LeftOut
from cmp_search.documents.recognition import RecognisedPage, pages_of
from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError
from cmp_search.language.detection import text_language
from cmp_search.readers.common.outline import is_heading, ranks, without_date
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf.boilerplate import PageLines, split_lines, without_contents
from cmp_search.readers.pdf.broken import BROKEN
from cmp_search.readers.pdf.forms import is_made_by_viewer
from cmp_search.readers.pdf.headings import (
    OutlineEntry,
    body_style,
    headings_of_outline,
    headings_of_style,
    outline_entries,
    stated_title,
    with_title,
    without_by_lines,
)
from cmp_search.readers.pdf.labels import printed_labels
from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.pages import PageText, opened, page_texts
from cmp_search.readers.pdf.paragraphs import PdfBlock, pdf_blocks

MAX_PAGES = 5_000
_HEADER_WITHIN = 1024
_LOST = 1_000
"""One letter in so many that is not known is too many."""
_LEAST_LOST = 3
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
    pages = [text.lines for text in texts]
    blocks = _blocks(extract, pages, facts.outline, facts.labels) if any(pages) else []
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
            labels = _labels(reader)
        with suppress(*BROKEN):
            recognised = pages_of(reader.metadata)
    return _Facts(title, language, outline, (labels + [None] * count)[:count], recognised)


def _labels(reader: PdfReader) -> list[str | None]:
    """The labels that the file states."""
    if "/PageLabels" not in reader.root_object:
        return []
    return [label or None for label in reader.page_labels]


def _blocks(
    extract: Extract,
    pages: Sequence[Sequence[Line]],
    outline: list[OutlineEntry],
    labels: list[str | None],
) -> list[PdfBlock]:
    """Steps 2 and 3: the blocks of all pages; also fills in missing labels and the title."""
    size, _ = body_style([line for page in pages for line in page])
    split = split_lines(pages, size)
    _note_pages(extract, split, labels)
    every = [line for page in split.body for line in page]
    lines = without_contents(every)
    extract.left_out = LeftOut(
        running=sum(map(len, split.running)),
        contents=len(every) - len(lines),
        boilerplate=split.boilerplate,
    )
    if not lines:
        return []
    extract.headings_from = HeadingOrigin.OUTLINE
    headings = headings_of_outline(lines, outline)
    if not headings:
        extract.flaws.update([Flaw.OUTLINE_NOT_USED] if outline else [])
        extract.headings_from = HeadingOrigin.STYLE
        headings = headings_of_style(lines)
    headings, extract.title = with_title(lines, headings, extract.title)
    if extract.headings_from is HeadingOrigin.STYLE:
        headings = without_by_lines(lines, headings)
    blocks = pdf_blocks(lines, headings)
    if not any(heading.level for heading in headings):
        _shape(extract, blocks)
    return blocks


def _note_pages(extract: Extract, split: PageLines, labels: list[str | None]) -> None:
    """Note which pages have no text of their own, and where labels come from."""
    extract.without_text = tuple(i for i, page in enumerate(split.body, 1) if not page)
    extract.labels = LabelOrigin.FILE
    if not any(labels):
        labels[:] = printed_labels(split.running)
        extract.labels = LabelOrigin.RUNNING if any(labels) else LabelOrigin.NONE


def _shape(extract: Extract, blocks: list[PdfBlock]) -> None:
    """Step 3: short lines that stand alone become headings, an opening one the title."""
    texts = [block.text for block in blocks]
    lone = [
        block.kind is BlockKind.PARAGRAPH and len(block.lines) == 1 and is_heading(block.text)
        for block in blocks
    ]
    titles = [block.kind is BlockKind.TITLE for block in blocks]
    dateless = without_date(texts, list(map(or_, lone, titles)))
    lone = list(map(and_, lone, dateless))
    if lone[0] and not extract.title:
        blocks[0].kind, lone[0] = BlockKind.TITLE, False
    for block, rank in zip(blocks, ranks(texts, lone), strict=True):
        if rank is not None:
            block.kind, block.level = BlockKind.HEADING, rank
    extract.headings_from = HeadingOrigin.SHAPE if any(lone) else HeadingOrigin.NONE


def _write(extract: Extract, blocks: Sequence[PdfBlock], labels: Sequence[str | None]) -> None:
    """Step 4: the blocks and pages."""
    outermost = min((block.level for block in blocks if block.level), default=1)
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
            extract.heading(block.text, block.level - outermost + 1)
        else:
            extract.add(block.kind, first.text)
            for part in rest:
                turn_to(part.page)
                extract.extend(part.text, part.joiner)
    turn_to(len(labels) - 1)
