"""Makes the tables of docs/administering.md from the code: `make administering`.

They are those of the log's events and of the errors that an administrator meets most; the rest of
the page is written by hand.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import fields

from cmp_search.locales import messages_for
from cmp_search.logs import Event
from cmp_search.logs.events.every import EVENTS
from tests.conftest import CHECKOUT

PAGE = CHECKOUT / "docs" / "administering.md"
MOST_MET = {
    "no_index": "run `cmp-search index`, or add a text in the app",
    "serving_open": "let people sign in ([serving.md](serving.md#who-may-do-what))",
    "serving_port_taken": "see whether the last one still runs",
    "access_secret_open": "`chmod 600` on that file, as the user that serves",
    "audit_unwritable": "free disk space, and the server's user as owner of the corpus",
    "index_held": "wait; who is named holds it as long as that process lives",
    "index_damaged": "`cmp-search rollback` goes back at once; then `cmp-search index`",
    "model_differs": "`cmp-search doctor` says what was changed",
    "job_broken": "look for `reader_crashed` and `failed` in the log",
    "system": "free disk space; what was accepted is gone on with",
}
"""Errors that administrators meet most, each with what helps besides its message."""


def tables() -> dict[str, str]:
    """The tables of the page, by name."""
    return {"events": "\n".join(_events()), "errors": "\n".join(_errors())}


def _events() -> Iterator[str]:
    yield "| event | level | when | fields | what to do |"
    yield "|---|---|---|---|---|"
    for event in EVENTS:
        when = " ".join((event.__doc__ or "").split())
        named = ", ".join(f"`{field.name}`" for field in fields(event))
        level = logging.getLevelName(event.level).lower()
        yield f"| `{event.name}` | {level} | {when} | {named} | {_then(event)} |"


def _then(event: type[Event]) -> str:
    return event.then.replace("errors.md", "[errors.md](errors.md)")


def _errors() -> Iterator[str]:
    messages = messages_for("en").messages
    yield "| code | message | what helps |"
    yield "|---|---|---|"
    for code, helps in MOST_MET.items():
        yield f"| `{code}` | {messages[f'error.{code}']} | {helps} |"


def page(text: str) -> str:
    """The page with its tables made anew."""
    for name, table in tables().items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        between = re.compile(f"(?<={re.escape(begin)}).*?(?={re.escape(end)})", re.DOTALL)
        text, made = between.subn(table.replace("\\", "\\\\"), text)
        assert made == 1, name
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
