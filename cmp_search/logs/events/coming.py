"""What is told of who comes to a server."""

from dataclasses import dataclass
from logging import INFO, WARNING

from cmp_search.logs.events import Event


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """Somebody signed in."""

    name = "signed_in"
    level = INFO
    who: str


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """Somebody signed out."""

    name = "signed_out"
    level = INFO
    who: str


@dataclass(frozen=True, slots=True)
class SignInFailed(Event):
    """Somebody meant to sign in and could not."""

    name = "sign_in_failed"
    level = WARNING
    then = "look at what the line names"
    reason: str


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """A request was refused: for a role, a key, a rate, a size or where it came from.

    Of one reason and address, one is told a minute.
    """

    name = "refused"
    level = WARNING
    then = "nothing for one; for many of one address, see who that is"
    reason: str
    via: str
    who: str
    subject: str
