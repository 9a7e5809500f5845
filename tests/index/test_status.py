from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.documents.document import Flaw, Quality
from cmp_search.documents.source import file_hash
from cmp_search.errors import CorpusError, NoIndexError, UnknownDocumentError
from cmp_search.index.engines import open_index
from cmp_search.index.manifest import VectorKind
from cmp_search.index.status import DocumentDetail, document_detail, read_status, vector_search
from tests.index.building import ALL, build
from tests.raising import raises_code
from tests.sample import OFFICIAL


def detail_of(index: Path, id: str) -> DocumentDetail:
    with closing(open_index(str(index))) as opened:
        return document_detail(opened, id)


def test_it_counts_what_is_indexed(corpus: Path, index: Path) -> None:
    status = read_status(corpus, str(index))
    assert tuple(found.entry.id for found in status.documents) == ALL
    assert sum(found.passages for found in status.documents) == status.manifest.passage_count
    assert all(found.characters and found.sections for found in status.documents)
    assert (status.pending, status.gone) == ((), ())


def test_it_names_what_a_build_would_do(corpus: Path, index: Path) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    (corpus / "harbour-2021.md").write_text("# Fog\n\nAnother text.\n", "utf-8")
    (corpus / "ports-2021.html").unlink()
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == (("harbour-2021", "note"), ("ports-2021",))
    build(corpus, index)
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == ((), ())


def test_a_superseded_digest_is_not_pending(corpus: Path, index: Path) -> None:
    (corpus / "harbour-2020.md").write_text(OFFICIAL, "utf-8")
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == (("harbour-2020",), ())
    build(corpus, index)
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == ((), ())
    (corpus / "harbour-2020.md").unlink()
    status = read_status(corpus, str(index))
    assert (status.pending, status.gone) == (("harbour-2020-digest",), ("harbour-2020",))


def test_a_digest_of_a_text_that_cannot_be_read_is_still_there(corpus: Path, index: Path) -> None:
    (corpus / "harbour-2020.pdf").write_bytes(b"no PDF")
    for _ in range(2):
        status = read_status(corpus, str(index))
        assert (status.pending, status.gone) == (("harbour-2020",), ())
        assert "harbour-2020-digest" in [one.entry.id for one in status.documents]
        assert build(corpus, index).failed


def test_there_must_be_an_index_and_a_corpus(corpus: Path, index: Path, tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        read_status(corpus, str(tmp_path / "nowhere"))
    with pytest.raises(CorpusError):
        read_status(tmp_path / "nowhere", str(index))


def test_it_names_the_editions_of_each_document(corpus: Path, index: Path) -> None:
    found = {
        s.entry.id: [e.id for e in s.editions] for s in read_status(corpus, str(index)).documents
    }
    assert found["ports-2021"] == found["harbour-2021"] == ["harbour-2021", "ports-2021"]
    assert found["puertos-2022"] == ["puertos-2022"]


def test_it_says_how_well_each_document_was_read(corpus: Path, index: Path) -> None:
    (corpus / "note.txt").write_bytes("Una señal de humo.".encode("cp1252"))
    build(corpus, index)
    found = {s.entry.id: s.quality for s in read_status(corpus, str(index)).documents}
    assert found["note"].warnings == (Flaw.GUESSED_ENCODING,)
    assert found["harbour-2021"] == Quality(words=found["harbour-2021"].words)


def test_a_document_is_described_section_by_section(corpus: Path, index: Path) -> None:
    detail = detail_of(index, "harbour-2021")
    assert detail.edition == file_hash(corpus / "harbour-2021.md")
    assert detail.status in read_status(corpus, str(index)).documents
    assert [(one.path, one.paragraphs) for one in detail.sections] == [
        (("Part I: Background",), 1),
        (("Part II: Groups",), 0),
        (("Part II: Groups", "Lens Working Group"), 6),
        (("Part II: Groups", "Bread Working Group"), 1),
    ]
    assert [one.number for one in detail.sections] == [1, 2, 3, 4]
    assert detail.sections[-1].end == detail.status.characters
    assert sum(one.passages for one in detail.sections) == detail.status.passages


def test_sections_have_their_anchors(corpus: Path, index: Path) -> None:
    page = corpus / "ports-2021.html"
    page.write_text(page.read_text("utf-8").replace("<h2>C", "<h2 id=contexte>C"), "utf-8")
    build(corpus, index)
    found = detail_of(index, "ports-2021").sections
    assert [one.anchor for one in found] == ["contexte", None]


def test_a_document_that_is_not_indexed_is_unknown(index: Path) -> None:
    with raises_code(UnknownDocumentError, "unknown_document"):
        detail_of(index, "nowhere")


def test_it_says_how_vectors_are_searched(corpus: Path, index: Path) -> None:
    manifest = read_status(corpus, str(index)).manifest
    expected = "Passages are compared one by one; sentences are compared one by one."
    assert vector_search(manifest) == expected
    large = replace(manifest, sentence_vectors=VectorKind("codes", 16, 14_000))
    assert vector_search(large) == (
        "Passages are compared one by one; sentences are compared by short codes, "
        "the 14,000 nearest of them by 16-bit ones."
    )
