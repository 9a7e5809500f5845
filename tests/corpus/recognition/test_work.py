"""Scans recognised with the real Tesseract."""

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from cmp_search.corpus.recognition.process import check_installed, run
from cmp_search.corpus.recognition.scans import FOLDER, recognise_scans
from cmp_search.documents.document import Document
from cmp_search.documents.source import file_hash, scan_corpus
from cmp_search.errors import RecognitionError
from cmp_search.readers import read_document
from tests.readers.pdf_making import pdf, stacked
from tests.readers.scan_making import page_image, scan, worn

try:
    check_installed(["eng", "fra", "spa"])
    MISSING = ""
except RecognitionError as error:
    MISSING = str(error)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=MISSING)]

ENGLISH = (
    "The Forestry Working Group met twice in 2019 and counted the oars of both harbours.\n\n"
    "Its co-chairs reported that 1,250 oars were made of ash."
)
FRENCH = (
    "Le groupe de travail a été créé à Montréal; l'été dernier, il a compté les rames.\n\n"
    "Où naît la brume, les gardiens s'arrêtent et allument déjà le phare."
)
SPANISH = (
    "El grupo de trabajo se reunió en México; el año pasado contó los remos y señaló avances.\n\n"
    "¿Quién vigila la niebla? Según el informe, también los guardianes."
)


def read(corpus: Path, id: str) -> Document:
    (source,) = [source for source in scan_corpus(corpus) if source.id == id]
    return read_document(source)


def page_text(document: Document, number: int) -> str:
    page = document.pages[number - 1]
    return " ".join(document.text[page.start : page.end].split())


def wrong(read: str, drawn: str) -> float:
    """The share of wrong characters."""
    drawn = " ".join(drawn.split())
    return Levenshtein.distance(read, drawn) / len(drawn)


def test_three_languages_on_clean_and_sideways_pages(tmp_path: Path) -> None:
    drawn = (ENGLISH, FRENCH, SPANISH)
    pages = [page_image("\n\n".join([text] * 4)) for text in drawn]
    pages[2] = pages[2].rotate(90, expand=True)
    path = tmp_path / "three.pdf"
    path.write_bytes(scan(*pages))
    (one,) = recognise_scans(tmp_path / "corpus", [path]).recognised
    document = read(tmp_path / "corpus", "three")
    for number, text in enumerate(drawn, 1):
        assert wrong(page_text(document, number), "\n\n".join([text] * 4)) < 0.01
    assert document.quality.recognised_pages == (1, 2, 3)
    assert one.pages == document.quality.recognised
    assert one.certainty > 90 and one.uncertain == ()


def test_pages_with_text_stay_as_they_are_and_empty_ones_are_told(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "a.pdf").write_bytes(pdf(stacked("The keeper climbs the tower twice a night.")))
    (tmp_path / "b.pdf").write_bytes(scan(ENGLISH, ""))
    writer = PdfWriter()
    for name in ("a.pdf", "b.pdf"):
        writer.append(PdfReader(tmp_path / name))
    mixed = tmp_path / "mixed.pdf"
    writer.write(mixed)
    recognise_scans(tmp_path / "corpus", [mixed])
    document = read(tmp_path / "corpus", "mixed")
    assert page_text(document, 1) == "The keeper climbs the tower twice a night."
    assert wrong(page_text(document, 2), ENGLISH) < 0.02
    assert document.quality.recognised_pages == (2,)
    assert document.quality.pages_without_text == (3,)


def test_a_poor_copy_is_less_certain_than_a_clean_one(tmp_path: Path) -> None:
    path = tmp_path / "poor.pdf"
    path.write_bytes(scan(page_image(ENGLISH), worn(page_image(ENGLISH), 1.0, 40.0)))
    (one,) = recognise_scans(tmp_path / "corpus", [path]).recognised
    clean, poor = one.pages
    assert poor.certainty < clean.certainty


def test_after_ctrl_c_only_the_pages_that_are_left_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(scan(ENGLISH, FRENCH, SPANISH))
    corpus = tmp_path / "corpus"

    def stop(id: str, done: float, count: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recognise_scans(corpus, [path], stop)
    (work,) = (corpus / FOLDER).iterdir()
    kept = {page.name: page.stat().st_mtime_ns for page in work.glob("*.hocr")}
    assert kept and not list(work.glob("pages-*"))
    run(path, file_hash(path), work, work.name.partition("-")[2].split("+"), lambda *_: None)
    after = {page.name: page.stat().st_mtime_ns for page in work.glob("*.hocr")}
    assert kept.items() <= after.items() and len(after) == 3
    recognise_scans(corpus, [path])
    document = read(corpus, "long")
    assert document.quality.recognised_pages == (1, 2, 3)
    assert wrong(page_text(document, 3), SPANISH) < 0.02


def test_a_pdf_with_text_has_nothing_to_recognise(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(pdf(stacked("The keeper climbs the tower twice a night.")))
    (failure,) = recognise_scans(tmp_path / "corpus", [path]).failed
    assert failure.code == "ocr_no_words"
