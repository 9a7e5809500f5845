"""Readers: a source file in, a document out.

Each format has a module with one function, `read(data) -> Extract`; this one chooses by suffix,
checks size, has the file read apart, within bounds of time and memory (see `apart`), and completes
the catalogue entry with what the file says of itself.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from cmp_search.catalogue import Entry
from cmp_search.document import BlockKind, Document
from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.language import detect_language
from cmp_search.readers.extract import Extract, Reading
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
    check_suffix(suffix)
    module = import_module(f"cmp_search.readers.{_MODULES[suffix.lower()]}")
    read: Callable[[bytes], Extract] = module.read
    return read


def check_suffix(suffix: str) -> None:
    """Make sure that a file suffix has a reader.

    Raises:
        FormatError: no reader takes such files.
    """
    if suffix.lower() not in _MODULES:
        raise FormatError("suffix_unknown", suffix=suffix, known=SUFFIXES)


def read_document(source: Source) -> Document:
    """Read one source, apart from this process (see `apart`).

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    try:
        reading = _read(source.path)
    except ReadError as error:
        raise error.of(source.path.name) from error
    return Document(
        entry=_complete(source.entry, reading),
        sha256=source.sha256,
        text=reading.text,
        blocks=reading.blocks,
        pages=reading.pages,
        headings_from=reading.headings_from,
        quality=reading.quality,
    )


def _read(path: Path) -> Reading:
    """What is read from a file, which the errors do not name."""
    from cmp_search.readers.apart import ONE

    check_suffix(path.suffix)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError("file_too_large", found=size, most=MAX_BYTES)
        reading = ONE.read(path.suffix, path.read_bytes())
    except OSError as error:
        raise ReadError("file_unopened", reason=error) from error
    if not any(b.kind not in (BlockKind.TITLE, BlockKind.HEADING) for b in reading.blocks):
        raise NoTextError("no_text")
    return reading


def read_extract(suffix: str, data: bytes) -> Extract:
    """Read the bytes of a file, and take whatever a format's library trips over for damage.

    Raises:
        ReadError: they give no text.
    """
    try:
        return reader_for(suffix)(data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise DamagedError("file_unreadable", reason=error) from error


def _complete(entry: Entry, reading: Reading) -> Entry:
    """The entry, with title and language from the file where the catalogue has none."""
    return replace(
        entry,
        title=entry.title or reading.title or entry.id,
        language=entry.language or reading.language or detect_language(reading.text),
    )
