"""Fuzzing the readers: files changed at random must be read or refused, in time and memory.

    python -m benchmarks.fuzz [FILE …] [--count 2000] [--random 1] [--processes 2]

1. Seeds are small files of every format (see `seeds`), and any that are named.
2. Each format gets `count` files, changed from its seeds (see `mutation`), the same ones for the
   same random number; only locked PDF files are locked with new keys each time.
3. Each is read in a sandbox, as files always are (see `readers.sandbox`), within ten seconds and
   1 GB.
What was read must hold together; what was refused counts by its error. A crash, a hang, a text that
does not hold together or one that needs too much memory makes the exit status 1.
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

from benchmarks.mutation import mutated
from benchmarks.seeds import seeds
from cmp_search.readers.formats import format_of
from cmp_search.readers.sandbox.process import EndedError
from cmp_search.readers.sandbox.reading import CONTENT, ReadingSandbox
from tests.readers.looking import check

SECONDS = 10
BAD = ("crash", "hang", "false", "memory")
REFUSED = ("FormatError", "DamagedError", "NoTextError", "LimitError")
KEPT = Path(gettempdir()) / "cmp-search-fuzz"
"""Where files are kept that should not have come to their end."""


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
    """Changed files of one format, the same ones for the same number."""
    for i in range(count):
        random = Random(f"{number} {suffix} {i}")
        yield mutated(suffix, random.choice(own), own, random)


def fuzz(suffix: str, files: Sequence[bytes], processes: int) -> Counter[str]:
    """What came of each file, counted."""
    free: SimpleQueue[ReadingSandbox] = SimpleQueue()
    every = [ReadingSandbox(SECONDS) for _ in range(processes)]
    for process in every:
        free.put(process)

    def one(data: bytes) -> str:
        process = free.get()
        try:
            return outcome(process, suffix, data)
        finally:
            free.put(process)

    with ThreadPoolExecutor(processes) as pool:
        found = list(pool.map(one, files))
    for process in every:
        process.close()
    for data, said in zip(files, found, strict=True):
        if said in BAD:
            KEPT.mkdir(exist_ok=True)
            place = KEPT / f"{said}-{sha256(data).hexdigest()[:12]}{suffix}"
            place.write_bytes(data)
            print(f"{said}: {place}")
    return Counter(found)


def outcome(process: ReadingSandbox, suffix: str, data: bytes) -> str:
    """What came of a file: read, the name of its error, or something bad."""
    try:
        kind, said = process.ask(format_of(suffix).module, data)
    except EndedError as ended:
        return "hang" if ended.slow else "crash"
    if kind == "LimitError" and b'"reading_memory"' in said:
        return "memory"
    if kind != "done":
        return kind
    try:
        check(CONTENT.validate_json(said))
    except (AssertionError, ValueError):
        return "false"
    return "read"


if __name__ == "__main__":
    typer.run(main)
