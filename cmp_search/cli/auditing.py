"""The audit log in the terminal: who did what and when, and where the log itself was changed.

It speaks the language of whoever reads it, as far as the system says which that is.
"""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import CorpusOption, JsonOption, library_of

if TYPE_CHECKING:
    from rich.table import Table

    from cmp_search.audit import Action, Event
    from cmp_search.audit.faults import Fault
    from cmp_search.locales import Messages


def _since(text: str) -> str:
    """A day or moment in the form in which the log has it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write a date, such as 2019-03-31") from error
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return utc.replace(tzinfo=None).isoformat(timespec="seconds")


def _action(text: str) -> "Action":
    from cmp_search.audit import Action

    try:
        return Action(text)
    except ValueError as error:
        raise typer.BadParameter(f"it is one of {', '.join(Action)}") from error


@with_json_errors
def audit(
    since: Annotated[
        str | None,
        typer.Option(parser=_since, metavar="DATE", help="Only since then (UTC): 2019-03-31."),
    ] = None,
    action: Annotated[
        str | None,
        typer.Option(parser=_action, metavar="ACTION", help="Only this, such as add or refused."),
    ] = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="Only what this person did.")] = "",
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Show who changed the texts or their index, signed in or was refused, oldest first."""
    from cmp_search.api.auditing import event_json, fault_json
    from cmp_search.audit import Action
    from cmp_search.cli.terminal import print_json
    from cmp_search.errors import AuditError
    from cmp_search.locales.terminal import terminal_messages

    log = library_of(corpus, None).audit
    with suppress(AuditError):  # Then what was killed is recorded by the next change.
        log.settle()
    chosen = Action(action) if action else None
    events, faults = list(log.events(since or "", chosen, who)), log.faults()
    if json:
        print_json(
            {
                "events": [event_json(event) for event in events],
                "faults": [fault_json(fault) for fault in faults],
            }
        )
    else:
        _print(events, faults, terminal_messages())
    if faults:
        raise typer.Exit(1)


def _print(events: "list[Event]", faults: "tuple[Fault, ...]", messages: "Messages") -> None:
    from rich.text import Text

    from cmp_search.audit.words import fault_line
    from cmp_search.cli.terminal import terminal

    if events:
        terminal().print(_table(events, messages))
    else:
        terminal().print(messages("audit.none"), markup=False)
    for fault in faults:
        terminal(errors=True).print(Text(fault_line(fault, messages), style="bold red"))


def _table(events: "list[Event]", messages: "Messages") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from cmp_search.audit.words import COLUMNS, cells

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(messages(f"audit.{name}"), no_wrap=name == "when", overflow="fold")
    for event in events:
        style = "" if event.is_done else "yellow"
        table.add_row(*(Text(cell, style=style) for cell in cells(event, messages)))
    return table
