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
from cmp_search.documents.source import Source
from cmp_search.errors import DamagedError, LimitError, NoTextError, ReadError
from cmp_search.language.detection import contradicted, detect_language, makes_no_words
from cmp_search.readers.extract import Extract, FileContent
from cmp_search.readers.formats import format_of

MAX_BYTES = 200_000_000
"""The largest file that is opened."""


def read_document(source: Source) -> Document:
    """Read one source in the sandbox (see `sandbox`).

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    try:
        content = _read(source.path, source.entry.language)
    except ReadError as error:
        raise error.of(source.path.name) from error
    return Document(
        entry=replace(
            source.entry,
            title=source.entry.title or content.title or source.id,
            language=source.entry.language or content.language,
        ),
        sha256=source.sha256,
        text=content.text,
        blocks=content.blocks,
        pages=content.pages,
        headings_from=content.headings_from,
        quality=content.quality,
    )


def _read(path: Path, language: str) -> FileContent:
    """The content of a file; errors do not name it."""
    from cmp_search.readers.sandbox.reading import SANDBOX

    format_of(path.suffix)  # Other files are not even opened.
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError("file_too_large", found=size, most=MAX_BYTES)
        content = SANDBOX.read(path.suffix, path.read_bytes(), language)
    except OSError as error:
        raise ReadError("file_unopened", reason=error) from error
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
