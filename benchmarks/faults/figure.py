"""A figure: how often a fault was tried, and how often it did harm."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What trying a fault showed; `bad` may be at most `most_allowed`.

    `seconds` is how long it took; `note` says what was bad, or why less was tried than was wanted.
    """

    name: str
    tried: int
    bad: int
    most_allowed: int
    seconds: float
    note: str = ""


def joined(figures: Iterable[Figure]) -> list[Figure]:
    """Figures, those of one name as one: parts that ran beside each other share them."""
    found: dict[str, Figure] = {}
    for one in figures:
        before = found.get(one.name)
        found[one.name] = one if before is None else _sum(before, one)
    return list(found.values())


def _sum(one: Figure, other: Figure) -> Figure:
    return Figure(
        one.name,
        one.tried + other.tried,
        one.bad + other.bad,
        one.most_allowed + other.most_allowed,
        one.seconds + other.seconds,
        "; ".join(filter(None, (one.note, other.note))),
    )
