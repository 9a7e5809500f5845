"""Readers: a source file in, a document out.

Each format has a module with one function, `read(data) -> Extract`; this one chooses by suffix,
checks size, and completes the catalogue entry with what the file says of itself.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from cmp_search.catalogue import Entry
from cmp_search.document import BlockKind, Document
from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.language import detect_language
from cmp_search.readers.extract import Extract
from cmp_search.source import Source

MAX_BYTES = 200_000_000
"""The largest file that is opened."""

_MODULES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".aspx": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
SUFFIXES = tuple(_MODULES)


def reader_for(suffix: str) -> Callable[[bytes], Extract]:
    """The reader of a file suffix, loaded when it is first needed.

    Raises:
        FormatError: no reader takes such files.
    """
    name = _MODULES.get(suffix.lower())
    if name is None:
        known = ", ".join(SUFFIXES)
        raise FormatError(f"“{suffix}” is no format that can be read; use one of {known}")
    read: Callable[[bytes], Extract] = import_module(f"cmp_search.readers.{name}").read
    return read


def read_document(source: Source) -> Document:
    """Read one source.

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    name = source.path.name
    try:
        read = reader_for(source.path.suffix)
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError(f"it has {size:,} bytes, more than {MAX_BYTES:,}: split it")
        extract = _read(read, source.path.read_bytes())
        if not any(b.kind not in (BlockKind.TITLE, BlockKind.HEADING) for b in extract.blocks):
            raise NoTextError("there is no text in it: if it is a scan, give a version with text")
    except ReadError as error:
        raise type(error)(f"{name}: {error}") from error
    except OSError as error:
        raise ReadError(
            f"{name}: it cannot be opened ({error.strerror}): check the file"
        ) from error
    return Document(
        entry=_complete(source.entry, extract),
        sha256=source.sha256,
        text=extract.text,
        blocks=tuple(extract.blocks),
        pages=tuple(extract.pages),
        headings_from=extract.headings_from,
    )


def _read(read: Callable[[bytes], Extract], data: bytes) -> Extract:
    """Read, and take whatever a format's library trips over for a damaged file."""
    try:
        return read(data)
    except ReadError:
        raise
    except Exception as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise DamagedError(f"it cannot be read ({reason}): save it anew and try again") from error


def _complete(entry: Entry, extract: Extract) -> Entry:
    """The entry, with title and language from the file where the catalogue has none."""
    return replace(
        entry,
        title=entry.title or extract.title or entry.id,
        language=entry.language or extract.language or detect_language(extract.text),
    )
