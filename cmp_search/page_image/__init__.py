"""Page images: the pages of a PDF that a passage stands on, as pictures, and where its words are.

1. The file is used only if it is still the one that was indexed, by its hash.
2. It is drawn in a sandbox, as it was read (see `readers.sandbox`); nothing else loads PDFium.
3. The words of each page, as they are indexed, are laid against those that PDFium finds on it,
   letter by letter (see `letters`).
4. The places of the passage's letters become a box a line, in shares of the page (see `draw`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from cmp_search.documents.document import Document, Span
from cmp_search.documents.source import bytes_hash, files_of
from cmp_search.errors import CorpusError
from cmp_search.readers.sandbox.process import Sandbox


class Box(NamedTuple):
    """A rectangle on a page as it is shown, in shares of its width and height from its top left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What page to draw: its position from 1, its words as indexed, and the part to be boxed."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a PNG in base64; `boxes` are empty where the words were not found on it."""

    number: int
    png: str
    boxes: tuple[Box, ...]


IMAGES = TypeAdapter(list[PageImage])
_REQUESTS = TypeAdapter(list[PageRequest])
PROCESS = Sandbox("cmp_search.page_image.draw:draw")
"""The process that draws for everything here."""
MOST_PAGES = 4
"""A passage has about a page at most; one that runs over more has pages without words between."""


def indexed_file(corpus: Path, document: Document) -> bytes | None:
    """The file of a document as it was indexed; None where it is gone or another one now."""
    try:
        held = [path.read_bytes() for path in files_of(corpus, document.id)]
    except (CorpusError, OSError):
        return None
    return next((data for data in held if bytes_hash(data) == document.sha256), None)


def page_images(document: Document, data: bytes, passage: Span) -> tuple[PageImage, ...]:
    """The pages that a passage of a PDF stands on, drawn from the file's bytes.

    Raises:
        ReadError: the file cannot be drawn, or not within bounds.
    """
    said = PROCESS.do(_REQUESTS.dump_python(page_requests(document, passage)), data)
    return tuple(IMAGES.validate_json(said))


def page_requests(document: Document, passage: Span) -> list[PageRequest]:
    """The pages that hold words of a passage."""
    found = []
    for page in document.pages:
        start, end = max(page.start, passage.start), min(page.end, passage.end)
        if start < end and document.text[start:end].strip():
            text = document.text[page.start : page.end]
            found.append(PageRequest(page.number, text, start - page.start, end - page.start))
    return found[:MOST_PAGES]
