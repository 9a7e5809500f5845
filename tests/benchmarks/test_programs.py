"""A few programs at the running app: a quick part of `benchmarks.programs`."""

from pathlib import Path

import pytest

from benchmarks.faults.crowd_index import Rounds
from benchmarks.faults.visitor import Seen
from benchmarks.programs import Answered, Outcome, Size, figures_of, is_bad, program_figures

SMALL = Size(programs=6, every_s=1, seconds=4, alone=4)


def test_every_program_is_answered_from_one_generation() -> None:
    figures = {figure.name: figure for figure in program_figures("fake", SMALL)}
    together, builds = figures["programs during builds"], figures["builds meanwhile"]
    assert (together.bad, figures["programs alone"].bad) == (0, 0), together.note
    assert together.tried >= 3 * SMALL.programs and f"{together.tried} × 200" in together.note
    assert figures["programs alone"].tried == 2 * SMALL.alone
    assert builds.tried >= 1 and builds.bad == 0


def answered(status: int, index: str = "a1", seconds: float = 1, number: int = 1) -> Answered:
    return Answered(Seen(0, seconds, f"round number {number}", index), status)


@pytest.mark.parametrize(
    ("one", "bad"),
    [
        (answered(200), False),
        (answered(429, ""), False),
        (answered(200, ""), True),
        (answered(200, number=2), True),
        (answered(200, "b2"), True),
        (answered(503, ""), True),
        (answered(0, ""), True),
    ],
)
def test_an_answer_is_whole_of_one_generation_or_put_off(one: Answered, bad: bool) -> None:
    assert is_bad(one, Rounds(Path("none"), "fake", {"a1": 1, "b2": 2})) is bad


def test_slow_answers_are_counted() -> None:
    rounds = Rounds(Path("none"), "fake", {"a1": 1})
    alone = (answered(200),) * 10
    together = (*(answered(200),) * 40, *(answered(200, seconds=5.1),) * 3, answered(429, ""))
    *_, slow = figures_of(Outcome(alone, together, 0), rounds, 1)
    assert (slow.tried, slow.bad, slow.most_allowed) == (43, 3, 2)
