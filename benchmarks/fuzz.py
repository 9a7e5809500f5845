"""Fuzzing the readers: files changed at random must be read or refused, in time and memory.

    python -m benchmarks.fuzz [FILE …] [--count 2000] [--random 1] [--processes 2]

1. Seeds are small files of every format (see `seeds`), and any that are named.
2. Each format gets `count` files, changed from its seeds (see `mutation`), the same ones for the
   same random number; only locked PDF files are locked with new keys each time.
3. Each is read in a sandbox, like all files (see `readers.sandbox`), within ten seconds and
   1 GB.
What is read must be consistent; refusals are counted by error. A crash, a hang, an inconsistent
text or one that needs too much memory makes the exit status 1.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import gettempdir
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.mutation import mutate
from benchmarks.seeds import seeds
from cmp_search.readers.formats import format_of
from cmp_search.readers.sandbox.process import EndedError
from cmp_search.readers.sandbox.reading import CONTENT, ReadingSandbox
from tests.readers.looking import check

SECONDS = 10
BAD = ("crash", "hang", "false", "memory")
REFUSED = ("FormatError", "DamagedError", "NoTextError", "LimitError")
KEPT = Path(gettempdir()) / "cmp-search-fuzz"
"""Where files that caused a bad outcome are kept."""


def main(
    files: Annotated[list[Path] | None, typer.Argument(exists=True, dir_okay=False)] = None,
    count: Annotated[int, typer.Option(min=1)] = 2_000,
    random: Annotated[int, typer.Option()] = 1,
    processes: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Fuzz every format and print the table."""
    found = seeds()
    for file in files or ():
        found.setdefault(file.suffix.lower(), []).append(file.read_bytes())
    columns = ("read", *REFUSED, *BAD)
    table = Table("", "n", *(column.removesuffix("Error") for column in columns), box=None)
    bad = 0
    for suffix, own in found.items():
        counts = fuzz(suffix, list(cases(suffix, own, count, random)), processes)
        table.add_row(suffix, str(count), *(str(counts[column]) for column in columns))
        bad += sum(counts[column] for column in BAD)
    Console().print(table)
    sys.exit(1 if bad else 0)


def cases(suffix: str, own: Sequence[bytes], count: int, number: int) -> Iterator[bytes]:
    """Mutated files of one format, always the same for the same number."""
    for i in range(count):
        random = Random(f"{number} {suffix} {i}")
        yield mutate(suffix, random.choice(own), own, random)


def fuzz(suffix: str, files: Sequence[bytes], processes: int) -> Counter[str]:
    """The outcomes of all files, counted."""
    free: SimpleQueue[ReadingSandbox] = SimpleQueue()
    sandboxes = [ReadingSandbox(SECONDS) for _ in range(processes)]
    for process in sandboxes:
        free.put(process)

    def try_file(data: bytes) -> str:
        process = free.get()
        try:
            return outcome(process, suffix, data)
        finally:
            free.put(process)

    with ThreadPoolExecutor(processes) as pool:
        outcomes = list(pool.map(try_file, files))
    for process in sandboxes:
        process.close()
    for data, result in zip(files, outcomes, strict=True):
        if result in BAD:
            KEPT.mkdir(exist_ok=True)
            place = KEPT / f"{result}-{sha256(data).hexdigest()[:12]}{suffix}"
            place.write_bytes(data)
            print(f"{result}: {place}")
    return Counter(outcomes)


def outcome(process: ReadingSandbox, suffix: str, data: bytes) -> str:
    """The outcome of a file: read, the name of its error, or one of `BAD`."""
    try:
        kind, reply = process.ask([format_of(suffix).module, ""], data)
    except EndedError as ended:
        return "hang" if ended.slow else "crash"
    if kind == "LimitError" and b'"reading_memory"' in reply:
        return "memory"
    if kind != "done":
        return kind
    try:
        check(CONTENT.validate_json(reply))
    except (AssertionError, ValueError):
        return "false"
    return "read"


if __name__ == "__main__":
    typer.run(main)
