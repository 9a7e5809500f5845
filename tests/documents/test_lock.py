import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmp_search.documents import lock
from cmp_search.documents.lock import (
    NOT_AT_ALL,
    Holder,
    Waiting,
    holder,
    holder_record,
    locked,
)
from cmp_search.errors import BusyError
from tests.raising import raises_code


def busy(held: Holder) -> BusyError:
    return BusyError("index_busy", folder=held.who)


@contextmanager
def held(path: Path, who: str = "") -> Iterator[threading.Event]:
    """Another thread has the lock, until the event is set or the block ends."""
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(path, busy, who=who):
            inside.set()
            leave.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait()
    try:
        yield leave
    finally:
        leave.set()
        thread.join()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    return tmp_path / ".lock"


def test_the_holder_is_named_while_the_lock_is_held(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/cmp-search", "index", "--corpus", "secret"])
    monkeypatch.setenv("LOGNAME", "ana")
    with locked(path, busy):
        found = holder(path)
        age = datetime.now(UTC) - datetime.fromisoformat(found.since)
    assert (found.who, found.command, found.pid) == ("ana", "cmp-search index", os.getpid())
    assert 0 <= age.total_seconds() < 60
    assert not holder_record(path).exists()
    assert holder(path) == Holder()


def test_a_word_that_may_name_a_file_is_not_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["build.py", "/home/ana/secret"])
    with locked(path, busy, who="bo@example.org"):
        assert (holder(path).who, holder(path).command) == ("bo@example.org", "build.py")


@pytest.mark.parametrize("seconds", [0, 0.02, 0.2])
def test_whoever_does_not_wait_longer_is_refused_with_the_holders_name(
    path: Path, seconds: float
) -> None:
    told: list[str] = []
    waiting = Waiting(seconds, lambda other: told.append(other.who))
    with held(path, "ana"):
        with raises_code(BusyError, "index_busy", folder="ana"):
            with locked(path, busy, waiting):
                raise AssertionError("two have it")
    assert told == (["ana"] if seconds > lock.PATIENCE else [])
    with locked(path, busy, NOT_AT_ALL):
        pass


@pytest.mark.parametrize("seconds", [None, 60])
def test_whoever_waits_is_told_once_and_then_has_his_turn(
    path: Path, seconds: float | None
) -> None:
    told: list[Holder] = []
    with held(path, "ana") as leave:

        def on_wait(other: Holder) -> None:
            told.append(other)
            leave.set()

        with locked(path, busy, Waiting(seconds, on_wait), who="bo"):
            assert holder(path).who == "bo"
    assert [other.who for other in told] == ["ana"]


@pytest.mark.parametrize("left", ["", "{", "[]", '{"pid": "x"}', "\0"])
def test_what_a_killed_holder_left_is_overwritten(path: Path, left: str) -> None:
    holder_record(path).write_text(left)
    assert holder(path) == Holder()
    with locked(path, busy, who="ana"):
        assert holder(path).who == "ana"


def test_a_holder_without_a_name_holds_it_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    with locked(path, busy):
        assert holder(path).who == ""


def test_a_disk_that_takes_no_name_is_no_hindrance(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with locked(path, busy):
        assert holder(path) == Holder()
