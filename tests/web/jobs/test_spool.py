"""The spool: how much may wait, what is withdrawn, and records that cannot be read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.errors import CorpusError, RateError
from cmp_search.gate.limits import Backlog
from cmp_search.web.jobs.job import Change, Job, Order
from cmp_search.web.jobs.queue import Queue
from cmp_search.web.jobs.spool import Spool
from tests.index.building import state
from tests.raising import raises_code
from tests.web.jobs.working import ANNA, NEVER, NOTE


def test_who_has_many_waiting_waits_and_all_together_too(corpus: Path) -> None:
    limits = Backlog(each=2, all=3, bytes=100, ended=2)
    spool = Spool(corpus, limits)

    def accept(owner: str, data: bytes = NOTE) -> Job:
        return spool.accept(Order(Change.ADD, "a", "a", owner), "a.txt", data)

    accept("anna")
    with raises_code(RateError, "queue_large"):
        accept("anna", b"x" * 90)
    accept("anna")
    with raises_code(RateError, "queue_own"):
        accept("anna")
    first = accept("bruno")
    with raises_code(RateError, "queue_full"):
        accept("clara")
    assert spool.withdraw(first)
    assert not spool.withdraw(first)
    accept("clara")
    assert len(list(spool.folder.glob("*.file/a.txt"))) == 3


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("000000001-0123abcd.waiting.json", lambda path: path.write_bytes(b"")),
        ("000000001-0123abcd.waiting.json", lambda path: path.write_bytes(b"[" * 100_000)),
        ("000000001-0123abcd.waiting.json", Path.mkdir),
        pytest.param(
            "000000001-0123abcd.waiting.json",
            lambda path: os.mkfifo(path),
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes"),
        ),
        ("000000001-0123abcd.begun.old.json", Path.touch),
        ("000000001-0123abcd.gone.json", Path.touch),
        ("1.json", Path.touch),
        ("1e9-0123abcd.waiting.json", Path.touch),
    ],
)
def test_a_record_that_cannot_be_read_is_told_once_and_hinders_none(
    corpus: Path, caplog: pytest.LogCaptureFixture, name: str, make: Callable[[Path], object]
) -> None:
    spool = Spool(corpus)
    (spool.folder / "000000001-0123abcd.file").mkdir(parents=True)
    os.utime(spool.folder / "000000001-0123abcd.file", (0, 0))
    make(spool.folder / name)
    job = spool.accept(Order(Change.REMOVE, "note", "note", ANNA.key))
    assert spool.jobs() == (job,)
    with spool.working():
        assert spool.jobs() == (job,)
    assert [record.getMessage() for record in caplog.records] == [f"order_unread file={name}"]
    is_of_it = name.startswith("000000001-0123abcd")
    assert (spool.folder / "000000001-0123abcd.file").exists() == is_of_it


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_is_read_or_written_through_a_link(corpus: Path, tmp_path: Path) -> None:
    spool, outside = Spool(corpus), tmp_path / "outside"
    spool.accept(Order(Change.REMOVE, "note", "note", ANNA.key))
    spool.folder.rename(outside)
    outside.chmod(0o755)
    before = state(outside)
    spool.folder.symlink_to(outside)
    assert Spool(corpus).jobs() == ()
    with raises_code(CorpusError, "corpus_link", file=str(spool.folder)):
        Queue(corpus, NEVER).remove(ANNA, "note")
    assert state(outside) == before and outside.stat().st_mode & 0o777 == 0o755


def test_the_disk_that_takes_no_upload_leaves_nothing(
    queue: Queue, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "queue")

    monkeypatch.setattr("cmp_search.web.jobs.spool.write_file", full)
    with pytest.raises(OSError, match="No space"):
        queue.add(ANNA, "note.txt", NOTE)
    assert list((corpus / ".queue").glob("[!.]*")) == [] and queue.jobs() == ()
