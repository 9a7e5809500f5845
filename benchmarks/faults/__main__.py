"""All faults in one table, in at most twenty minutes: `make faults`.

    python -m benchmarks.faults [--minutes 20] [--lanes 2] [--part NAME …]

1. The parts of `parts` try each kind of fault; each is a process of its own, so that one that
   crashes is a bad figure and not the end. `lanes` of them run at once, the longest first; those
   that need the machine for themselves run before, one after another.
2. Each has its share of the time. Where that did not suffice for what was wanted, the number tried
   says so: `--minutes 240` tries all of it.
3. The figures are printed, written to benchmarks/results/faults.json and shown in
   docs/robustness.md (see `page`); with `--part` the others stay. Any bad one makes the exit
   status 1.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from threading import Lock
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.faults.figure import Figure, joined
from benchmarks.faults.page import renewed, write_figures
from benchmarks.faults.parts import PARTS, Part
from benchmarks.record import ROOT

LATE = 300
"""Seconds after its share at which a part is ended, with all that it started."""
_told = Lock()


def main(
    minutes: Annotated[float, typer.Option(min=0.1, help="For all of it.")] = 20,
    lanes: Annotated[int, typer.Option(min=1, help="Parts at once.")] = 2,
    part: Annotated[list[str] | None, typer.Option(help="Only this part.")] = None,
    raw: Annotated[float, typer.Option(hidden=True)] = 0,
) -> None:
    """Try all faults, print the table and write it."""
    chosen = [one for one in PARTS if not part or one.name in part]
    if raw:
        for figure in chosen[0].run(raw):
            print(json.dumps(asdict(figure)), flush=True)
        return
    figures = joined(_all_figures(chosen, 60 * minutes, lanes))
    _show(figures)
    write_figures(renewed(figures) if part else figures)
    raise typer.Exit(any(figure.bad > figure.most_allowed for figure in figures))


def _all_figures(chosen: Sequence[Part], seconds: float, lanes: int) -> Iterator[Figure]:
    """The figures of parts, in their order."""
    whole = sum(one.share for one in chosen if one.alone)
    whole += sum(one.share for one in chosen if not one.alone) / lanes
    each = seconds / whole
    figures = {one.name: list(_run(one, each * one.share)) for one in chosen if one.alone}
    together = sorted((one for one in chosen if not one.alone), key=lambda one: -one.share)
    with ThreadPoolExecutor(lanes) as pool:
        found = pool.map(lambda one: list(_run(one, each * one.share)), together)
        figures |= dict(zip([one.name for one in together], found, strict=True))
    for one in chosen:
        yield from figures[one.name]


def _run(part: Part, seconds: float) -> Iterator[Figure]:
    """The figures of one part, from its process."""
    began = monotonic()
    options = ["--part", part.name, "--raw", str(seconds)]
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.faults", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds + LATE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    for line in output.decode().splitlines():
        if line.startswith("{"):
            yield _told_of(Figure(**json.loads(line)))
    if process.returncode:
        note = f"the part ended with status {process.returncode}"
        yield _told_of(Figure(part.name, 1, 1, 0, monotonic() - began, note))


def _told_of(figure: Figure) -> Figure:
    """A figure that has been said on standard error."""
    with _told:
        print(figure.name, figure.tried, figure.bad, figure.note, sep="; ", file=sys.stderr)
    return figure


def _show(figures: Sequence[Figure]) -> None:
    table = Table("fault", "tried", "bad", "seconds", "note")
    for one in figures:
        table.add_row(one.name, f"{one.tried:,}", str(one.bad), f"{one.seconds:.0f}", one.note)
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
