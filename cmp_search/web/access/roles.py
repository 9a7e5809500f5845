"""What people may do in the app: a reader reads, an editor changes texts, an administrator all."""

from dataclasses import dataclass
from enum import IntEnum

PERSON = "cmp_search.person"
"""In the scope of a request: who sent it, where people sign in."""


class Role(IntEnum):
    """What somebody may do; a higher role may do all that the ones below it may."""

    READER = 1
    """Asks, reads, keeps notes and checks drafts."""
    EDITOR = 2
    """Adds, removes and confirms texts, too."""
    ADMINISTRATOR = 3
    """Sees who did what, too."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who uses the app: by what name they are known, and what they may do.

    The name is an e-mail address where people sign in, else the system's user; empty for a visitor
    of whom nothing is known.
    """

    name: str
    role: Role
