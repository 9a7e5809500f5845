"""A small crowd at the running app: a quick part of `benchmarks.faults.crowd`."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.crowd import Size, crowd_figures, out_of_turn
from benchmarks.faults.crowd_index import Rounds
from benchmarks.faults.visitor import Seen

SMALL = Size(visitors=8, thinking_s=1, builds=1, alone=2)


def test_everyone_is_answered_from_one_generation() -> None:
    figures = {figure.name: figure for figure in crowd_figures("fake", SMALL)}
    thinking = figures["crowd while the index is rebuilt"]
    at_once = figures["crowd all at once"]
    assert thinking.bad == at_once.bad == 0, thinking.note + at_once.note
    assert thinking.tried >= SMALL.visitors and at_once.tried == SMALL.visitors
    assert "; 0 tell" not in thinking.note
    builds = figures["builds meanwhile"]
    assert (builds.tried, builds.bad) == (SMALL.builds, 0)


def seen(places: Sequence[int]) -> list[Seen]:
    """Answers in the order of their questions, each at a place among the answers."""
    return [Seen(0, place, "", "") for place in places]


def test_an_answer_out_of_turn_is_counted() -> None:
    assert out_of_turn(seen([0, 1, 2, 3, 4, 5]), spread=1) == 0
    assert out_of_turn(seen([1, 0, 3, 2, 5, 4]), spread=1) == 0
    assert out_of_turn(seen([5, 0, 1, 2, 3, 4]), spread=1) == 1
    assert out_of_turn(seen([5, 4, 3, 2, 1, 0]), spread=1) == 4


def test_an_answer_of_two_generations_is_noticed() -> None:
    rounds = Rounds(Path("none"), "fake", {"a1": 1, "b2": 2})

    def drawn(index: str, *numbers: int) -> Seen:
        return Seen(0, 1, " ".join(f"met in round number {n}." for n in numbers), index)

    assert not rounds.is_mixed(drawn("a1", 1, 1)) and not rounds.is_mixed(drawn("b2"))
    assert rounds.is_mixed(drawn("a1", 1, 2))
    assert rounds.is_mixed(drawn("a1", 2))
    assert rounds.is_mixed(drawn("c3", 1))
