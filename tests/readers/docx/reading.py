"""Reads a Word file in the making, and checks what comes out."""

from docx.document import Document as WordDocument

from cmp_search.readers.docx import reader
from cmp_search.readers.extract import Extract

from .. import docx_making as making
from ..looking import check


def read(document: WordDocument) -> Extract:
    extract = reader.read(making.saved(document))
    check(extract)
    return extract
