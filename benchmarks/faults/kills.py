"""Kills: whenever a command that changes something is killed, nothing is lost.

    python -m benchmarks.faults.kills [--case NAME …] [--seconds 600] [--kills 200] [--seed 1]

1. Each command of `kill_cases` is run once unharmed, then once for each of its system calls that
   names a file of the corpus or the index, and killed there (see `killing`).
2. Then it is killed after times at random, `kills` times in all.
3. After each kill, what `kill_cases` lists must hold; anything else is bad.
What the time does not suffice for is left out evenly over each command, and said in the note.
"""

import gc
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from math import ceil
from pathlib import Path
from pkgutil import resolve_name
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated
from unittest.mock import patch

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.faults.figure import Figure
from benchmarks.faults.forking import in_fork
from benchmarks.faults.kill_cases import (
    CASES,
    Case,
    State,
    command,
    prepare,
    problems,
    state,
)
from benchmarks.faults.killing import (
    Call,
    Ended,
    calls,
    killed_after,
    killed_at,
    run,
    why_not,
)
from cmp_search.language.detection import detect_language
from cmp_search.readers.sandbox.process import Sandbox

MOST_TOLD = 3
"""Problems that a note tells of those that there are."""
IMPORTED = (
    "faiss",
    "py3langid",
    "cmp_search.backup.writing",
    "cmp_search.cli.adding",
    "cmp_search.cli.commands",
    "cmp_search.corpus.fetch.texts",
    "cmp_search.index.build",
    "cmp_search.index.embedded.builder",
    "cmp_search.overview.guide",
    "cmp_search.readers.html.reader",
    "cmp_search.readers.markdown.reader",
    "cmp_search.readers.text",
    "cmp_search.search.searcher",
)
OF_CALLS = 0.8
"""Share of the time that is for kills at calls, where these do not take less."""
Kill = Callable[[Path], Ended]


def main(
    case: Annotated[list[str] | None, typer.Option(help="Only this command.")] = None,
    seconds: Annotated[float, typer.Option(help="For all of it.")] = 600,
    kills: Annotated[int, typer.Option(help="Kills at random times.")] = 200,
    seed: Annotated[int, typer.Option()] = 1,
) -> None:
    """Kill the commands and print the table."""
    chosen = [one for one in CASES if not case or one.name in case]
    table = Table("command", "killed", "bad", "seconds", "note")
    figures = []
    for figure in kill_figures(seconds, chosen, kills, Random(seed)):
        figures.append(figure)
        row = (figure.name, str(figure.tried), str(figure.bad), f"{figure.seconds:.0f}")
        print(*row, figure.note, sep="; ", file=sys.stderr, flush=True)
        table.add_row(*row, figure.note)
    Console().print(table)
    raise typer.Exit(any(figure.bad > figure.most_allowed for figure in figures))


def kill_figures(
    seconds: float, cases: Sequence[Case] = CASES, kills: int = 200, random: Random | None = None
) -> Iterator[Figure]:
    """A figure for the calls of each command, and one for the kills at random times."""
    if reason := why_not():
        yield Figure("kills at each call", 0, 0, 0, 0, reason)
    random, end = random or Random(1), monotonic() + seconds
    with patch.object(Sandbox, "do", _done_here):
        _warm()
        for number, one in enumerate(cases):
            until = monotonic() + max(0, end - monotonic()) / (len(cases) - number)
            with TemporaryDirectory(prefix="cmp-search-kills-") as place:
                runs = _Runs(one, Path(place))
                if not reason:
                    last = monotonic() + OF_CALLS * (until - monotonic())
                    yield runs.figure(f"{one.name}, at each call", _at_each_call(runs), last)
                tried = _at_random(runs, random, ceil(kills / len(cases)))
                yield runs.figure(f"{one.name}, at random", tried, until)


def _done_here(sandbox: Sandbox, request: object, data: bytes, work: str = "") -> bytes:
    """What a sandbox does, without a process of its own, whose start takes most of the time."""
    found: bytes = resolve_name(work or sandbox._work)(request, data)
    return found


def _warm() -> None:
    """Load what commands use, so that no fork has to; nothing that starts threads is run."""
    for module in IMPORTED:
        import_module(module)
    detect_language("Fog rests on the pier.")
    gc.freeze()


class _Runs:
    """The runs of one command, each in a copy of the same folder."""

    def __init__(self, case: Case, place: Path) -> None:
        """Make the folder, and run the command unharmed."""
        self.case = case
        self._template, self.folder = place / "template", place / "run"
        in_fork(lambda: prepare(case, self._template))
        self._renew()
        self.before = State.of(in_fork(lambda: state(case, self.folder).record))
        self.unharmed = run(command(case, self.folder), self.folder)
        if self.unharmed.status:
            raise RuntimeError(f"{case.name} fails unharmed: {self.unharmed.words}")
        self.after = State.of(in_fork(lambda: state(case, self.folder).record))

    def _renew(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._template, self.folder)

    def calls(self) -> list[Call]:
        """The calls at which it can be killed."""
        self._renew()
        return calls(command(self.case, self.folder), self.folder)

    def after_kill(self, kill: Kill) -> list[str] | None:
        """What does not hold after a kill; None if the command had ended before it."""
        self._renew()
        ended = kill(self.folder)
        if not ended.was_killed:
            return None
        found: list[str] = in_fork(
            lambda: problems(self.case, self.folder, self.before, self.after)
        )
        return found

    def figure(self, name: str, kills: Iterator[tuple[str, Kill]], end: float) -> Figure:
        """Kill it until the time is over."""
        began = monotonic()
        tried = left_out = ended_before = 0
        bad: list[str] = []
        for where, kill in kills:
            if monotonic() > end:
                left_out += 1
                continue
            found = self.after_kill(kill)
            tried += found is not None
            ended_before += found is None
            bad += [f"{where}: {'; '.join(found)}"] if found else []
        notes = [f"{left_out} left out for lack of time"] if left_out else []
        notes += [f"{ended_before} had ended before"] if ended_before else []
        notes += [*bad[:MOST_TOLD], *(["…"] if len(bad) > MOST_TOLD else [])]
        return Figure(name, tried, len(bad), 0, monotonic() - began, ", ".join(notes))


def _at_each_call(runs: _Runs) -> Iterator[tuple[str, Kill]]:
    """Every call, in the order of `telling`."""
    for call in telling(runs.calls()):
        yield f"{call.name} {call.number}", partial(_killed_at, runs.case, call)


def telling(found: Sequence[Call]) -> list[Call]:
    """Calls, those first that tell most, should the time not suffice.

    These are the first one of each name and place, then the last one, then the others; calls that
    only read come last, as they leave the disk as the one before them has.
    """
    firsts: dict[tuple[str, str], Call] = {}
    lasts: dict[tuple[str, str], Call] = {}
    for call in found:
        firsts.setdefault((call.name, call.place), call)
        lasts[call.name, call.place] = call
    ordered = [*firsts.values(), *lasts.values(), *_spread(found)]
    return sorted(dict.fromkeys(ordered), key=lambda call: call.only_reads)


def _spread(found: Sequence[Call]) -> Iterator[Call]:
    """Calls in an order that goes through the whole command again and again."""
    step = max(1, round(len(found) ** 0.5))
    for first in range(step):
        yield from found[first::step]


def _killed_at(case: Case, call: Call, folder: Path) -> Ended:
    return killed_at(command(case, folder), folder, call)


def _at_random(runs: _Runs, random: Random, count: int) -> Iterator[tuple[str, Kill]]:
    for _ in range(max(1, count)):
        seconds = random.uniform(0, runs.unharmed.seconds)
        yield f"after {seconds:.3f} s", partial(_killed_after, runs.case, seconds)


def _killed_after(case: Case, seconds: float, folder: Path) -> Ended:
    return killed_after(command(case, folder), folder, seconds)


if __name__ == "__main__":
    typer.run(main)
