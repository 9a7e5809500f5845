"""Recognised PDFs: scans with the text that was recognised on them.

1. The recognised PDF of `scan.pdf` is `scan.ocr.pdf` beside it. The scan itself never changes.
2. Its last line, a comment after the end of the PDF, has the hash of the scan that it was made of.
   While the scan has that hash, the recognised PDF is read in its place, as the same document.
   A recognised PDF of an older scan is not read; any other file of such a name is a document.
3. A property of the PDF says how certain the words of each page are, from 0 to 100: what Tesseract
   states for them, on average. Below `CERTAIN`, a page is named in a warning.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmp_search.documents.regular import open_regular

SUFFIX = ".ocr.pdf"
PROPERTY = "/RecognisedPages"
CERTAIN = 90
"""At 91, one to two characters in a hundred were wrong (see `benchmarks/recognition.py`)."""
_MARK = re.compile(rb"\n%recognised from ([0-9a-f]{64})\n\Z")
_MARK_LENGTH = 100
_PAGE = re.compile(r"(\d{1,9}):(\d{1,3})")


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page of a PDF whose text was recognised: its position (from 1), and how certain it is."""

    number: int
    certainty: int


def recognised_path(scan: Path) -> Path:
    """Where the recognised PDF of a scan is, if there is one."""
    return scan.with_suffix(SUFFIX)


def recognised_beside(file: Path) -> Path | None:
    """The recognised PDF beside a file, of whatever scan it was made; None if there is none."""
    path = recognised_path(file)
    return path if file.suffix.lower() == ".pdf" and scan_hash(path) else None


def scan_hash(recognised: Path) -> str:
    """The hash of the scan that a recognised PDF was made of; empty for any other file."""
    try:
        with open_regular(recognised) as file:
            file.seek(0, 2)
            file.seek(max(file.tell() - _MARK_LENGTH, 0))
            mark = _MARK.search(file.read())
    except OSError:
        return ""
    return mark[1].decode() if mark else ""


def mark(recognised: Path, scan_hash: str) -> None:
    """Add the last line to a recognised PDF."""
    with recognised.open("ab") as file:
        file.write(f"\n%recognised from {scan_hash}\n".encode())


def pages_property(certainties: Mapping[int, int]) -> str:
    """The property of a PDF that has these certainties, by page."""
    return " ".join(f"{page}:{certainty}" for page, certainty in sorted(certainties.items()))


def pages_of(properties: Mapping[str, object] | None) -> tuple[RecognisedPage, ...]:
    """The recognised pages that the properties of a PDF name."""
    stated = str((properties or {}).get(PROPERTY) or "")
    return tuple(
        RecognisedPage(int(page), min(int(certainty), 100))
        for page, certainty in _PAGE.findall(stated)
    )


def uncertain(pages: tuple[RecognisedPage, ...]) -> tuple[int, ...]:
    """The pages that may have been recognised badly."""
    return tuple(page.number for page in pages if page.certainty < CERTAIN)
