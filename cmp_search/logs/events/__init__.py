"""The events that the log has, a module for those that are told together.

The docstring of each says when it is told; `then` is what an operator does about it. Its fields are
text, numbers, yes or no, and milliseconds by stage; None where nothing is known.

A module is imported by who tells its events, so that a command does not wait for the others;
`every` lists all.
"""

from dataclasses import dataclass
from typing import ClassVar

NOTHING = "nothing"
"""What is to be done about most events."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its name, its level in Python's logging, and its fields."""

    name: ClassVar[str]
    level: ClassVar[int]
    then: ClassVar[str] = NOTHING
