"""Methods that are recorded: the decorator of everything that changes the texts or their index."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from cmp_search.audit.event import Action, Via
from cmp_search.audit.log import AuditLog, Entry

FILES = ("file", "files", "index")
"""Parameters of which the log has names only, never whole paths or addresses."""


class Recorded(Protocol):
    """Something with a log, which somebody acts by."""

    corpus: Path
    audit: AuditLog
    who: str
    via: Via


S = TypeVar("S", bound=Recorded)
P = ParamSpec("P")
R = TypeVar("R")
Method = Callable[Concatenate[S, P], R]


def recorded(
    action: Action, *named: str, result: str = ""
) -> Callable[[Method[S, P, R]], Method[S, P, R]]:
    """Record every call of a method as one event.

    Its subject is the attribute `result` of what the method returns, or else the first of the
    parameters `named` that is not empty.
    """

    def decorate(method: Method[S, P, R]) -> Method[S, P, R]:
        parameters = signature(method)

        @wraps(method)
        def recording(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            given = parameters.bind(self, *args, **kwargs).arguments
            subject = next(filter(None, (_shown(given, name) for name in named)), "")
            if not self.corpus.is_dir() and self.audit.folder.parent == self.corpus:
                return _first(self, action, Entry(subject), result, method(self, *args, **kwargs))
            with self.audit.recording(self.who, self.via, action, subject) as entry:
                done = method(self, *args, **kwargs)
                _learn(entry, done, result)
            return done

        return recording

    return decorate


def _first(self: Recorded, action: Action, entry: Entry, result: str, done: R) -> R:
    """Record what has made the corpus, and with it the place of the log."""
    if self.corpus.is_dir():
        _learn(entry, done, result)
        self.audit.record(self.who, self.via, action, entry.subject, entry.outcome)
    return done


def _learn(entry: Entry, done: object, result: str) -> None:
    """Take from what a method returned what it was done to, and whether all of that failed."""
    made = getattr(done, result) if result else ""
    entry.subject = (made if isinstance(made, str) else ", ".join(made)) or entry.subject
    if getattr(done, "all_failed", False):
        entry.outcome = done.failed[0].code  # type: ignore[attr-defined]


def _shown(given: Mapping[str, Any], name: str) -> str:
    """A parameter as the log has it."""
    value = given.get(name) or ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_shown({name: one}, name) for one in value)
    return Path(value).name if name in FILES else str(value)
