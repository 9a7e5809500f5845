"""A figure: how often a fault was tried, and how often it did harm."""

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
