"""Readers: a source file in, a document out.

1. The format follows from the suffix (see `formats`); each has a module with one function,
   `read(data) -> Extract`.
2. The file is read in a sandbox, with limits on time and memory (see `sandbox`). There its language
   is found, too, and whether its letters make no words: such a text is flawed.
3. The catalogue entry is completed with what the file says about itself.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from cmp_search.documents.document import BlockKind, Document, Flaw, Quality
from cmp_search.documents.regular import read_regular
from cmp_search.documents.source import Refusal, Source, bytes_hash, file_size
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
        content = _read(source.path.suffix, data, source.entry.language)
    except ReadError as error:
        raise error.of(source.path.name) from error
    return Document(
        entry=replace(
            source.entry,
            title=source.entry.title or content.title or source.id,
            language=source.entry.language or content.language,
        ),
        sha256=bytes_hash(data),
        text=content.text,
        blocks=content.blocks,
        pages=content.pages,
        headings_from=content.headings_from,
        quality=content.quality,
    )


def source_bytes(source: Source) -> bytes:
    """The bytes of a source, read once.

    Raises:
        ReadError: with the file's name: as `file_bytes`, or it is nothing that is opened.
    """
    if source.refused is Refusal.LINK_OUTSIDE:
        raise ReadError("link_outside").of(source.path.name)
    if source.refused is Refusal.NOT_A_FILE:
        raise ReadError("not_a_file").of(source.path.name)
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


def _read(suffix: str, data: bytes, language: str) -> FileContent:
    """The content of a file; errors do not name it."""
    from cmp_search.readers.sandbox.reading import SANDBOX

    content = SANDBOX.read(suffix, data, language)
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


def completed(content: FileContent, language: str) -> FileContent:
    """What was read, with its language, if that is not known, and with a flaw that its words show.

    A language that the text certainly contradicts is none.
    """
    stated = "" if contradicted(content.language, content.text) else content.language
    return replace(
        content,
        language=language or stated or detect_language(content.text),
        quality=_judged(content),
    )


def _judged(content: FileContent) -> Quality:
    """The quality of a text, whose characters are lost if they make no words."""
    quality = content.quality
    if not makes_no_words(content.text):
        return quality
    flaws = {*quality.warnings, Flaw.LOST_CHARACTERS}
    return replace(quality, warnings=tuple(sorted(flaws)))
