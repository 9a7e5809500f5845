from pathlib import Path

import pytest

from cmp_search.documents.recognition import (
    CERTAIN,
    PROPERTY,
    RecognisedPage,
    mark,
    pages_of,
    pages_property,
    recognised_beside,
    recognised_path,
    scan_hash,
    uncertain,
)

HASH = "0123456789abcdef" * 4


def test_the_last_line_names_the_scan(tmp_path: Path) -> None:
    path = tmp_path / "x.ocr.pdf"
    path.write_bytes(b"%PDF-1.7 and so on %%EOF\n")
    assert scan_hash(path) == ""
    mark(path, HASH)
    assert scan_hash(path) == HASH
    assert path.read_bytes().startswith(b"%PDF-1.7 and so on %%EOF\n")


def test_a_missing_file_names_no_scan(tmp_path: Path) -> None:
    assert scan_hash(tmp_path / "none.ocr.pdf") == ""


@pytest.mark.parametrize("name", ["scan.pdf", "Scan v1.2.PDF"])
def test_the_recognised_pdf_is_beside_its_scan(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert recognised_beside(file) is None
    path = recognised_path(file)
    assert path == tmp_path / f"{name[:-4]}.ocr.pdf"
    mark(path, HASH)
    assert recognised_beside(file) == path
    assert recognised_beside(path) is None
    assert recognised_beside(file.with_suffix(".txt")) is None


def test_pages_are_told_in_a_property() -> None:
    stated = pages_property({12: 71, 3: 96})
    assert stated == "3:96 12:71"
    assert pages_of({PROPERTY: stated}) == (RecognisedPage(3, 96), RecognisedPage(12, 71))


@pytest.mark.parametrize("properties", [None, {}, {PROPERTY: None}, {PROPERTY: "yes"}])
def test_other_pdfs_have_no_recognised_pages(properties: dict[str, object] | None) -> None:
    assert pages_of(properties) == ()


def test_no_page_is_more_than_certain() -> None:
    assert pages_of({PROPERTY: "1:999"}) == (RecognisedPage(1, 100),)


def test_uncertain_pages_are_those_below_the_threshold() -> None:
    pages = (RecognisedPage(1, CERTAIN), RecognisedPage(4, CERTAIN - 1), RecognisedPage(5, 0))
    assert uncertain(pages) == (4, 5)
