"""Hostile files: each is read or refused in time, and nothing in it is ever more than words.

    python -m benchmarks.faults.hostile [--only WORDS] [--seconds 600]

1. Each file of `hostile_files` is put into a corpus of its own beside a harmless text, and indexed,
   looked at, asked for, verified as a draft, quoted, exported and shown on the pages of the app.
2. Each catalogue and each backup of `hostile_folders` is used in place of a good one.
3. Bad is what ends in anything but an answer or an error of this package, what takes longer than
   `LIMIT_S`, what is live where it is shown (see `live`), a harmless text that is not found any
   more, and a file that appears where none is to be.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from signal import SIGALRM, alarm, signal
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer

from benchmarks.faults.figure import Figure
from benchmarks.faults.hostile_files import HostileFile, hostile_files
from benchmarks.faults.surfaces import (
    command_faults,
    export_faults,
    folder_set,
    library_of,
    note_of,
    page_faults,
)
from cmp_search.errors import CmpSearchError

LIMIT_S = 300
"""A file may take all of the sandbox's time twice, and is shown then; the machine may be busy."""
HARMLESS = "The Wexcombe ferry sails at noon, whatever the weather.\n"
ASKED = "When does the Wexcombe ferry sail?"
Trial = Callable[[Path], Iterator[str]]
"""Tries something hostile in an empty folder, and says what is wrong."""


class HungError(BaseException):
    """What took longer than it may."""


def file_faults(hostile: HostileFile, folder: Path) -> Iterator[str]:
    """Step 1."""
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "ferry.txt").write_text(HARMLESS, "utf-8")
    file = Path(os.fsdecode(os.fsencode(corpus) + b"/" + hostile.file))
    file.write_bytes(hostile.make())
    yield from command_faults("index")
    yield from shown_faults(folder)
    for words in (("verify", str(file)), ("add", "--yes", str(file)), ("remove", "--", file.stem)):
        yield from command_faults(words[0], *words[1:])


def shown_faults(folder: Path) -> Iterator[str]:
    """What is wrong with what is shown of the texts of a folder."""
    library = library_of(folder)
    try:
        if not any(hit.passage.document == "ferry" for hit in library.ask(ASKED).hits):
            yield "the harmless text is not found"
        ids = [entry.id for entry in library.index().entries() if entry.id != "ferry"]
        note = note_of(library, ids, " ".join(ids))
        quoted = [one.quote.passage for one in note.quotations]
    finally:
        library.close()
    for command in (("status",), ("ask", ASKED), *(("status", "--", id) for id in ids)):
        yield from command_faults(*command)
    for id in ids:
        yield from command_faults("text", "--", id)
    for passage in quoted[:2]:
        yield from command_faults("cite", "--", passage)
    yield from export_faults(note)
    yield from page_faults(folder, ids, note)


def trials() -> dict[str, Trial]:
    """All that is hostile, by its name."""
    from benchmarks.faults.hostile_folders import backup_trials, catalogue_trials

    files = {one.name: partial(file_faults, one) for one in hostile_files()}
    return {**files, **catalogue_trials(), **backup_trials()}


def try_one(trial: Trial) -> list[str]:
    """What is wrong with one, whatever happens."""
    with TemporaryDirectory(prefix="cmp-search-hostile-") as place, _limited():
        inside = Path(place) / "inside"
        inside.mkdir()
        with folder_set(inside):
            found: list[str] = []
            try:
                found += trial(inside)
            except CmpSearchError as error:
                found += [f"an error comes too late: {error}"]
            except (Exception, HungError) as error:
                found += [f"{type(error).__name__}: {error}"[:200]]
        if {path.name for path in Path(place).iterdir()} != {"inside"}:
            found.append("a file is outside of its folder")
    return found


@contextmanager
def _limited() -> Iterator[None]:
    """End what takes too long."""

    def end(*_: object) -> None:
        raise HungError(f"longer than {LIMIT_S} s")

    before = signal(SIGALRM, end)
    alarm(LIMIT_S)
    try:
        yield
    finally:
        alarm(0)
        signal(SIGALRM, before)


def hostile_figure(seconds: float, only: str = "", half: int | None = None) -> Figure:
    """Try all, in an order that goes through the list again and again, until the time is over."""
    began, tried, bad = monotonic(), 0, []
    chosen = [(name, trial) for name, trial in trials().items() if only in name]
    chosen = chosen if half is None else chosen[half::2]
    step = max(1, round(len(chosen) ** 0.5))
    for name, trial in (one for first in range(step) for one in chosen[first::step]):
        if monotonic() - began > seconds:
            break
        started = monotonic()
        found = try_one(trial)
        tried += 1
        print(f"{monotonic() - started:6.1f} s  {name}", file=sys.stderr)
        if found:
            bad.append(f"{name}: {'; '.join(found[:3])}")
            print(bad[-1], file=sys.stderr)
    left = len(chosen) - tried
    notes = [f"{left} left out for lack of time"] if left else []
    return Figure(
        "hostile files", tried, len(bad), 0, monotonic() - began, "; ".join([*notes, *bad[:3]])
    )


def main(
    only: Annotated[str, typer.Option(help="Only those whose names have these words.")] = "",
    seconds: Annotated[float, typer.Option(help="For all of it.")] = 3_600,
) -> None:
    """Try them and say what is wrong."""
    figure = hostile_figure(seconds, only)
    print(f"{figure.tried} tried, {figure.bad} bad, {figure.seconds:.0f} s; {figure.note}")
    raise typer.Exit(figure.bad > 0)


if __name__ == "__main__":
    typer.run(main)
