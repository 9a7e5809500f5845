"""Which files are recognised, and what becomes of them; the work itself is done by a double."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from filelock import FileLock
from pypdf import PdfReader, PdfWriter

from cmp_search.corpus.files import add_file, remove_document
from cmp_search.corpus.recognition import scans
from cmp_search.corpus.recognition.process import PageProgress
from cmp_search.corpus.recognition.scans import LOCK, recognise_scans
from cmp_search.corpus.recognition.work import RESULT
from cmp_search.documents.recognition import PROPERTY, mark
from cmp_search.documents.source import file_hash, scan_corpus
from cmp_search.errors import CorpusError, RecognitionError, TakenError
from cmp_search.page_image import indexed_file
from cmp_search.readers import read_document
from tests.raising import raises_code
from tests.readers.pdf_making import pdf, stacked
from tests.readers.scan_making import scan

TEXT = pdf(stacked("The keeper of the light climbs the tower twice a night and trims the lamp."))


def with_property(data: bytes, certainties: str) -> bytes:
    if not certainties:
        return data
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.add_metadata({PROPERTY: certainties})
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


class Double:
    """The work on scans: `recognised` has those that were begun, with their languages.

    Its result is always the same PDF, with `certainties` as its property.
    """

    def __init__(self) -> None:
        self.certainties = ""
        self.recognised: list[tuple[str, tuple[str, ...]]] = []
        self.result: bytes | None = TEXT

    def __call__(
        self,
        scan: Path,
        scan_hash: str,
        folder: Path,
        languages: Sequence[str],
        progress: PageProgress,
    ) -> None:
        self.recognised.append((scan.name, tuple(languages)))
        progress(0, 2)
        progress(1, 2)
        if "broken" in scan.name:
            raise RecognitionError("ocr_failed", file=scan.name, reason="no pages")
        if self.result is not None:
            (folder / RESULT).write_bytes(with_property(self.result, self.certainties))
            mark(folder / RESULT, scan_hash)


def doubled(monkeypatch: pytest.MonkeyPatch) -> Double:
    """The double, in the place of the real work."""
    double = Double()
    monkeypatch.setattr(scans, "run", double)
    monkeypatch.setattr(scans, "check_installed", lambda _: None)
    return double


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Double:
    return doubled(monkeypatch)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(scan("Oars."))
    return path


def names(corpus: Path) -> set[str]:
    return {path.name for path in corpus.iterdir() if path.suffix == ".pdf"}


def test_a_file_comes_into_the_corpus_with_its_text_beside_it(
    corpus: Path, paper: Path, work: Double
) -> None:
    before = paper.read_bytes()
    (one,) = recognise_scans(corpus, [paper]).recognised
    assert (one.id, one.file) == ("paper", "paper.ocr.pdf")
    assert paper.read_bytes() == (corpus / "paper.pdf").read_bytes() == before
    (source,) = [source for source in scan_corpus(corpus) if source.id == "paper"]
    document = read_document(source)
    assert "trims the lamp" in document.text
    assert document.entry.file == "paper.pdf"
    assert indexed_file(corpus, document) == (corpus / "paper.ocr.pdf").read_bytes()
    assert not (corpus / ".ocr").exists()


def test_without_names_the_scans_of_the_corpus_are_recognised(
    corpus: Path, paper: Path, work: Double
) -> None:
    (corpus / "more").mkdir()
    paper.rename(corpus / "more" / "paper.PDF")
    (corpus / "text.pdf").write_bytes(TEXT)
    (corpus / "damaged.pdf").write_bytes(b"%PDF-1.4 no more")
    report = recognise_scans(corpus)
    assert [one.id for one in report.recognised] == ["paper"]
    assert (corpus / "more" / "paper.ocr.pdf").is_file()
    assert recognise_scans(corpus).recognised == ()
    assert len(work.recognised) == 1


def test_without_scans_nothing_need_be_installed(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.corpus.recognition.process.has_extra", lambda _: False)
    report = recognise_scans(corpus)
    assert (report.recognised, report.failed, report.all_failed) == ((), (), False)


def test_the_language_is_that_of_the_entry_or_all(corpus: Path, work: Double) -> None:
    catalogue = corpus / "catalogue.toml"
    entry = '\n[[document]]\nid = "rames"\nlanguage = "fr"\n'
    catalogue.write_text(catalogue.read_text("utf-8") + entry, "utf-8")
    for name in ("rames", "remos"):
        (corpus / f"{name}.pdf").write_bytes(scan(name))
    recognise_scans(corpus)
    assert work.recognised == [("rames.pdf", ("fra",)), ("remos.pdf", ("eng", "fra", "spa"))]


def test_if_one_fails_the_next_is_still_recognised(
    corpus: Path, tmp_path: Path, paper: Path, work: Double
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4")
    steps: list[tuple[str, float, int]] = []
    report = recognise_scans(corpus, [broken, paper], lambda *step: steps.append(step))
    assert [one.id for one in report.recognised] == ["paper"]
    (failure,) = report.failed
    assert (failure.id, failure.file, failure.code) == ("broken", "broken.pdf", "ocr_failed")
    assert not report.all_failed
    assert steps[:3] == [("broken", 0, 2), ("broken", 0.0, 2), ("broken", 0.5, 2)]
    assert steps[3:] == [("paper", 1, 2), ("paper", 1.0, 2), ("paper", 1.5, 2)]
    assert names(corpus) == {"paper.pdf", "paper.ocr.pdf"}


def test_without_words_nothing_comes_into_the_corpus(
    corpus: Path, paper: Path, work: Double
) -> None:
    work.result = None
    report = recognise_scans(corpus, [paper])
    assert report.all_failed and report.failed[0].code == "ocr_no_words"
    assert names(corpus) == set()


def test_a_result_that_cannot_be_read_is_told_of_the_scan(
    corpus: Path, paper: Path, work: Double
) -> None:
    work.result = b"%PDF-1.4 half"
    (failure,) = recognise_scans(corpus, [paper]).failed
    assert (failure.code, failure.parameters["file"]) == ("format_broken", "paper.pdf")


def test_what_is_complete_is_not_done_again(
    corpus: Path, paper: Path, work: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C came after the recognised PDF was complete, before it was put beside its scan."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(scans, "_install", stop)
        with pytest.raises(KeyboardInterrupt):
            recognise_scans(corpus, [paper])
    assert names(corpus) == set()
    assert recognise_scans(corpus, [paper]).recognised
    assert len(work.recognised) == 1


def test_a_changed_scan_is_recognised_anew_and_the_older_text_is_kept(
    corpus: Path, paper: Path, work: Double
) -> None:
    recognise_scans(corpus, [paper])
    paper.write_bytes(scan("More oars."))
    (corpus / "paper.pdf").write_bytes(paper.read_bytes())
    assert [one.id for one in recognise_scans(corpus).recognised] == ["paper"]
    assert [path.name for path in (corpus / "removed").iterdir()] == ["paper.ocr.pdf"]


def test_the_recognised_pdf_goes_with_its_scan(corpus: Path, paper: Path, work: Double) -> None:
    recognise_scans(corpus, [paper])
    assert remove_document(corpus, "paper") == corpus / "removed" / "paper.pdf"
    assert names(corpus) == set()
    assert names(corpus / "removed") == {"paper.pdf", "paper.ocr.pdf"}


def test_a_text_that_takes_the_place_of_a_scan(corpus: Path, paper: Path, work: Double) -> None:
    recognise_scans(corpus, [paper])
    paper.write_bytes(TEXT)
    with raises_code(TakenError, "id_taken"):
        add_file(corpus, paper, replacing=False)
    source = add_file(corpus, paper)
    assert source in scan_corpus(corpus)
    assert names(corpus / "removed") == {"paper.pdf", "paper.ocr.pdf"}
    assert file_hash(corpus / "paper.pdf") == file_hash(paper)


def test_files_that_are_no_scans(corpus: Path, tmp_path: Path, work: Double) -> None:
    with raises_code(CorpusError, "no_file"):
        recognise_scans(corpus, [tmp_path / "none.pdf"])
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG")
    with raises_code(RecognitionError, "ocr_not_pdf"):
        recognise_scans(corpus, [picture])


def test_one_run_at_a_time(corpus: Path, paper: Path, work: Double) -> None:
    with FileLock(corpus / LOCK), raises_code(RecognitionError, "ocr_busy"):
        recognise_scans(corpus, [paper])
