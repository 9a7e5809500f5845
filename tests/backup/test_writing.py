"""Writing a backup: it is whole or not there, and goes nowhere that it should not."""

import os
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest

import cmp_search
from cmp_search.backup import writing
from cmp_search.errors import BackupError, CorpusError, NoIndexError
from cmp_search.library import Library
from tests.documents.refusing import refuse_folder
from tests.raising import raises_code


def test_a_backup_is_whole_or_not_there(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing._copied

    def changing(path: Path, copy: Any) -> Any:
        if path.name == "harbour-2021.md":
            path.write_text("Other words.", "utf-8")
        return real(path, copy)

    monkeypatch.setattr(writing, "_copied", changing)
    with raises_code(BackupError, "backup_changed"):
        library.backup(tmp_path / "new.zip")
    assert not list(tmp_path.glob("*.zip*")) and not list(tmp_path.glob(".*.new"))


def test_no_backup_is_made_without_a_folder_that_cannot_be_listed(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.corpus / "more").mkdir()
    refuse_folder(library.corpus / "more", EACCES, monkeypatch)
    with raises_code(CorpusError, "corpus_closed", folder=str(library.corpus / "more")):
        library.backup(tmp_path / "new.zip")
    assert not list(tmp_path.glob("*.zip*"))


def test_where_a_backup_cannot_be_written(library: Library, file: Path, tmp_path: Path) -> None:
    with raises_code(BackupError, "backup_exists", file=str(file)):
        library.backup(file)
    for folder in (library.corpus, Path(library.index_address)):
        with raises_code(BackupError, "backup_inside", folder=str(folder)):
            library.backup(folder / "new.zip")
    with raises_code(BackupError, "backup_folder", folder=str(tmp_path / "none")):
        library.backup(tmp_path / "none" / "new.zip")
    with pytest.raises(NoIndexError):
        cmp_search.open(library.corpus, tmp_path / "none", "fake").backup(tmp_path / "new.zip")
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_that_could_not_be_restored_is_named(library: Library, tmp_path: Path) -> None:
    (library.corpus / "a\\b.txt").write_text("A note.", "utf-8")
    with raises_code(BackupError, "backup_name", file=str(library.corpus / "a\\b.txt")):
        library.backup(tmp_path / "new.zip")
