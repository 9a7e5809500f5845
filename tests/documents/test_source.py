import hashlib
import os
from errno import EACCES, EIO, ENOENT, ESTALE
from pathlib import Path

import pytest

from cmp_search.documents import source
from cmp_search.documents.recognition import mark
from cmp_search.documents.source import (
    corpus_stamp,
    file_hash,
    files_of,
    has_no_text,
    scan_corpus,
)
from cmp_search.errors import CorpusError
from tests.documents.refusing import refuse_folder
from tests.raising import raises_code


def ids(corpus: Path) -> list[str]:
    return [found.id for found in scan_corpus(corpus)]


def test_digests_come_after_all_others(corpus: Path) -> None:
    assert ids(corpus) == ["harbour-2021", "ports-2021", "puertos-2022", "harbour-2020-digest"]


def test_a_source_has_its_hash_and_entry(corpus: Path) -> None:
    first = scan_corpus(corpus)[0]
    assert first.path == corpus / "harbour-2021.md"
    assert first.sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()
    assert first.entry.issuing_body == "Institute of Fog"


def test_folders_are_searched_and_some_files_left_out(corpus: Path) -> None:
    for name in ("more/deep/note.txt", "removed/old.txt", ".hidden.txt", ".git/x.txt", "~$x.docx"):
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", "utf-8")
    assert set(ids(corpus)) - {"note"} == set(ids(corpus)) & {
        "harbour-2021",
        "ports-2021",
        "puertos-2022",
        "harbour-2020-digest",
    }
    assert "note" in ids(corpus)


def test_a_folder_called_removed_further_down_is_a_folder_like_others(corpus: Path) -> None:
    (corpus / "more" / "removed").mkdir(parents=True)
    (corpus / "more" / "removed" / "note.txt").write_text("words", "utf-8")
    assert "note" in ids(corpus)


def test_a_corpus_that_is_missing_or_empty(tmp_path: Path) -> None:
    with raises_code(CorpusError, "no_corpus"):
        scan_corpus(tmp_path / "nowhere")
    (tmp_path / "catalogue.toml").write_text("", "utf-8")
    with raises_code(CorpusError, "corpus_empty"):
        scan_corpus(tmp_path)


def test_two_files_with_one_id_are_both_named(corpus: Path) -> None:
    (corpus / "harbour-2021.txt").write_text("words", "utf-8")
    with raises_code(CorpusError, "same_id", one="harbour-2021.txt", other="harbour-2021.md"):
        scan_corpus(corpus)


def test_a_file_that_cannot_be_opened_is_left_to_its_reader(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> str:
        if path.suffix == ".md":
            raise PermissionError(13, "Permission denied")
        return file_hash(path)

    monkeypatch.setattr(source, "file_hash", refuse)
    hashes = {found.id: found.sha256 for found in scan_corpus(corpus)}
    assert hashes["harbour-2021"] == ""
    assert len(hashes["ports-2021"]) == 64


def test_the_stamp_changes_with_the_files_and_not_otherwise(corpus: Path, tmp_path: Path) -> None:
    stamps = [corpus_stamp(corpus)]
    assert corpus_stamp(corpus) == stamps[0]
    (corpus / "note.txt").write_text("One.", "utf-8")
    stamps.append(corpus_stamp(corpus))
    (corpus / "note.txt").write_text("Three.", "utf-8")
    stamps.append(corpus_stamp(corpus))
    (corpus / "note.txt").rename(corpus / "oars.txt")
    stamps.append(corpus_stamp(corpus))
    assert len({*stamps}) == len(stamps)
    (corpus / ".queue").mkdir()
    (corpus / ".queue" / "note.txt").write_text("One.", "utf-8")
    assert corpus_stamp(corpus) == stamps[-1], "what is hidden is no text"
    assert corpus_stamp(tmp_path / "nowhere") == corpus_stamp(tmp_path / "neither")


# Scans and their recognised PDFs


def recognised(corpus: Path) -> Path:
    """The recognised PDF of a scan, both in the corpus."""
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.4 a scan")
    path = corpus / "scan.ocr.pdf"
    path.write_bytes(b"%PDF-1.4 its text")
    mark(path, file_hash(corpus / "scan.pdf"))
    return path


def scans(corpus: Path) -> list[tuple[str, str, str]]:
    found = [source for source in scan_corpus(corpus) if "scan" in source.id]
    return [(source.id, source.path.name, source.entry.file or "") for source in found]


def test_a_recognised_pdf_is_read_in_place_of_its_scan(corpus: Path) -> None:
    path = recognised(corpus)
    assert scans(corpus) == [("scan", "scan.ocr.pdf", "scan.pdf")]
    (found,) = [source for source in scan_corpus(corpus) if source.id == "scan"]
    assert found.sha256 == file_hash(path)
    assert files_of(corpus, "scan") == [corpus / "scan.pdf"]


def test_a_recognised_pdf_of_an_older_scan_is_left_out(corpus: Path) -> None:
    recognised(corpus)
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.4 another scan")
    assert scans(corpus) == [("scan", "scan.pdf", "scan.pdf")]


def test_a_file_that_only_has_such_a_name_is_a_document(corpus: Path) -> None:
    recognised(corpus).write_bytes(b"%PDF-1.4 somebody's own")
    names = [("scan", "scan.pdf", "scan.pdf"), ("scan.ocr", "scan.ocr.pdf", "scan.ocr.pdf")]
    assert scans(corpus) == names


def test_a_recognised_pdf_without_its_scan_is_a_document(corpus: Path) -> None:
    recognised(corpus)
    (corpus / "scan.pdf").unlink()
    assert scans(corpus) == [("scan.ocr", "scan.ocr.pdf", "scan.ocr.pdf")]


def test_a_file_that_goes_away_meanwhile_counts_as_gone(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = corpus_stamp(corpus)
    listed = [*os.walk(corpus), (str(corpus), [], ["gone.txt"])]
    monkeypatch.setattr(os, "walk", lambda _: iter(listed))
    assert corpus_stamp(corpus) == before


def test_a_folder_that_goes_away_meanwhile_has_no_texts(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids(corpus), corpus_stamp(corpus)
    (corpus / "more").mkdir()
    (corpus / "more" / "note.txt").write_text("words", "utf-8")
    refuse_folder(corpus / "more", ENOENT, monkeypatch)
    assert (ids(corpus), corpus_stamp(corpus)) == before


@pytest.mark.parametrize("number", [EACCES, EIO, ESTALE])
def test_a_folder_that_cannot_be_listed_is_not_empty(
    corpus: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = corpus / "more"
    closed.mkdir()
    refuse_folder(closed, number, monkeypatch)
    reason = os.strerror(number)
    with raises_code(CorpusError, "corpus_closed", folder=str(closed), reason=reason):
        scan_corpus(corpus)
    assert not has_no_text(corpus)


# What is no file of the corpus


def refusals(corpus: Path) -> dict[str, str]:
    return {found.path.name: str(found.refused) for found in scan_corpus(corpus) if found.refused}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_corpus_is_named_and_not_followed(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "more").mkdir()
    (corpus / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "up.txt").symlink_to("../secret.txt")
    (corpus / "more").symlink_to(tmp_path / "more")
    (corpus / "lost.txt").symlink_to(tmp_path / "nothing.txt")
    names = ("lost.txt", "more", "secret.txt", "up.txt")
    assert refusals(corpus) == dict.fromkeys(names, "link_outside")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_within_the_corpus_is_a_file_of_it(corpus: Path) -> None:
    (corpus / "below").mkdir()
    (corpus / "below" / "note.txt").write_text("words", "utf-8")
    (corpus / "same.txt").symlink_to("below/note.txt")
    (corpus / "folder").symlink_to("below")
    assert refusals(corpus) == {}
    assert {"note", "same"} <= {*ids(corpus)} and "folder" not in ids(corpus)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_links_in_a_circle_are_named(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    os.mkfifo(corpus / "scan.ocr.pdf")
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.4 a scan")
    (corpus / "circle.txt").symlink_to("circle.txt")
    found = refusals(corpus)
    assert (found["pipe.txt"], found["circle.txt"]) == ("not_a_file", "not_a_file")
    assert scans(corpus)[0][1] == "scan.pdf"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_recognised_pdf_elsewhere_is_not_read(corpus: Path, tmp_path: Path) -> None:
    recognised(corpus).rename(tmp_path / "scan.ocr.pdf")
    (corpus / "scan.ocr.pdf").symlink_to(tmp_path / "scan.ocr.pdf")
    assert scans(corpus) == [("scan", "scan.pdf", "scan.pdf")]
