"""Forms: content that a PDF stores separately and draws onto a page, as by `/Form Do`.

1. Forms that draw each other without end, or each the next one twice, swell to any size. PDFium
   reads all of them before it gives a page; so pages whose forms lie too deep are not left to it.
2. A form of the other kind, to be filled in, may be made by its viewer from XML (XFA): then the
   pages of the file only ask the reader to wait or to get another viewer.
"""

from contextlib import suppress

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cmp_search.readers.pdf.broken import BROKEN

MAX_DEPTH = 12
"""How deep forms of an honest page may lie; drawing programs make three or four levels."""
_FEW = 2
"""The most pages that ask to wait."""


def lie_too_deep(reader: PdfReader, number: int) -> bool:
    """Whether the forms of a page, from 0, lie too deep within each other."""
    with suppress(*BROKEN):
        level: list[DictionaryObject] = [reader.pages[number]]
        for _ in range(MAX_DEPTH):
            level = list({id(form): form for outer in level for form in _forms(outer)}.values())
            if not level:
                return False
        return True
    return False


def _forms(holder: DictionaryObject) -> list[DictionaryObject]:
    """The forms that a page or form may draw."""
    inner = holder
    for name in ("/Resources", "/XObject"):
        value = inner.get(name)
        value = None if value is None else value.get_object()
        if not isinstance(value, DictionaryObject):
            return []
        inner = value
    objects = (reference.get_object() for reference in inner.values())
    return [
        one
        for one in objects
        if isinstance(one, DictionaryObject) and one.get("/Subtype") == "/Form"
    ]


def is_made_by_viewer(reader: PdfReader) -> bool:
    """Whether the pages are only made when a viewer opens the file (step 2)."""
    with suppress(*BROKEN):
        form = reader.root_object.get("/AcroForm")
        if form is not None and "/XFA" in form.get_object():
            return bool(reader.root_object.get("/NeedsRendering")) or _asks_to_wait(reader)
    return False


def _asks_to_wait(reader: PdfReader) -> bool:
    """Whether there are few pages, on which nothing is to be filled in."""
    return len(reader.pages) <= _FEW and not any(
        note.get_object().get("/Subtype") == "/Widget"
        for page in reader.pages
        for note in page.get("/Annots", ())
    )
