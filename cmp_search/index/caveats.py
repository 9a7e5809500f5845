"""Caveats: what to know before relying on what an index shows, though it could be opened.

A caveat has a code and parameters, like an error; its message is made from both when it is shown.
It stands wherever an answer does: above it in the app, on standard error, and in the JSON.
A command tells those of every index that was opened while it ran.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from cmp_search.locales import messages_for
from cmp_search.locales.error_messages import Parameter


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something to know; `date` among its parameters is a moment in UTC, in ISO 8601."""

    code: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def message(self, language: str = "en") -> str:
        """What to know, as a sentence in a language."""
        messages = messages_for(language)
        places = {
            name: messages.moment(value) if name == "date" else str(value)
            for name, value in self.parameters.items()
            if isinstance(value, str)
        }
        return messages(f"caveat.{self.code}", **places)


_opened: ContextVar[list[Callable[[], tuple[Caveat, ...]]] | None] = ContextVar(
    "opened", default=None
)


@contextmanager
def noting_opened() -> Iterator[Callable[[], tuple[Caveat, ...]]]:
    """Note each index that is opened meanwhile; yields what gives the caveats of all, each once.

    That raises MismatchError if one has been found damaged.
    """
    opened: list[Callable[[], tuple[Caveat, ...]]] = []
    token = _opened.set(opened)
    try:
        yield lambda: tuple({one.message(): one for ask in opened for one in ask()}.values())
    finally:
        _opened.reset(token)


def note_opened(caveats: Callable[[], tuple[Caveat, ...]]) -> None:
    """Note an index that has been opened, by what gives its caveats."""
    opened = _opened.get()
    if opened is not None:
        opened.append(caveats)
