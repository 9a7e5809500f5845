"""PDFs that are locked, damaged, too large or without text."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.errors import DependencyError, LimitReachedError

from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.readers.pdf import reader
from tests.raising import raises_code
from tests.readers.pdf.reading import LONG, book, outlined, read, saved

from ..looking import texts
from ..pdf_making import pdf, stacked


def locked(user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf(stacked(LONG))))
    allowed = UserAccessPermissions.PRINT
    writer.encrypt(user, owner, permissions_flag=allowed, algorithm=algorithm)
    return saved(writer)


LOCKS = pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])


@LOCKS
def test_a_password_locks_it(algorithm: str) -> None:
    with pytest.raises(DamagedError) as refused:
        reader.read(locked("secret", "secret", algorithm))
    assert refused.value.code == "file_locked"


@LOCKS
def test_a_lock_that_the_empty_password_opens(algorithm: str) -> None:
    assert texts(read(locked("", "owner", algorithm))) == [LONG.strip()]


@pytest.mark.parametrize("data", [b"", b"Just text.", b"PK\x03\x04"])
def test_other_files_are_refused(data: bytes) -> None:
    with raises_code(FormatError, "format_not", format="PDF"):
        reader.read(data)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_file_is_damaged(share: float) -> None:
    data = pdf(*book(5))
    with raises_code(DamagedError, "format_broken", format="PDF"):
        reader.read(data[: int(len(data) * share)])


def test_a_broken_outline_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: PdfReader) -> list[object]:
        raise ValueError("no such destination")

    monkeypatch.setattr(reader, "outline_entries", broken)
    assert read(outlined()).blocks


@pytest.mark.parametrize(
    ("error", "expected", "code"),
    [
        (DependencyError("cryptography is needed"), DamagedError, "pdf_lock"),
        (LimitReachedError("too long"), LimitError, "pdf_too_large"),
        (ZeroDivisionError("float division by zero"), DamagedError, "format_broken"),
    ],
)
def test_what_pypdf_raises_gets_a_code_where_pdfium_fails_too(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: type[ReadError], code: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(reader, "PdfReader", fail)
    assert texts(read(pdf(stacked(LONG)))) == [LONG.strip()]
    monkeypatch.setattr(reader, "opened", lambda _: None)
    with raises_code(expected, code, reason=str(error)):
        reader.read(pdf(stacked(LONG)))


def test_a_scan_has_no_text() -> None:
    with raises_code(NoTextError, "pdf_without_text"):
        reader.read(pdf([], []))


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    with raises_code(LimitError, "pdf_pages", found=3, most=2):
        reader.read(pdf([], [], []))
