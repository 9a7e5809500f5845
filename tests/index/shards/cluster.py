"""A Dask scheduler and workers as processes of their own, which tests may kill."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from tests.conftest import CHECKOUT

WITHIN = 60.0
"""Seconds that anything may take on a busy machine."""
Process = subprocess.Popen[bytes]


class Cluster:
    """One scheduler and its workers; `address` is where the scheduler listens."""

    def __init__(self, place: Path, workers: int) -> None:
        """Start them; their working folders and what they print are in `place`."""
        place.mkdir()
        self._place, self._file = place, place / "scheduler.json"
        self.scheduler = self._start("scheduler", "--no-dashboard", "--port", "0")
        # The file is there before what is in it.
        until(lambda: self._file.is_file() and self._file.read_bytes().endswith(b"}"))
        self.address: str = json.loads(self._file.read_text("utf-8"))["address"]
        self.workers = [self._worker(number) for number in range(workers)]

    def _worker(self, number: int) -> Process:
        threads = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", str(number))
        return self._start("worker", *threads, "--local-directory", str(self._place / str(number)))

    def _start(self, role: str, *options: str) -> Process:
        module = f"distributed.cli.dask_{role}"
        command = [sys.executable, "-m", module, "--host", "127.0.0.1", *options]
        command += ["--scheduler-file", str(self._file)]
        with (self._place / f"{role}.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=CHECKOUT)

    def close(self) -> None:
        """End all of them."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster(place: Path, workers: int = 2) -> Iterator[Cluster]:
    """A cluster that ends with the block."""
    started = Cluster(place, workers)
    try:
        yield started
    finally:
        started.close()


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end, tick = monotonic() + WITHIN, Event()
    while not condition():
        assert monotonic() < end, "waited in vain"
        tick.wait(0.01)


@contextmanager
def killed_after(process: Process, corpus: Path, shards: int) -> Iterator[None]:
    """While the block runs, kill a process as soon as there are so many shards."""

    def kill() -> None:
        until(lambda: len(shards_in(corpus)) >= shards)
        process.kill()

    watcher = Thread(target=kill)
    watcher.start()
    yield
    watcher.join()
    assert process.wait() != 0


def shards_in(corpus: Path) -> dict[str, int]:
    """When each finished shard was written, by its name."""
    found = (corpus / ".shards").rglob("*.*")
    return {path.name: path.stat().st_mtime_ns for path in found if path.name[0] != "."}
