"""Compiled blobs: used as they were written, or deleted so that they are compiled again."""

from pathlib import Path

import pytest

from cmp_search.encoders.e5.compiled import SUMS, damaged_blobs, drop_damaged, list_blobs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / f"{name}.blob").write_bytes(f"compiled {name}".encode())
    list_blobs(tmp_path)
    return tmp_path


def blobs(folder: Path) -> list[str]:
    return sorted(blob.name for blob in folder.glob("*.blob"))


def test_what_is_as_it_was_written_stays(folder: Path) -> None:
    drop_damaged(folder)
    assert blobs(folder) == ["one.blob", "two.blob"]


def test_a_changed_one_goes(folder: Path) -> None:
    (folder / "one.blob").write_bytes(b"compiled ond")
    assert damaged_blobs(folder) == [folder / "one.blob"]
    drop_damaged(folder)
    assert damaged_blobs(folder) == []
    assert blobs(folder) == ["two.blob"]


def test_one_that_is_not_listed_goes(folder: Path) -> None:
    (folder / "three.blob").write_bytes(b"from an interrupted run")
    drop_damaged(folder)
    assert blobs(folder) == ["one.blob", "two.blob"]


def test_a_new_one_is_listed(folder: Path) -> None:
    (folder / "three.blob").write_bytes(b"compiled three")
    list_blobs(folder)
    drop_damaged(folder)
    assert blobs(folder) == ["one.blob", "three.blob", "two.blob"]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff"])
def test_a_damaged_list_costs_compiling_only(folder: Path, content: bytes) -> None:
    (folder / SUMS).write_bytes(content)
    drop_damaged(folder)
    assert blobs(folder) == []


def test_no_folder_is_nothing(tmp_path: Path) -> None:
    drop_damaged(tmp_path / "none")
    list_blobs(tmp_path / "none")
    assert not (tmp_path / "none").exists()
