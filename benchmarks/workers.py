"""Building with workers: texts a second by the number of workers.

`python -m benchmarks.workers CORPUS MODEL 1 2 4`: for each number, a Dask scheduler and so many
workers on this machine, each with one thread, and an index of CORPUS from nothing. Workers on one
machine share its cores: only numbers up to those of its cores say something.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from cmp_search.encoders import open_encoder
from cmp_search.index.build import build_index
from cmp_search.index.report import BuildReport


def main(corpus: Path, model: str, numbers: list[int]) -> None:
    """Print a line of a table for each number of workers."""
    encoder = open_encoder(model)
    print("| workers | passages | texts encoded | seconds | texts/s |\n|---|---|---|---|---|")
    for number in numbers:
        with TemporaryDirectory() as place, workers(Path(place), number) as address:
            start = perf_counter()
            report = build_index(
                corpus, str(Path(place) / "index"), encoder, model, workers=address
            )
            print(row(number, report, perf_counter() - start), flush=True)


def row(number: int, report: BuildReport, seconds: float) -> str:
    """A line of the table."""
    rate = report.encoded / seconds
    return f"| {number} | {report.passages} | {report.encoded} | {seconds:.1f} | {rate:.1f} |"


@contextmanager
def workers(place: Path, number: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, which end with the block."""
    file = place / "scheduler.json"
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    worker = ["--nthreads", "1", "--no-nanny", "--local-directory", str(place)]
    processes = [started("scheduler", "--port", "0", *common)]
    try:
        processes += [started("worker", *worker, *common) for _ in range(number)]
        yield address_in(file, number)
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def started(role: str, *options: str) -> subprocess.Popen[bytes]:
    """A process of Dask; what it logs is not shown."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def address_in(file: Path, number: int) -> str:
    """The scheduler's address, once it has so many workers."""
    from distributed import Client

    while not file.is_file():
        sleep(0.1)
    with Client(scheduler_file=str(file), set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)
        return str(client.scheduler.address)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], [int(number) for number in sys.argv[3:]])
