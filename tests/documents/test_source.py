import hashlib
from pathlib import Path

import pytest

from cmp_search.documents import source
from cmp_search.documents.source import corpus_stamp, file_hash, scan_corpus
from cmp_search.errors import CorpusError
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
    assert corpus_stamp(tmp_path / "nowhere") == corpus_stamp(tmp_path / "neither")
