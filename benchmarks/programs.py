"""Fifty programs that ask REST beside the app, while its index is rebuilt.

    python -m benchmarks.programs [--model fake] [--programs 50] [--every 10] [--minutes 5]

1. One program asks, one question after another: how long an answer takes where nobody else asks.
2. All ask every ten seconds for five minutes, each at a moment of its own and with a key of its
   own, while the index is rebuilt, one build right after the other (see `faults.crowd_index`).
3. Step 1 again, since other work on the machine slows one part as much as another.
An answer is bad if there is none, if its status is neither 200 nor 429, or if it is not of one
generation.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import httpx2
import typer

from benchmarks.faults.crowd import QUESTIONS, SLOWER, THINKING_S
from benchmarks.faults.crowd_index import Rounds
from benchmarks.faults.figure import Figure
from benchmarks.faults.visitor import PATIENCE_S, Seen
from cmp_search.audit import AuditLog, Via
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.programs.keys import KeyFile
from tests.browser.driving import serving

ANSWERED, TOO_OFTEN = 200, 429
PAUSE_S = 0.11
"""Between the questions of step 1, of which a key takes ten a second."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many programs ask, how often, and for how long; how many questions step 1 has."""

    programs: int = 50
    every_s: float = THINKING_S
    seconds: float = 300
    alone: int = 40


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a question, and its status; 0 if there was none."""

    seen: Seen
    status: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the questions of step 2, and of steps 1 and 3 together."""

    alone: tuple[Answered, ...]
    together: tuple[Answered, ...]
    failed_builds: int


def program_figures(model: str = DEFAULT_MODEL, size: Size = Size()) -> list[Figure]:
    """The figures of programs at an app of their own."""
    began = monotonic()
    with TemporaryDirectory(prefix="cmp-search-programs-") as place:
        folder = Path(place)
        rounds = Rounds(folder, model)
        if not asyncio.run(rounds.build(0)):
            raise RuntimeError("the index of the programs could not be built")
        keys = KeyFile(folder / "keys.json", AuditLog(folder / "audit"), "", Via.LIBRARY)
        tokens = [keys.add(f"program-{n}", ["cmp"])[0] for n in range(size.programs + 1)]
        environment = rounds.environment | {"CMP_SEARCH_KEYS": str(keys.path)}
        with serving(environment, ready="/api/ready") as address:
            outcome = asyncio.run(programs_at(address, tokens, rounds, size))
    return [*figures_of(outcome, rounds, monotonic() - began)]


async def programs_at(address: str, tokens: Sequence[str], rounds: Rounds, size: Size) -> Outcome:
    """Steps 1 to 3; the first token is of the program that asks alone."""
    async with AsyncExitStack() as opened:
        single, *programs = [
            await opened.enter_async_context(program(address, token)) for token in tokens
        ]
        first = await _alone(single, size.alone, 0)
        ends = monotonic() + size.seconds
        building = asyncio.create_task(_builds(rounds, ends))
        together = await asyncio.gather(
            *(_together(one, n, size, ends) for n, one in enumerate(programs))
        )
        failed_builds = await building
        then = await _alone(single, size.alone, size.alone)
    return Outcome((*first, *then), (*chain(*together),), failed_builds)


def program(address: str, token: str) -> httpx2.AsyncClient:
    """A program with its key, that keeps its connection."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx2.AsyncClient(
        base_url=f"{address}/api/v1", headers=headers, timeout=PATIENCE_S, trust_env=False
    )


async def ask(program: httpx2.AsyncClient, question: str) -> Answered:
    """Ask, and wait for all of the answer."""
    asked = monotonic()
    try:
        answer = await program.post("/search", json={"question": question})
    except httpx2.HTTPError as error:
        return Answered(Seen(asked, monotonic(), repr(error), ""), 0)
    answered = monotonic()
    if answer.status_code != ANSWERED:
        return Answered(Seen(asked, answered, answer.text, ""), answer.status_code)
    found = answer.json()
    passages = "\n".join(hit["text"] for hit in found["hits"])
    index = found["search_record"]["index_fingerprint"]
    return Answered(Seen(asked, answered, passages, index), ANSWERED)


async def _alone(program: httpx2.AsyncClient, number: int, start: int) -> list[Answered]:
    """Step 1."""
    found = []
    for n in range(start, start + number):
        await asyncio.sleep(PAUSE_S)
        found.append(await ask(program, _question(-1, n)))
    return found


async def _builds(rounds: Rounds, ends: float) -> int:
    """Build until the time is over, once at least; how often that failed."""
    failed = 0
    for n in count(1):
        failed += not await rounds.build(n)
        if monotonic() >= ends:
            return failed
    raise AssertionError


async def _together(
    program: httpx2.AsyncClient, number: int, size: Size, ends: float
) -> list[Answered]:
    """Step 2, for one program: questions at fixed times."""
    found: list[Answered] = []
    begins = monotonic() + Random(number).random() * size.every_s
    for n in count():
        moment = begins + n * size.every_s
        if moment >= ends:
            return found
        await asyncio.sleep(max(0, moment - monotonic()))
        found.append(await ask(program, _question(number, n)))
    raise AssertionError


def _question(program: int, n: int) -> str:
    """A question that no other program asks, and this one only once."""
    return f"{QUESTIONS[(program + n) % len(QUESTIONS)]} {program}.{n}"


def figures_of(outcome: Outcome, rounds: Rounds, seconds: float) -> Iterator[Figure]:
    """What the programs saw, as figures."""
    for name, found in (("alone", outcome.alone), ("during builds", outcome.together)):
        bad = [one for one in found if is_bad(one, rounds)]
        yield Figure(f"programs {name}", len(found), len(bad), 0, seconds, _note(found, bad))
    built = len(rounds.numbers) - 1 + outcome.failed_builds
    yield Figure("builds meanwhile", built, outcome.failed_builds, 0, 0)
    alone, together = (_times(found) for found in (outcome.alone, outcome.together))
    slow = sum(time > SLOWER * _p95(alone) for time in together)
    note = f"p50 {median(together):.3f} s, p95 {_p95(together):.3f}; alone {median(alone):.3f}, "
    note += f"{_p95(alone):.3f}: p95 {_p95(together) / _p95(alone):.1f} times"
    yield Figure("programs, slow answers", len(together), slow, len(together) // 20, 0, note)


def is_bad(one: Answered, rounds: Rounds) -> bool:
    """Whether a question failed, or its answer is of two generations."""
    if one.status == ANSWERED:
        return not one.seen.index or rounds.is_mixed(one.seen)
    return one.status != TOO_OFTEN


def _note(found: Sequence[Answered], bad: Sequence[Answered]) -> str:
    """How often each status came, how many answers tell their generation, and one bad answer."""
    statuses = Counter(one.status for one in found)
    note = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    return note + (f"; {bad[0].status} {bad[0].seen.drawn[:200]!r}" if bad else "")


def _times(found: Sequence[Answered]) -> list[float]:
    """Seconds that answers took."""
    return [one.seen.seconds for one in found if one.status == ANSWERED]


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def main(
    model: str = DEFAULT_MODEL,
    programs: Annotated[int, typer.Option(min=2)] = Size().programs,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two questions.")] = 10,
    minutes: Annotated[float, typer.Option(min=0.05)] = 5,
) -> None:
    """Let programs ask, and print what came of it."""
    size = Size(programs, every, 60 * minutes)
    figures = program_figures(model, size)
    for figure in figures:
        print(figure.name, figure.tried, figure.bad, figure.note, sep="; ")
    raise typer.Exit(any(figure.bad > figure.most_allowed for figure in figures))


if __name__ == "__main__":
    typer.run(main)
