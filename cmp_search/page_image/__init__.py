"""Page images: the PDF pages of a passage as images, with boxes around its words.

1. The file is used only if its hash is still that of the indexed one.
2. It is drawn in a sandbox, as it was read (see `readers.sandbox`); nothing else loads PDFium.
3. The indexed text of each page is aligned with the text that PDFium finds on it, letter by letter
   (see `letters`).
4. The positions of the passage's letters are merged into one box per line, in fractions of the
   page (see `draw`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from cmp_search.documents.document import Document, Span
from cmp_search.documents.recognition import recognised_beside
from cmp_search.documents.regular import read_regular
from cmp_search.documents.source import bytes_hash, files_of
from cmp_search.errors import CorpusError
from cmp_search.readers import MAX_BYTES
from cmp_search.readers.sandbox.process import Sandbox


class Box(NamedTuple):
    """A rectangle on a displayed page, in fractions of its width and height from the top left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page to draw: its position from 1, its indexed text, and the part of that to box."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a PNG in base64; `boxes` is empty if the words were not found on it."""

    number: int
    png: str
    boxes: tuple[Box, ...]


IMAGES = TypeAdapter(list[PageImage])
_REQUESTS = TypeAdapter(list[PageRequest])
PROCESS = Sandbox("cmp_search.page_image.draw:draw")
"""The process that draws all pages."""
MAX_PAGES = 4
"""A passage is about a page long at most; one on more pages skips pages without text."""


def indexed_file(corpus: Path, document: Document) -> bytes | None:
    """The bytes of a document's file as indexed; None if it is gone or has changed."""
    try:
        files = files_of(corpus, document.id)
        paths = [*files, *filter(None, map(recognised_beside, files))]
        contents = [read_regular(path, MAX_BYTES) for path in paths]
    except (CorpusError, OSError):
        return None
    read = (data for data in contents if data is not None)
    return next((data for data in read if bytes_hash(data) == document.sha256), None)


def page_images(document: Document, data: bytes, passage: Span) -> tuple[PageImage, ...]:
    """The pages of a passage of a PDF, drawn from the file's bytes.

    Raises:
        ReadError: the file cannot be drawn within the limits of time and memory, or at all.
    """
    result = PROCESS.do(_REQUESTS.dump_python(page_requests(document, passage)), data)
    return tuple(IMAGES.validate_json(result))


def page_requests(document: Document, passage: Span) -> list[PageRequest]:
    """The pages with words of a passage."""
    requests = []
    for page in document.pages:
        start, end = max(page.start, passage.start), min(page.end, passage.end)
        if start < end and document.text[start:end].strip():
            text = document.text[page.start : page.end]
            requests.append(PageRequest(page.number, text, start - page.start, end - page.start))
    return requests[:MAX_PAGES]
