"""All faults in one table, in at most twenty minutes: `make faults`.

    python -m benchmarks.faults [--minutes 20]

1. Doors: every foreign host, origin and method at the running app, and what it sends outward.
2. Kills of commands (see `kills`), flipped bits (see `flips`), nonsense asked (see `questions`),
   files changed at random (see `benchmarks.fuzz`), each for its share of the time.
3. The figures are printed and written to benchmarks/results/faults.json. Where the time did not
   suffice for what was wanted, the number tried says so. Any bad one makes the exit status 1.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.faults.doors import served
from benchmarks.faults.figure import Figure
from benchmarks.faults.flips import flips
from benchmarks.faults.kills import kill_figures
from benchmarks.faults.questions import ask_nonsense
from benchmarks.faults.sockets import outward, watching
from benchmarks.fuzz import BAD, cases, fuzz
from benchmarks.options import CORPUS, RESULTS
from benchmarks.seeds import seeds
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.search.searcher import open_searcher
from tests.browser.driving import serving

KILLS, FLIPS, QUESTIONS, FILES = 0.45, 0.25, 0.12, 0.15
"""Shares of the time; the rest is for the doors."""
WANTED_FLIPS, WANTED_QUESTIONS, WANTED_FILES = 2_000, 100_000, 2_000
SLICE = 50
"""Flips and files that are tried before the clock is looked at."""


def main(minutes: Annotated[float, typer.Option(min=0.1)] = 20) -> None:
    """Try all faults, print the table and write it."""
    table, figures = Table("fault", "tried", "bad", "seconds", "note"), []
    for figure in all_figures(60 * minutes):
        figures.append(figure)
        print(figure.name, figure.tried, figure.bad, figure.note, sep="; ", file=sys.stderr)
        cells = (figure.name, f"{figure.tried:,}", str(figure.bad), f"{figure.seconds:.0f}")
        table.add_row(*cells, figure.note)
    Console().print(table)
    written = json.dumps([asdict(figure) for figure in figures], indent=1, ensure_ascii=False)
    (RESULTS / "faults.json").write_text(written + "\n", "utf-8")
    raise typer.Exit(any(figure.bad > figure.most_allowed for figure in figures))


def all_figures(seconds: float) -> Iterator[Figure]:
    """The figures of all faults, one after another."""
    with TemporaryDirectory(prefix="cmp-search-faults-") as place:
        folder = Path(place)
        index = str(folder / "index")
        build_index(CORPUS, index, FakeEncoder(), "fake")
        yield from _at_the_doors(folder, index)
        yield from kill_figures(KILLS * seconds)
        yield from (_flipped(FLIPS / 2 * seconds, unchecked=one) for one in (False, True))
        searcher = open_searcher(index, FakeEncoder())
        yield ask_nonsense(searcher, WANTED_QUESTIONS, QUESTIONS * seconds)
        searcher.close()
        for suffix, own in (found := seeds()).items():
            yield _mutated(suffix, own, FILES * seconds / len(found))


def _at_the_doors(folder: Path, index: str) -> Iterator[Figure]:
    """Step 1."""
    watched = folder / "watched"
    began = monotonic()
    settings = {
        "CMP_SEARCH_MODEL": "fake",
        "CMP_SEARCH_INDEX": index,
        "CMP_SEARCH_CORPUS": str(CORPUS),
        "CMP_SEARCH_NOTES": str(folder / "notes"),
    }
    with serving(settings | watching(watched)) as address:
        tried, let_in = served(address)
    note = "; ".join(f"{one.who}: {one.method} {one.path}" for one in let_in[:3])
    yield Figure("foreign requests", tried, len(let_in), 0, monotonic() - began, note)
    sent = outward(watched)
    yield Figure("outward connections of the app", tried, len(sent), 0, 0, "; ".join(sent[:3]))


def _flipped(seconds: float, *, unchecked: bool) -> Figure:
    began, tried, bad = monotonic(), 0, 0
    examples: list[str] = []
    while tried < WANTED_FLIPS and monotonic() - began < seconds:
        found = flips(SLICE, seed=tried, unchecked=unchecked)
        tried, bad = tried + found.tried, bad + found.bad + found.missed
        examples += found.examples
    name = "flipped bits, files not yet hashed" if unchecked else "flipped bits"
    return Figure(name, tried, bad, 0, monotonic() - began, "; ".join(examples[:3]))


def _mutated(suffix: str, own: list[bytes], seconds: float) -> Figure:
    began, tried, bad = monotonic(), 0, 0
    while tried < WANTED_FILES and monotonic() - began < seconds:
        counts = fuzz(suffix, list(cases(suffix, own, SLICE, tried)), 2)
        tried, bad = tried + SLICE, bad + sum(counts[name] for name in BAD)
    return Figure(f"changed files, {suffix}", tried, bad, 0, monotonic() - began)


if __name__ == "__main__":
    typer.run(main)
