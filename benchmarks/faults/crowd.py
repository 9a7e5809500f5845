"""Fifty people at the running app: while its index is rebuilt, and all at the same moment.

    python -m benchmarks.faults.crowd [--model fake] [--builds 2]

1. One visitor asks, one question after another: how long an answer takes where nobody else asks.
2. All ask every ten seconds, each at a moment of its own, while the index is rebuilt ten times, one
   build right after the other (see `crowd_index`).
3. Step 1 again.
4. All ask at the same moment: one after another, without waiting for an answer. Whoever asked first
   is to be answered first; an answer is out of turn if its place among the answers is more than
   `SPREAD` places from that of its question.
5. Step 1 again, since other work on the machine slows one part as much as another.
An answer is bad if there is none, or if it is not of one generation.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer

from benchmarks.faults.crowd_index import Rounds
from benchmarks.faults.figure import Figure
from benchmarks.faults.visitor import Seen, Visitor, visiting
from cmp_search.encoders import DEFAULT_MODEL
from tests.browser.driving import serving

VISITORS = 50
THINKING_S = 10.0
BUILDS = 10
SECONDS_A_BUILD = 12
"""What a build takes beside the crowd, with what comes before and after, on two processors."""
ALONE = 25
"""Questions of step 1, each time; fewer than a session may ask in a row."""
SLOWER = 5
"""By how much the 95th percentile of step 2 may be longer than that of step 1."""
SPREAD = 10
"""Questions that come within the same few milliseconds may be begun in another order."""
FEW = 0.1
"""Of those, so many may be out of turn: Python's threads decide which are at the door first."""
QUESTIONS = (
    "Which working group on forestry met in the round?",
    "What was said on energy in this round?",
    "Who spoke of seasonal workers in the round?",
    "Qui copréside le groupe de travail sur les forêts ?",
    "¿Qué se dijo de los trabajadores temporales?",
    "What did the co-chairs report on mining and housing?",
    "When did the partnership meet?",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many visitors there are, how long each thinks, and how often the index is built."""

    visitors: int = VISITORS
    thinking_s: float = THINKING_S
    builds: int = BUILDS
    alone: int = ALONE


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of the questions of each step; those of steps 1, 3 and 5 together.

    `at_once` is in the order of the questions.
    """

    alone: tuple[Seen, ...]
    thinking: tuple[Seen, ...]
    at_once: tuple[Seen, ...]
    failed_builds: int


def crowd_figures(model: str = DEFAULT_MODEL, size: Size = Size()) -> list[Figure]:
    """The figures of a crowd at an app of its own."""
    began = monotonic()
    with TemporaryDirectory(prefix="cmp-search-crowd-") as folder:
        rounds = Rounds(Path(folder), model)
        if not asyncio.run(rounds.build(0)):
            raise RuntimeError("the index of the crowd could not be built")
        with serving(rounds.environment) as address:
            crowd = asyncio.run(crowd_at(address, rounds, size))
    return [*figures_of(crowd, rounds, monotonic() - began)]


def crowd_within(seconds: float) -> Iterator[Figure]:
    """The figures of a crowd while the index is built as often as the time allows, or once."""
    builds = int(seconds // SECONDS_A_BUILD)
    yield from crowd_figures(size=Size(builds=max(1, min(BUILDS, builds))))


async def crowd_at(address: str, rounds: Rounds, size: Size) -> Crowd:
    """Steps 1 to 5 at an app."""
    async with AsyncExitStack() as opened:
        visitors = [
            await opened.enter_async_context(visiting(address)) for _ in range(size.visitors)
        ]
        for visitor in visitors:
            await visitor.ask(QUESTIONS[0])
        first = await _alone(address, size.alone)
        building = asyncio.create_task(_builds(rounds, size.builds))
        thinking = await asyncio.gather(
            *(_thinking(visitor, n, size, building) for n, visitor in enumerate(visitors))
        )
        then = await _alone(address, size.alone)
        at_once = await asyncio.gather(
            *(visitor.ask(_question(n, len(thinking[n]))) for n, visitor in enumerate(visitors))
        )
        last = await _alone(address, size.alone)
    return Crowd((*first, *then, *last), (*chain(*thinking),), (*at_once,), await building)


async def _alone(address: str, number: int) -> list[Seen]:
    """Step 1; the first question of a session draws the whole page, and is not counted."""
    async with visiting(address) as visitor:
        await visitor.ask(QUESTIONS[0])
        return [await visitor.ask(_question(VISITORS, n)) for n in range(number)]


async def _builds(rounds: Rounds, number: int) -> int:
    """Build so many times; how often that failed."""
    return sum([not await rounds.build(n + 1) for n in range(number)])


async def _thinking(
    visitor: Visitor, number: int, size: Size, building: "asyncio.Task[int]"
) -> list[Seen]:
    """Step 2, for one visitor: questions at fixed times, until the last build has ended."""
    seen: list[Seen] = []
    begins = monotonic() + Random(number).random() * size.thinking_s
    for n in count():
        await asyncio.sleep(max(0, begins + n * size.thinking_s - monotonic()))
        if building.done() and seen:
            return seen
        seen.append(await visitor.ask(_question(number, n)))
    raise AssertionError


def _question(visitor: int, n: int) -> str:
    """A question that no other visitor asks, and this one only once."""
    return f"{QUESTIONS[(visitor + n) % len(QUESTIONS)]} {visitor}.{n}"


def out_of_turn(seen: Sequence[Seen], spread: int = SPREAD) -> int:
    """How many answers came at another place than their questions (step 4)."""
    order = sorted(range(len(seen)), key=lambda n: seen[n].answered)
    return sum(abs(place - n) > spread for place, n in enumerate(order))


def figures_of(crowd: Crowd, rounds: Rounds, seconds: float) -> Iterable[Figure]:
    """What the crowd saw, as figures."""
    alone, loaded = _p95(crowd.alone), _p95(crowd.thinking)
    yield _answers("crowd while the index is rebuilt", crowd.thinking, rounds, seconds)
    built = len(rounds.numbers) - 1 + crowd.failed_builds
    yield Figure("builds meanwhile", built, crowd.failed_builds, 0, 0)
    note = f"p95 {loaded:.2f} s, alone {alone:.2f} s: {loaded / alone:.1f} times"
    slow = sum(seen.seconds > SLOWER * alone for seen in crowd.thinking)
    yield Figure(
        "crowd, slow answers", len(crowd.thinking), slow, len(crowd.thinking) // 20, 0, note
    )
    yield _answers("crowd all at once", crowd.at_once, rounds, 0)
    waits = sorted(seen.answered - crowd.at_once[0].asked for seen in crowd.at_once)
    note = f"first {waits[0]:.2f} s, median {median(waits):.2f}, last {waits[-1]:.2f}"
    late, allowed = out_of_turn(crowd.at_once), int(FEW * len(waits))
    yield Figure("crowd all at once, out of turn", len(waits), late, allowed, 0, note)


def _answers(name: str, seen: Sequence[Seen], rounds: Rounds, seconds: float) -> Figure:
    """How many questions had no answer, or one of two generations."""
    failed, mixed = [one for one in seen if not one.index], sum(map(rounds.is_mixed, seen))
    telling = sum(rounds.tells(one) for one in seen)
    note = f"{len(failed)} without an answer, {mixed} mixed; {telling} tell their generation"
    if failed:
        note += f"; {failed[0].drawn[-200:]!r}"
    return Figure(name, len(seen), len(failed) + mixed, 0, seconds, note)


def _p95(seen: Sequence[Seen]) -> float:
    return quantiles([one.seconds for one in seen], n=20)[-1]


def main(
    model: str = DEFAULT_MODEL,
    visitors: Annotated[int, typer.Option(min=2)] = VISITORS,
    thinking: float = THINKING_S,
    builds: int = BUILDS,
) -> None:
    """Let a crowd ask, and print what came of it."""
    for figure in crowd_figures(model, Size(visitors, thinking, builds)):
        print(figure.name, figure.tried, figure.bad, figure.note, sep="; ")


if __name__ == "__main__":
    typer.run(main)
