"""A file under the id of an official text is not cited as that until it is verified."""

from pathlib import Path

import pytest

from cmp_search.citations.citation import Citation
from cmp_search.citations.references import ReferenceFormat, references, write_references
from cmp_search.citations.styles import Style
from cmp_search.citations.styles.choosing import full, short
from cmp_search.corpus.adding import add_text
from cmp_search.corpus.confirming import confirm_copy, copy_of
from cmp_search.corpus.details import Details
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.documents.source import file_hash, scan_corpus
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import CorpusError, UnknownDocumentError
from cmp_search.index import build as building
from cmp_search.index.status import read_status
from cmp_search.search.searcher import open_searcher
from tests.index.building import build, indexed
from tests.raising import raises_code
from tests.sample import OFFICIAL

ID, DIGEST = "harbour-2020", "harbour-2020-digest"
URL = "https://harbour.example/2020"
REMARKS = {
    "en": "[copy provided by Ottoline, not verified]",
    "fr": "[copie fournie par Ottoline, non vérifiée]",
    "es": "[copia proporcionada por Ottoline, sin verificar]",
}


@pytest.fixture
def copy(corpus: Path, tmp_path: Path) -> Path:
    """A file that says it is the official text whose address the catalogue has."""
    catalogue = corpus / CATALOGUE
    text = catalogue.read_text("utf-8")
    entry = f'id = "{ID}"\n'
    assert text.count(entry) == 1
    catalogue.write_text(text.replace(entry, f'{entry}url = "{URL}"\n'), "utf-8")
    path = tmp_path / f"{ID}.md"
    path.write_text(OFFICIAL, "utf-8")
    return path


def cited(index: Path) -> Citation:
    searcher = open_searcher(str(index), FakeEncoder())
    answer = searcher.ask("Why did the exchange rest for a year?")
    searcher.close()
    return next(hit.citation for hit in answer.hits if hit.citation.document == ID)


def test_a_copy_is_cited_as_one_and_the_digest_stays(corpus: Path, index: Path, copy: Path) -> None:
    add_text(corpus, copy, by="Ottoline")
    report = build(corpus, index)
    assert report.superseded == () and DIGEST in indexed(index)
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == ((), ())
    citation = cited(index)
    for language, remark in REMARKS.items():
        assert citation.render(language).endswith(remark)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("language", REMARKS)
def test_every_style_and_format_says_so(
    corpus: Path, index: Path, copy: Path, style: Style, language: str
) -> None:
    add_text(corpus, copy, by="Ottoline")
    build(corpus, index)
    citation = cited(index)
    own = {Style.MEXICAN: "es", Style.MCGILL: "fr" if language == "fr" else "en"}
    remark, day = REMARKS[own.get(style, language)], "2024-05-06"
    for written in (full(citation, style, language, day), short(citation, style, language, 1)):
        assert remark in "".join(run.text for run in written)
    for format in ReferenceFormat:
        text = write_references(references([(citation, day)], language), format)
        assert REMARKS[language] in text


def test_a_text_put_there_by_hand_is_the_keepers(corpus: Path, index: Path, copy: Path) -> None:
    copy.rename(corpus / copy.name)
    build(corpus, index)
    assert (
        cited(index).render().endswith("[copy provided by the keeper of these texts, not verified]")
    )
    assert DIGEST in indexed(index)


def test_what_is_confirmed_is_the_official_text(corpus: Path, index: Path, copy: Path) -> None:
    add_text(corpus, copy, by="Ottoline")
    build(corpus, index)
    source = copy_of(corpus, ID)
    assert source.entry.provided_by == "Ottoline"
    confirm_copy(corpus, ID, source.sha256, "Port Master")
    assert build(corpus, index).superseded == (DIGEST,)
    assert "verified" not in cited(index).render()
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == ((), ())
    with raises_code(CorpusError, "confirm_verified"):
        copy_of(corpus, ID)


def test_another_file_is_not_confirmed_with_it(corpus: Path, index: Path, copy: Path) -> None:
    add_text(corpus, copy)
    sha256 = copy_of(corpus, ID).sha256
    (corpus / copy.name).write_text(f"{OFFICIAL}\nA lie.\n", "utf-8")
    with raises_code(CorpusError, "confirm_changed"):
        confirm_copy(corpus, ID, sha256, "Port Master")
    confirm_copy(corpus, ID, copy_of(corpus, ID).sha256, "Port Master")
    (corpus / copy.name).write_text(f"{OFFICIAL}\nAnother lie.\n", "utf-8")
    assert build(corpus, index).superseded == ()


def test_what_cannot_be_confirmed(corpus: Path) -> None:
    with raises_code(CorpusError, "confirm_not_official"):
        copy_of(corpus, "puertos-2022")
    with raises_code(UnknownDocumentError, "not_in_corpus"):
        copy_of(corpus, "harbour-2022")


def test_a_checksum_of_the_catalogue_verifies_a_copy(corpus: Path, index: Path, copy: Path) -> None:
    catalogue = corpus / CATALOGUE
    line = f'url = "{URL}"\n'
    text = catalogue.read_text("utf-8").replace(line, f'{line}sha256 = "{file_hash(copy)}"\n')
    catalogue.write_text(text, "utf-8")
    source = add_text(corpus, copy, details=Details(kind="report"), by="Ottoline")
    assert source.entry.is_verified and source in scan_corpus(corpus)
    assert build(corpus, index).superseded == (DIGEST,)


def test_what_changes_between_scan_and_reading_is_not_verified(
    corpus: Path, index: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_text(corpus, copy)
    confirm_copy(corpus, ID, copy_of(corpus, ID).sha256, "Port Master")

    def scan(folder: Path) -> object:
        sources = scan_corpus(folder)
        (corpus / copy.name).write_text(f"{OFFICIAL}\nA lie.\n", "utf-8")
        return sources

    monkeypatch.setattr(building, "scan_corpus", scan)
    assert build(corpus, index).superseded == ()
    assert cited(index).provided_by == ""
