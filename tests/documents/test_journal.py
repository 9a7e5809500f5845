"""A change of the corpus, whenever it is cut short."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from cmp_search.documents import journal
from cmp_search.documents.journal import FOLDER, JOURNAL, LOCK, Draft, changing, finish, interrupted
from cmp_search.documents.lock import Waiting
from cmp_search.errors import CorpusError
from tests.raising import raises_code


class Killed(BaseException):
    """What a kill is in these tests: nothing that comes after it is done."""


BEFORE = {"oars.txt": "Oars of ash.", "fog.txt": "Fog."}
AFTER = {"oars.txt": "Oars of oak.", "sails.txt": "Sails.", "removed/oars.txt": "Oars of ash."}


def written(folder: Path) -> Path:
    """A folder with the texts of before."""
    folder.mkdir(exist_ok=True)
    for name, text in BEFORE.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def little_to_collect() -> Iterator[None]:
    """What there was before a test is not gone through each time that something is killed."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(LOCK)
    }


def draft_all(change: Draft) -> None:
    """Every kind of step: a text that is replaced, one that is new, and one that goes."""
    change.keep(change.corpus / "oars.txt")
    change.put(change.corpus / "oars.txt", b"Oars of oak.")
    change.put(change.corpus / "sails.txt", b"Sails.")
    change.drop(change.corpus / "fog.txt")


def change_all(folder: Path) -> None:
    with changing(folder, "oars") as change:
        draft_all(change)


def test_a_change_is_made_and_leaves_nothing_behind(folder: Path) -> None:
    change_all(folder)
    assert contents(folder) == AFTER
    assert interrupted(folder) is None


CALLS = ("replace", "unlink", "fsync", "mkdir", "rmdir")


def killed_at(n: int, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> bool:
    """Do something that is killed at its n-th call that changes a disk; whether it came to that."""
    count = 0

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def counting(*arguments: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count >= n:  # Once killed, not even what cleans up is done.
                raise Killed
            return call(*arguments, **options)

        return counting

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, counted(getattr(os, name)))
        with suppress(Killed):
            act()
    # The lock goes with the process that was killed; here, with the last that refers to it.
    gc.collect()
    return count >= n


def test_whenever_it_is_cut_short_it_is_as_before_or_as_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, seen = 0, set()
    was_killed = True
    while was_killed:
        n += 1
        folder = written(tmp_path / str(n))
        was_killed = killed_at(n, monkeypatch, partial(change_all, folder))
        decided = interrupted(folder) is not None
        finish(folder)
        found = contents(folder)
        assert found in (BEFORE, AFTER), (n, found)
        assert not (folder / FOLDER).exists()
        assert found == AFTER or not decided
        seen.add(found == AFTER)
    assert n > 10 and seen == {True, False}


def test_even_completing_it_can_be_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, was_killed = 0, True
    while was_killed:
        n += 1
        folder = written(tmp_path / str(n))
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(journal, "_finish", _stop)
            change_all(folder)
        assert interrupted(folder)
        was_killed = killed_at(n, monkeypatch, partial(finish, folder))
        finish(folder)
        assert contents(folder) == AFTER
    assert n > 5


def _stop(corpus: Path) -> None:
    if (corpus / FOLDER / JOURNAL).exists():
        raise Killed


def test_what_fails_within_changes_nothing(folder: Path) -> None:
    with pytest.raises(OSError, match="full"), changing(folder, "oars") as change:
        draft_all(change)
        raise OSError("full")
    assert contents(folder) == BEFORE


@pytest.mark.parametrize("text", ["{", "", '{"id": "x", "date": "", "steps": 1}'])
def test_a_damaged_journal_is_none(folder: Path, text: str) -> None:
    (folder / FOLDER).mkdir()
    (folder / FOLDER / JOURNAL).write_text(text, "utf-8")
    finish(folder)
    assert contents(folder) == BEFORE


@pytest.mark.parametrize("place", ["../elsewhere.txt", "/tmp/elsewhere.txt", "a/../../b"])
def test_a_journal_that_leads_out_of_the_corpus_does_nothing(folder: Path, place: str) -> None:
    (folder / FOLDER).mkdir()
    step = f'{{"source": "oars.txt", "target": "{place}"}}'
    text = f'{{"id": "x", "date": "", "steps": [{step}]}}'
    (folder / FOLDER / JOURNAL).write_text(text, "utf-8")
    finish(folder)
    assert contents(folder) == BEFORE


def test_names_in_removed_are_never_used_twice(folder: Path) -> None:
    for text in ("1", "2", "3"):
        with changing(folder, "oars") as change:
            change.keep(folder / "oars.txt")
            change.put(folder / "oars.txt", text.encode())
    kept = {path.name for path in (folder / "removed").iterdir()}
    assert kept == {"oars.txt", "oars-2.txt", "oars-3.txt"}


def test_one_change_at_a_time(folder: Path) -> None:
    refused: list[bool] = []

    def other() -> None:
        with raises_code(CorpusError, "corpus_busy"):
            finish(folder, Waiting(0))
        refused.append(True)

    with changing(folder, "oars"):
        thread = Thread(target=other)
        thread.start()
        thread.join()
    assert refused


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", [FOLDER, LOCK, "removed"])
def test_nothing_is_written_through_a_link_out_of_the_corpus(tmp_path: Path, name: str) -> None:
    corpus, outside = written(tmp_path / "corpus"), tmp_path / "outside"
    outside.mkdir()
    (corpus / name).symlink_to(outside)
    with raises_code(CorpusError, "corpus_link", file=str(corpus / name)):
        with changing(corpus, "oars") as change:
            change.keep(corpus / "oars.txt")
    assert not any(outside.iterdir()) and (corpus / "oars.txt").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file may have any bytes as name")
def test_a_file_whose_name_is_in_no_encoding_is_not_moved(folder: Path) -> None:
    file = folder / os.fsdecode(b"oars \xff.txt")
    file.write_text("Oars of elm.", "utf-8")
    with raises_code(
        CorpusError, "corpus_name", file=f"{folder}/oars \N{REPLACEMENT CHARACTER}.txt"
    ):
        with changing(folder, "oars") as change:
            change.keep(file)
    assert file.is_file() and interrupted(folder) is None
