"""Readers: a source file in, a document out.

Each format has a module with one function, `read(data) -> Extract`; this one chooses by suffix,
checks size, has the file read apart, within bounds of time and memory (see `apart`), and completes
the catalogue entry with what the file says of itself.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

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
        known = ", ".join(SUFFIXES)
        raise FormatError(f"“{suffix}” is no format that can be read; use one of {known}")


def read_document(source: Source) -> Document:
    """Read one source, apart from this process (see `apart`).

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    from cmp_search.readers.sandbox.process import ONE

    name, suffix = source.path.name, source.path.suffix
    try:
        check_suffix(suffix)
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError(f"it has {size:,} bytes, more than {MAX_BYTES:,}: split it")
        reading = ONE.read(suffix, source.path.read_bytes())
        if not any(b.kind not in (BlockKind.TITLE, BlockKind.HEADING) for b in reading.blocks):
            raise NoTextError("there is no text in it: if it is a scan, give a version with text")
    except ReadError as error:
        raise type(error)(f"{name}: {error}") from error
    except OSError as error:
        raise ReadError(
            f"{name}: it cannot be opened ({error.strerror}): check the file"
        ) from error
    return Document(
        entry=_complete(source.entry, reading),
        sha256=source.sha256,
        text=reading.text,
        blocks=reading.blocks,
        pages=reading.pages,
        headings_from=reading.headings_from,
        quality=reading.quality,
    )


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
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise DamagedError(f"it cannot be read ({reason}): save it anew and try again") from error


def _complete(entry: Entry, reading: Reading) -> Entry:
    """The entry, with title and language from the file where the catalogue has none."""
    return replace(
        entry,
        title=entry.title or reading.title or entry.id,
        language=entry.language or reading.language or detect_language(reading.text),
    )
