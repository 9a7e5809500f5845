"""Drafts: a note as a file, in Word's format, Markdown, HTML or plain text, read into paragraphs.

1. The format follows from the suffix; each has a module with one function, `read(data) -> Draft`.
2. The file is read in a sandbox, with limits on time and memory (see `readers.sandbox`).
3. Notes typed by hand, such as "[1]", are found where the format has none of its own (see
   `typed_notes`).
"""

from pathlib import Path

from cmp_search.errors import LimitError, ReadError
from cmp_search.verification.draft import Draft

MAX_BYTES = 50_000_000
"""The largest file that is opened; a note with many pictures has a few million bytes."""


def read_draft(path: Path) -> Draft:
    """Read a file.

    Raises:
        ReadError: with the file's name and the reason, whatever went wrong.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise LimitError("file_too_large", found=size, most=MAX_BYTES)
        return draft_of(path.suffix, path.read_bytes())
    except OSError as error:
        raise ReadError("file_unopened", reason=error).of(path.name) from error
    except ReadError as error:
        raise error.of(path.name) from error


def draft_of(suffix: str, data: bytes) -> Draft:
    """Read the bytes of a file with a suffix, such as ".docx".

    Raises:
        ReadError: they give no text, or are too many; the error does not name the file.
    """
    from cmp_search.verification.drafts.reading import draft_in_sandbox

    if len(data) > MAX_BYTES:
        raise LimitError("file_too_large", found=len(data), most=MAX_BYTES)
    return draft_in_sandbox(suffix, data)
