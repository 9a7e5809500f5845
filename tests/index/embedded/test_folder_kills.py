"""Publishing that is killed: the last generation stays, and what was left is cleared."""

import os
import shutil
from pathlib import Path

import pytest

from cmp_search.documents import durable
from cmp_search.index.embedded import folder as index_folder
from cmp_search.index.embedded.folder import LEFT_BEHIND, WORK, current, locked
from cmp_search.index.embedded.pointer import CURRENT, read_pointer
from tests.index.embedded.publishing import publish_text, texts_of


def killed(*_: Path) -> None:
    raise KeyboardInterrupt


def test_the_generation_is_on_disk_before_the_pointer_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is flushed between the two renames, or a power cut leaves a pointer to nothing."""
    steps: list[str] = []
    sync, rename = durable._sync, os.replace

    def synced(path: Path, flags: int) -> None:
        steps.append(f"flush {path.name}")
        sync(path, flags)

    def renamed(source: Path, target: Path) -> None:
        steps.append(f"rename {source.name}")
        rename(source, target)

    publish_text(tmp_path, "one")
    monkeypatch.setattr(durable, "_sync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    publish_text(tmp_path, "two")
    folder = f"flush {tmp_path.name}"
    steps.remove("rename .lock.json.new")
    assert set(steps[:2]) == {"flush file", "flush manifest.json"}
    assert steps[2:] == [f"flush {WORK}", f"rename {WORK}", folder, "rename .CURRENT.new", folder]


def test_the_pointer_is_replaced_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    publish_text(index, "one")
    seen: list[tuple[str, str]] = []
    replace = os.replace

    def watch(source: Path, target: Path) -> None:
        before = (current(index) / "file").read_text()
        replace(source, target)
        if target.name == CURRENT:
            seen.append((before, (current(index) / "file").read_text()))
        else:
            assert (current(index) / "file").read_text() == before

    monkeypatch.setattr(os, "replace", watch)
    publish_text(index, "two")
    assert seen == [("one", "two")]


def test_a_writer_killed_before_the_pointer_moves_leaves_the_last_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    publish_text(index, "one")
    with monkeypatch.context() as patch:
        patch.setattr(index_folder, "write_pointer", killed)
        with pytest.raises(KeyboardInterrupt):
            publish_text(index, "two")
    assert (current(index) / "file").read_text() == "one"
    publish_text(index, "three")
    assert (current(index) / "file").read_text() == "three"
    assert texts_of(index) == ["one", "three"]


def test_whoever_locks_clears_what_a_killed_writer_left_though_he_builds_nothing(
    tmp_path: Path,
) -> None:
    publish_text(tmp_path, "one")
    before = {path.name for path in tmp_path.iterdir()}
    shutil.copytree(current(tmp_path), tmp_path / "g000002-0123abcd")  # Published by nobody.
    for name in LEFT_BEHIND:
        (tmp_path / name).write_text("half")
    (tmp_path / WORK).mkdir()
    with locked(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "missing", "not text"])
def test_a_damaged_pointer_removes_no_generation(tmp_path: Path, damage: str) -> None:
    for text in ("one", "two", "three"):
        publish_text(tmp_path, text)
    path = tmp_path / CURRENT
    written = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        flipped = written.replace(b" ", b"!", 1)
        path.write_bytes({"cut": written[:80], "flipped": flipped, "not text": b"\xff"}[damage])
    with locked(tmp_path):
        pass
    assert texts_of(tmp_path) == ["one", "two", "three"]
    publish_text(tmp_path, "four")
    assert texts_of(tmp_path) == ["two", "three", "four"]
    assert read_pointer(tmp_path).is_whole


def test_a_kept_generation_that_is_lost_costs_no_other(tmp_path: Path) -> None:
    lost, *_ = [publish_text(tmp_path, text) for text in ("one", "two", "three")]
    shutil.rmtree(lost)
    publish_text(tmp_path, "four")
    assert texts_of(tmp_path) == ["two", "three", "four"]


def test_leftover_work_is_cleared(tmp_path: Path) -> None:
    (tmp_path / WORK / "deep").mkdir(parents=True)
    (tmp_path / WORK / "litter").write_text("x")
    with locked(tmp_path) as work:
        assert list(work.iterdir()) == []
    assert not work.exists()
