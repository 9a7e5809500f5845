"""Recognising scans: those of the corpus, or files that come into it.

1. Without files, the scans are the PDFs of the corpus on which no page has text. A file that is
   named is recognised even if only some of its pages have none.
2. What was recognised of a scan is kept in a work folder until its recognised PDF is complete, so
   that after Ctrl-C only the pages that are left are recognised. The folder is named after the
   scan's hash and the languages: that of its catalogue entry, else all.
3. The recognised PDF must be readable. A file from elsewhere is copied into the corpus as it is,
   and the recognised PDF is put beside it.
4. If a scan fails, the next is still recognised.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cmp_search.corpus.files import Checked, file_name, place_file, record_provenance
from cmp_search.corpus.lock import locked
from cmp_search.corpus.recognition.process import (
    PageProgress,
    check_installed,
    languages_for,
    run,
)
from cmp_search.corpus.recognition.work import RESULT
from cmp_search.documents.catalogue import entry_for, load_catalogue
from cmp_search.documents.document import Quality
from cmp_search.documents.journal import changing
from cmp_search.documents.provenance import Act
from cmp_search.documents.recognition import RecognisedPage, recognised_path
from cmp_search.documents.source import Source, bytes_hash, file_hash, scan_corpus
from cmp_search.errors import (
    CmpSearchError,
    CorpusError,
    NoTextError,
    ReadError,
    RecognitionError,
)
from cmp_search.locales.error_messages import Parameter
from cmp_search.readers import file_bytes, read_document

FOLDER, LOCK = ".ocr", ".ocr.lock"
WITHOUT_TEXT = "pdf_without_text"
"""The code of the error for a PDF on which no page has text."""

Progress = Callable[[str, float, int], None]
"""Called with the id of the current scan, the scans done (plus its share), and their number."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A scan that is recognised now: its id, its recognised PDF, its pages that had no text."""

    id: str
    file: str
    pages: tuple[RecognisedPage, ...]
    uncertain: tuple[int, ...]

    @property
    def certainty(self) -> int:
        """How certain the words are, on average over the pages (0 to 100)."""
        return round(sum(page.certainty for page in self.pages) / len(self.pages))


@dataclass(frozen=True, slots=True)
class RecognitionFailure:
    """A scan that could not be recognised, and why."""

    id: str
    file: str
    code: str
    parameters: dict[str, Parameter]


@dataclass(frozen=True, slots=True)
class RecognitionReport:
    """What a run did; both are empty if the corpus has no scans."""

    recognised: tuple[Recognised, ...]
    failed: tuple[RecognitionFailure, ...]

    @property
    def all_failed(self) -> bool:
        """Whether no scan was recognised, though there were some."""
        return bool(self.failed) and not self.recognised


def recognise_scans(
    corpus: Path, files: Sequence[Path] = (), progress: Progress | None = None
) -> RecognitionReport:
    """Recognise these files, or all scans of the corpus.

    Raises:
        RecognitionError: OCRmyPDF, Tesseract or a language is missing, or another run is
            recognising in this folder.
        CorpusError: a file is not there, or the folder cannot be written to.
        KeyboardInterrupt: it was stopped; what was recognised so far is kept.
    """
    scans = [_named(corpus, file) for file in files] if files else _scans_of(corpus)
    if not scans:
        return RecognitionReport((), ())
    check_installed(sorted({name for s in scans for name in languages_for(s.entry.language)}))
    listener = progress or (lambda *_: None)
    recognised: list[Recognised] = []
    failed: list[RecognitionFailure] = []
    with locked(corpus, LOCK, RecognitionError("ocr_busy", folder=corpus)):
        for number, scan in enumerate(scans):
            listener(scan.id, number, len(scans))
            pages = _share(listener, scan.id, number, len(scans))
            try:
                recognised.append(_recognise(corpus, scan, pages))
            except CmpSearchError as error:
                file = scan.path.name
                failed.append(RecognitionFailure(scan.id, file, error.code, error.parameters))
        _remove_if_empty(corpus / FOLDER)
    return RecognitionReport(tuple(recognised), tuple(failed))


def _named(corpus: Path, file: Path) -> Source:
    """A file that was named, with the entry that it has or will have in the corpus."""
    if not file.is_file():
        raise CorpusError("no_file", file=file)
    if file.suffix.lower() != ".pdf":
        raise RecognitionError("ocr_not_pdf", file=file)
    return Source(file, file_hash(file), entry_for(file, load_catalogue(corpus)))


def _scans_of(corpus: Path) -> list[Source]:
    """Step 1: the PDFs of the corpus on which no page has text."""
    return [s for s in scan_corpus(corpus) if s.path.suffix.lower() == ".pdf" and _is_scan(s)]


def _is_scan(source: Source) -> bool:
    try:
        read_document(source)
    except NoTextError as error:
        return error.code == WITHOUT_TEXT
    except ReadError:
        return False
    return False


def _recognise(corpus: Path, scan: Source, progress: PageProgress) -> Recognised:
    """Steps 2 and 3."""
    languages = languages_for(scan.entry.language)
    work = corpus / FOLDER / f"{scan.sha256}-{'+'.join(languages)}"
    try:
        work.mkdir(parents=True, exist_ok=True)
        result = work / RESULT
        if not result.exists():
            run(scan.path, scan.sha256, work, languages, progress)
        if not result.exists():
            raise RecognitionError("ocr_no_words", file=scan.path.name)
        try:
            quality = read_document(replace(scan, path=result)).quality
        except ReadError as error:
            raise error.of(scan.path.name) from error
        recognised = _install(corpus, scan, result)
    except OSError as error:
        raise RecognitionError("ocr_unwritable", folder=corpus, reason=error) from error
    shutil.rmtree(work, ignore_errors=True)
    return _recognised(scan.id, recognised, quality)


def _install(corpus: Path, scan: Source, result: Path) -> Path:
    """Put the recognised PDF beside its scan, which is copied if it is not in the corpus."""
    place = scan.path
    with changing(corpus, scan.id) as change:
        if corpus.resolve() not in place.resolve().parents:
            place = corpus / file_name(scan.path.stem, scan.path.suffix)
            place_file(change, Checked(replace(scan, path=place), file_bytes(scan.path)))
        target = recognised_path(place)
        if target.exists():
            change.keep(target)
        data = result.read_bytes()
        change.put(target, data)
        if scan.entry.is_reserved:
            made = (scan.id, bytes_hash(data), Act.RECOGNISED)
            record_provenance(change, *made, scan=scan.sha256)
    return target


def _recognised(id: str, file: Path, quality: Quality) -> Recognised:
    return Recognised(id, file.name, quality.recognised, quality.uncertain_pages)


def _share(progress: Progress, id: str, number: int, count: int) -> PageProgress:
    """A listener that counts the current scan by its pages."""
    return lambda done, total: progress(id, number + (done / total if total else 0.0), count)


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
