"""The parts of `make faults`: what is tried, and which share of the time each has.

Shares are the seconds that a part takes on one processor with nothing else to do, so that twenty
minutes of two processors nearly suffice for all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from time import monotonic

from benchmarks.faults.cache_flips import cache_flips
from benchmarks.faults.catalogue_flips import catalogue_flips
from benchmarks.faults.commands import commands_figure
from benchmarks.faults.crowd import crowd_within
from benchmarks.faults.doors import door_figures
from benchmarks.faults.figure import Figure
from benchmarks.faults.flips import flips
from benchmarks.faults.hostile import hostile_figure
from benchmarks.faults.keys import key_figures
from benchmarks.faults.kill_cases import CASES
from benchmarks.faults.kills import kill_figures
from benchmarks.faults.long import in_a_row
from benchmarks.faults.questions import questions_figure
from benchmarks.faults.roles import role_figures
from benchmarks.faults.specification import specification_figure
from benchmarks.fuzz import BAD, cases, fuzz
from benchmarks.seeds import seeds

WANTED_FLIPS, WANTED_QUESTIONS, WANTED_FILES, WANTED_KILLS = 2_000, 100_000, 2_000, 300
SLICE = 50
"""Flips and files that are tried before the clock is looked at."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: what it tries within some seconds, and whether nothing else may run meanwhile."""

    name: str
    share: float
    run: Callable[[float], Iterator[Figure]]
    alone: bool = False


def _one(figure: Callable[[float], Figure]) -> Callable[[float], Iterator[Figure]]:
    """A part of one figure."""

    def run(seconds: float) -> Iterator[Figure]:
        yield figure(seconds)

    return run


def _kills(half: int, seconds: float) -> Iterator[Figure]:
    return kill_figures(seconds, CASES[half::2], WANTED_KILLS // 2)


def _questions(seed: int, seconds: float) -> Figure:
    return questions_figure(seconds, WANTED_QUESTIONS // 2, seed)


def _hostile(half: int, seconds: float) -> Figure:
    return hostile_figure(seconds, half=half)


def _flips(unchecked: bool, seconds: float) -> Figure:
    began, tried, bad = monotonic(), 0, 0
    examples: list[str] = []
    while tried < WANTED_FLIPS and monotonic() - began < seconds:
        found = flips(SLICE, seed=tried, unchecked=unchecked)
        tried, bad = tried + found.tried, bad + found.bad + found.missed
        examples += found.examples
    name = f"flipped bits of an index{', files not yet hashed' * unchecked}"
    return Figure(name, tried, bad, 0, monotonic() - began, "; ".join(examples[:3]))


def _cache(sizes_only: bool, seconds: float) -> Figure:
    return cache_flips(WANTED_FLIPS // 2, seconds, sizes_only=sizes_only)


def _catalogue(seconds: float) -> Figure:
    return catalogue_flips(WANTED_FLIPS // 2, seconds)


def _files(suffix: str, seconds: float) -> Figure:
    began, own = monotonic(), seeds()[suffix]
    tried, bad = 0, 0
    while tried < WANTED_FILES and monotonic() - began < seconds:
        counts = fuzz(suffix, list(cases(suffix, own, SLICE, tried)), 1)
        tried, bad = tried + SLICE, bad + sum(counts[name] for name in BAD)
    return Figure(f"changed files, {suffix}", tried, bad, 0, monotonic() - began)


PARTS = (
    Part("crowd", 120, crowd_within, alone=True),
    Part("doors", 15, door_figures),
    Part("roles", 30, role_figures),
    Part("keys", 15, key_figures),
    Part("specification", 60, _one(specification_figure)),
    Part("long", 170, in_a_row),
    Part("commands", 30, _one(commands_figure)),
    *(Part(f"kills-{half}", 520, partial(_kills, half)) for half in (0, 1)),
    *(Part(f"hostile-{half}", 240, _one(partial(_hostile, half))) for half in (0, 1)),
    Part("flips", 60, _one(partial(_flips, False))),
    Part("flips-unchecked", 170, _one(partial(_flips, True))),
    Part("flips-cache", 70, _one(partial(_cache, False))),
    Part("flips-cache-sizes", 50, _one(partial(_cache, True))),
    Part("flips-catalogue", 50, _one(_catalogue)),
    *(Part(f"questions-{seed}", 160, _one(partial(_questions, seed))) for seed in (1, 2)),
    *(Part(f"files{suffix}", 70, _one(partial(_files, suffix))) for suffix in seeds()),
)
