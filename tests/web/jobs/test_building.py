"""The work in a process of its own: what it is given, and what is left where it is killed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from cmp_search.encoders.e5.fast import THREADS
from cmp_search.index.embedded.folder import locked
from cmp_search.library import Library
from cmp_search.web.jobs.building import Builder, command, environment
from cmp_search.web.jobs.job import EVENT, WORK, Change, Event, Order, Task, Work
from cmp_search.web.jobs.queue import Queue
from tests.index.building import ALL, indexed
from tests.web.jobs.working import ANNA, NOTE, ended, within

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    return Library(corpus, index, "fake")


def test_texts_are_added_by_a_process_that_tells_its_steps(library: Library) -> None:
    file = library.corpus.parent / "note.txt"
    file.write_bytes(NOTE)
    events: list[Event] = []
    task = Task("1", Order(Change.ADD, "note", "A note", "anna"), file)
    Builder(library.corpus, library.index_address, "fake", "none")([task], events.append)
    steps = [event.step.document for event in events if event.step]
    assert steps[0] == "note" and events[-1].name == "1"
    assert events[-1].outcome and events[-1].outcome.is_done and events[-1].outcome.addition
    assert indexed(Path(library.index_address)) == tuple(sorted([*ALL, "note"]))


@contextmanager
def waiting_for_lock(library: Library) -> "Iterator[Popen[bytes]]":
    """The process at work, which waits for a lock and has said so; it is not there afterwards."""
    order = Order(Change.REMOVE, "ports-2021", "Ports", "anna")
    work = Work(library.corpus, library.index_address, "fake", "none", (Task("1", order),))
    with (
        locked(Path(library.index_address)),
        Popen(command(), stdin=PIPE, stdout=PIPE, env=environment()) as process,
    ):
        assert process.stdin and process.stdout
        process.stdin.write(WORK.dump_json(work) + b"\n")
        process.stdin.flush()
        event = EVENT.validate_json(process.stdout.readline())
        assert event.waits_for and event.waits_for.pid == os.getpid()
        try:
            yield process
        finally:
            process.kill()


@posix
def test_it_stands_back_and_says_whom_it_waits_for(library: Library) -> None:
    with waiting_for_lock(library) as process:
        niceness = os.getpriority(os.PRIO_PROCESS, process.pid)
        assert niceness == 19
    assert environment()[THREADS] == "1"


def test_it_ends_with_the_server(library: Library) -> None:
    with waiting_for_lock(library) as process:
        assert process.stdin
        process.stdin.close()  # As the system does, however the server ended.
        assert process.wait(20) == 1
    assert indexed(Path(library.index_address)) == ALL


def test_where_it_is_killed_the_job_is_done_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes: list[Popen[bytes]] = []

    def started(*args: Any, **options: Any) -> "Popen[bytes]":
        processes.append(Popen(*args, **options))
        return processes[-1]

    monkeypatch.setattr("cmp_search.web.jobs.building.subprocess.Popen", started)
    index = library.index_address
    queue = Queue(library.corpus, Builder(library.corpus, index, "fake", "none"))
    with locked(Path(index)):
        job = queue.add(ANNA, "note.txt", NOTE)
        within(lambda: (library.corpus / "note.txt").exists())
        processes[0].kill()
        within(lambda: len(processes) == 2)
    done = ended(queue, job)
    assert done.outcome.is_done and done.record.tries == 2
    assert indexed(Path(index)) == tuple(sorted([*ALL, "note"]))
