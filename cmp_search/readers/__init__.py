"""Readers: a source file in, a document out.

1. The format follows from the suffix (see `formats`); each has a module with one function,
   `read(data) -> Extract`.
2. The file is read in a sandbox, with limits on time and memory (see `sandbox`).
3. The catalogue entry is completed with what the file says about itself. A text whose letters make
   no words is flawed.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Document, Flaw, Quality
from cmp_search.documents.regular import read_regular
from cmp_search.documents.source import Source, bytes_hash, file_size
from cmp_search.errors import DamagedError, LimitError, NoTextError, ReadError
from cmp_search.language.detection import contradicted, detect_language, makes_no_words
from cmp_search.readers.extract import Extract, FileContent
from cmp_search.readers.formats import format_of

MAX_BYTES = 200_000_000
"""The largest file that is opened."""


def read_document(source: Source, data: bytes | None = None) -> Document:
    """Read one source in the sandbox (see `sandbox`); `data` are its bytes, if they are read.

    The document has the hash of the very bytes that it was read from, whatever that of the source.

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    data = source_bytes(source) if data is None else data
    try:
        content = _read(source.path.suffix, data)
    except ReadError as error:
        raise error.of(source.path.name) from error
    return Document(
        entry=_completed(source.entry, content),
        sha256=bytes_hash(data),
        text=content.text,
        blocks=content.blocks,
        pages=content.pages,
        headings_from=content.headings_from,
        quality=_judged(content),
    )


def source_bytes(source: Source) -> bytes:
    """The bytes of a source, read once.

    Raises:
        ReadError: with the file's name: as `file_bytes`, or it is nothing that is opened.
    """
    if source.refused:
        raise ReadError(source.refused, file=source.path.name)
    return file_bytes(source.path)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file in a supported format, read once.

    Raises:
        ReadError: with the file's name: of another format, too large, or it cannot be opened.
    """
    try:
        format_of(path.suffix)  # Other files are not even opened.
        try:
            data = read_regular(path, MAX_BYTES)
        except OSError as error:
            raise ReadError("file_unopened", reason=error) from error
        if data is None:
            raise LimitError("file_too_large", found=file_size(path), most=MAX_BYTES)
    except ReadError as error:
        raise error.of(path.name) from error
    return data


def _read(suffix: str, data: bytes) -> FileContent:
    """The content of a file; errors do not name it."""
    from cmp_search.readers.sandbox.reading import SANDBOX

    content = SANDBOX.read(suffix, data)
    if not any(b.kind not in (BlockKind.TITLE, BlockKind.HEADING) for b in content.blocks):
        raise NoTextError("no_text")
    return content


def read_with(module: str, data: bytes) -> Extract:
    """Read bytes with the reader in a module; any error of a format's library means damage.

    Raises:
        ReadError: they give no text.
    """
    read: Callable[[bytes], Extract] = import_module(module).read
    try:
        return read(data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise DamagedError("file_unreadable", reason=error) from error


def _judged(content: FileContent) -> Quality:
    """The quality of a text, whose characters are lost if they make no words."""
    quality = content.quality
    if not makes_no_words(content.text):
        return quality
    flaws = {*quality.warnings, Flaw.LOST_CHARACTERS}
    return replace(quality, warnings=tuple(sorted(flaws)))


def _completed(entry: Entry, content: FileContent) -> Entry:
    """The entry, with title and language from the file if the catalogue has none.

    A language that the text certainly contradicts is none.
    """
    stated = "" if contradicted(content.language, content.text) else content.language
    return replace(
        entry,
        title=entry.title or content.title or entry.id,
        language=entry.language or stated or detect_language(content.text),
    )
