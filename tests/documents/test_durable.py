import os
from pathlib import Path

import pytest

from cmp_search.documents import durable
from cmp_search.documents.durable import beside, replace, write_file


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is flushed and renamed, in order, by name."""
    found: list[str] = []
    sync, rename, flush = durable._sync, os.replace, os.fsync

    def synced(path: Path, flags: int) -> None:
        found.append(f"sync {path.name}")
        sync(path, flags)

    def renamed(source: Path, target: Path) -> None:
        found.append(f"rename {target.name}")
        rename(source, target)

    def flushed(handle: int) -> None:
        found.append("flush")
        flush(handle)

    monkeypatch.setattr(durable, "_sync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    monkeypatch.setattr(os, "fsync", flushed)
    return found


def test_a_file_is_on_disk_before_its_name_is_and_then_the_folder(
    tmp_path: Path, calls: list[str]
) -> None:
    path = tmp_path / "record.json"
    for data in (b"one", b"two"):
        write_file(path, data)
        assert path.read_bytes() == data
    assert calls == 2 * ["flush", "rename record.json", f"sync {tmp_path.name}", "flush"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_rename_into_another_folder_is_flushed_in_both(tmp_path: Path, calls: list[str]) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "here" / "file").touch()
    replace(tmp_path / "here" / "file", tmp_path / "there" / "file")
    assert calls == ["rename file", "sync there", "flush", "sync here", "flush"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_is_at_no_moment_open_to_others_if_it_is_not_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "record.json"
    for old in (path, beside(path)):
        old.touch()
        old.chmod(0o666)
    modes: list[int] = []
    rename = os.replace

    def renamed(source: Path, target: Path) -> None:
        modes.append(source.stat().st_mode & 0o777)
        rename(source, target)

    monkeypatch.setattr(os, "replace", renamed)
    before = os.umask(0o022)
    try:
        write_file(path, b"one", 0o600)
        write_file(path, b"two")
    finally:
        os.umask(before)
    assert modes == [0o600, 0o644]


@pytest.mark.parametrize("name", ["record.json", ".record.json"])
def test_what_is_half_written_has_a_hidden_name(tmp_path: Path, name: str) -> None:
    assert beside(tmp_path / name) == tmp_path / ".record.json.new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "record.json"
    write_file(path, b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
