"""Adding from the command line: what is proposed, the question on a terminal, what was done.

1. What the options say holds. Whatever else is proposed is only taken if someone agreed: by
   `--yes`, or on a terminal, where it may be changed; either way it is shown.
2. Without either, as in a script, the file is added under its stem, as if nothing were proposed;
   if it is a text of the catalogue, a line says so. Then no other text is replaced.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from cmp_search.cli.building import build_and_report
from cmp_search.cli.saying import say
from cmp_search.cli.terminal import is_a_conversation, terminal
from cmp_search.corpus.details import DETAILS, Details
from cmp_search.corpus.words import identification_lines
from cmp_search.documents.source import files_of
from cmp_search.errors import TakenError
from cmp_search.locales import messages_for

if TYPE_CHECKING:
    from cmp_search.corpus.adding import Addition
    from cmp_search.corpus.proposal import Proposal
    from cmp_search.documents.source import Source
    from cmp_search.library import Library

MESSAGES = messages_for("en")


def add_and_report(
    library: Library, file: Path, id: str, given: Details, *, yes: bool, as_json: bool
) -> None:
    """Add a file, build, and report (steps 1 and 2)."""
    from cmp_search.api.schemas import addition_json, proposal_json

    asks = not (yes or as_json) and is_a_conversation()
    proposal = library.propose(file, id=id) if yes or asks or not id else None
    done = {"proposal": proposal_json(proposal) if proposal else None}
    details = given
    if proposal and (yes or asks):
        if asks:
            proposal, given = _ask(library, file, proposal, given)
        id, details = proposal.id.value, given.or_else(proposal.details)
    elif proposal and proposal.identification:
        first = identification_lines(proposal.identification)[0]
        say(f"{first} Add it as that with --yes or --id {proposal.id.value}.")
    before = library.last_addition()
    source = _add(library, file, id, details, replacing=yes or asks)
    if proposal and yes and not as_json:
        _show_details(proposal, given)
    say(f"{source.path} is in the corpus as “{source.id}”.")
    addition = library.last_addition()
    if addition and addition != before:
        _say_replaced(addition)
    if not source.entry.is_verified:
        say(MESSAGES("adding.copy", id=source.id))
    done["addition"] = addition_json(addition) if addition and addition != before else None
    build_and_report(library, as_json=as_json, done=done)


def _add(library: Library, file: Path, id: str, given: Details, *, replacing: bool) -> Source:
    """Add a file; what it would replace has to be agreed to.

    Raises:
        TakenError: it would replace a text, and nobody said that it may.
    """
    try:
        return library.add(file, id or None, given, replacing=replacing)
    except TakenError as error:
        taken = str(error.parameters["id"])
        files = ", ".join(path.name for path in files_of(library.corpus, taken))
        raise TakenError("id_would_replace", id=taken, files=files) from error


def _say_replaced(addition: Addition) -> None:
    """Say which files were replaced, where they are kept, and how they come back."""
    for old in addition.replaced:
        kept = f"which is kept as {old.kept}"
        say(f"It replaced {old.place}, {kept}; `cmp-search undo` brings it back.")


def undo_and_report(library: Library, *, as_json: bool) -> None:
    """Take the last addition back, build, and report."""
    from cmp_search.api.schemas import addition_json

    addition = library.undo()
    back = ", ".join(old.place for old in addition.replaced)
    say(
        f"“{addition.id}” was taken out of the corpus again"
        + (f"; {back} is back in its place." if back else ".")
    )
    build_and_report(library, as_json=as_json, done={"undone": addition_json(addition)})


def _ask(
    library: Library, file: Path, proposal: Proposal, given: Details
) -> tuple[Proposal, Details]:
    """Show a proposal until it is agreed to; what was typed counts as given. Exit if refused."""
    while True:
        _show(proposal, given)
        answer = typer.prompt("Add it like this? (yes, edit, no)", default="yes", err=True)
        if answer.strip().lower() in ("y", "yes"):
            return proposal, given
        if answer.strip().lower() in ("n", "no"):
            say("Nothing was added.")
            raise typer.Exit(1)
        id = typer.prompt("id", default=proposal.id.value, err=True)
        if id != proposal.id.value:
            proposal = library.propose(file, id=id)
        given = Details(*(_typed(name, proposal, given) for name in DETAILS))


def _typed(name: str, proposal: Proposal, given: Details) -> str:
    shown = getattr(given, name) or getattr(proposal, name).value
    return str(typer.prompt(_label(name), default=shown, show_default=bool(shown), err=True))


def _label(name: str) -> str:
    return name.replace("_", " ")


def _show(proposal: Proposal, given: Details) -> None:
    """Show what is proposed, and what it would replace."""
    _show_details(proposal, given)
    if proposal.replaces:
        line = MESSAGES("adding.replaces", files=", ".join(proposal.replaces))
        terminal(errors=True).print(Text(line))


def _show_details(proposal: Proposal, given: Details) -> None:
    """Show each part of a proposal, and where it comes from."""
    console = terminal(errors=True)
    for line in identification_lines(proposal.identification) if proposal.identification else ():
        console.print(Text(line))
    table = Table(box=None, show_header=False, pad_edge=False)
    for name in ("id", *DETAILS):
        proposed, own = getattr(proposal, name), getattr(given, name, "")
        origin = "given" if own else proposed.origin.value
        table.add_row(
            Text(_label(name), style="dim"),
            Text(own or proposed.value),
            Text(MESSAGES(f"origin.{origin}"), style="dim"),
        )
    console.print(table)
