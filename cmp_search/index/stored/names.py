"""Names of generations: each has a number and random digits, so that none is given twice."""

import re
import secrets
from collections.abc import Iterable

KEPT = 3
"""Generations that are kept, the current one among them, besides those that have a tag."""
_GENERATION = re.compile(r"g([0-9]{6,})(-[0-9a-f]{8})?")


def is_generation(name: str) -> bool:
    """Whether this is the name of a generation; those of earlier versions had no digits."""
    return _GENERATION.fullmatch(name) is not None


def next_name(taken: Iterable[str]) -> str:
    """A name for the next generation: the next number, and random digits.

    The digits make it a new name even if all others were removed or forgotten meanwhile, so that no
    name stands for two generations.
    """
    number = max((age(name)[0] for name in taken), default=0) + 1
    return f"g{number:06d}-{secrets.token_hex(4)}"


def age(name: str) -> tuple[int, str]:
    """What generations are in order by, the oldest first."""
    match = _GENERATION.fullmatch(name)
    return (int(match[1]) if match else 0, name)
