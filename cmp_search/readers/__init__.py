"""Readers: a source file in, a document out.

1. The format follows from the suffix (see `formats`); each has a module with one function,
   `read(data) -> Extract`.
2. The file is read in a sandbox, with limits on time and memory (see `sandbox`).
3. The catalogue entry is completed with what the file says about itself.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from cmp_search.catalogue import Entry
from cmp_search.document import BlockKind, Document
from cmp_search.errors import DamagedError, LimitError, NoTextError, ReadError
from cmp_search.language import detect_language
from cmp_search.readers.extract import Extract, FileContent
from cmp_search.readers.formats import format_of
from cmp_search.source import Source

MAX_BYTES = 200_000_000
"""The largest file that is opened."""

Reader = Callable[[bytes], Extract]
"""Reads the bytes of a file; raises a `ReadError` where they give no text."""


def reader_for(suffix: str) -> Reader:
    """The reader of files with a suffix, loaded when it is first needed.

    Raises:
        FormatError: no reader takes such files.
    """
    return _reader(format_of(suffix).module)


def read_document(source: Source) -> Document:
    """Read one source in the sandbox.

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    from cmp_search.readers.sandbox.reading import SANDBOX

    name, suffix = source.path.name, source.path.suffix
    try:
        format_of(suffix)  # Other files are not even opened.
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError(f"it has {size:,} bytes, more than {MAX_BYTES:,}: split it")
        content = SANDBOX.read(suffix, source.path.read_bytes())
        if not any(b.kind not in (BlockKind.TITLE, BlockKind.HEADING) for b in content.blocks):
            raise NoTextError("there is no text in it: if it is a scan, give a version with text")
    except ReadError as error:
        raise type(error)(f"{name}: {error}") from error
    except OSError as error:
        raise ReadError(
            f"{name}: it cannot be opened ({error.strerror}): check the file"
        ) from error
    return Document(
        entry=_completed(source.entry, content),
        sha256=source.sha256,
        text=content.text,
        blocks=content.blocks,
        pages=content.pages,
        headings_from=content.headings_from,
        quality=content.quality,
    )


def read_extract(suffix: str, data: bytes) -> Extract:
    """Read the bytes of a file in this process.

    Raises:
        ReadError: they give no text.
    """
    return read_with(format_of(suffix).module, data)


def read_with(module: str, data: bytes) -> Extract:
    """Read bytes with the reader in a module; any error of a format's library means damage.

    Raises:
        ReadError: they give no text.
    """
    try:
        return _reader(module)(data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise DamagedError(f"it cannot be read ({reason}): save it anew and try again") from error


def _reader(module: str) -> Reader:
    read: Reader = import_module(module).read
    return read


def _completed(entry: Entry, content: FileContent) -> Entry:
    """The entry, with title and language from the file where the catalogue has none."""
    return replace(
        entry,
        title=entry.title or content.title or entry.id,
        language=entry.language or content.language or detect_language(content.text),
    )
