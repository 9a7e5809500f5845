"""Reading drafts in a sandbox: the work that its process does, and the formats that it knows.

Their quotations are found there, too, within the same limits.
"""

from collections.abc import Callable
from importlib import import_module

from pydantic import TypeAdapter

from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.readers.sandbox.process import Sandbox
from cmp_search.verification.draft import Draft
from cmp_search.verification.drafts.typed_notes import with_typed_notes
from cmp_search.verification.finding import find_quotations
from cmp_search.verification.quotation import DraftQuotation

_MODULES = {
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
MAX_CHARACTERS = 2_000_000
"""The longest draft: about 1,000 pages; its quotations are compared outside the sandbox."""
SUFFIXES = tuple(_MODULES)
_DRAFT = TypeAdapter(Draft)
_QUOTATIONS = TypeAdapter(tuple[DraftQuotation, ...])


def draft_in_sandbox(suffix: str, data: bytes) -> Draft:
    """Read the bytes of a file in the sandbox.

    Raises:
        ReadError: they give no text, or a limit was exceeded.
    """
    return _DRAFT.validate_json(_SANDBOX.do(suffix.lower(), data))


def quotations_in_sandbox(draft: Draft) -> tuple[DraftQuotation, ...]:
    """The quotations of a draft, found in the sandbox (see `finding`).

    Raises:
        ReadError: finding them takes too much time or memory.
    """
    work = f"{__name__}:{find.__name__}"
    return _QUOTATIONS.validate_json(_SANDBOX.do(None, _DRAFT.dump_json(draft), work))


def find(request: object, data: bytes) -> bytes:
    """The work of `quotations_in_sandbox`: a draft in, its quotations out, both as JSON."""
    return _QUOTATIONS.dump_json(find_quotations(_DRAFT.validate_json(data)))


def draft(suffix: str, data: bytes) -> Draft:
    """Read the bytes of a file here; any error of a format's library means damage.

    Raises:
        ReadError: they give no text, or too much of it.
    """
    if not suffix:
        raise FormatError("suffix_missing", known=SUFFIXES)
    if suffix not in _MODULES:
        raise FormatError("suffix_unknown", suffix=suffix, known=SUFFIXES)
    read: Callable[[bytes], Draft] = import_module(f"{__package__}.{_MODULES[suffix]}").read
    try:
        found = with_typed_notes(read(data))
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise DamagedError("file_unreadable", reason=error) from error
    length = sum(len(one.text) for one in found.paragraphs)
    if length > MAX_CHARACTERS:
        raise LimitError("text_too_long", found=length, most=MAX_CHARACTERS)
    if not found.paragraphs:
        raise NoTextError("no_text")
    return found


def work(suffix: str, data: bytes) -> bytes:
    """The work of the sandbox: a suffix and the bytes of a file in, the draft out as JSON.

    Raises:
        ReadError: the bytes give no text.
    """
    return _DRAFT.dump_json(draft(suffix, data))


_SANDBOX = Sandbox(f"{__name__}:{work.__name__}")
