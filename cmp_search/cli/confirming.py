"""Confirming from the command line: what will be cited, the question on a terminal, the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from cmp_search.cli.building import build_and_report
from cmp_search.cli.saying import say
from cmp_search.cli.terminal import is_a_conversation, terminal

if TYPE_CHECKING:
    from cmp_search.documents.source import Source
    from cmp_search.library import Library


def confirm_and_report(library: Library, id: str, *, yes: bool, as_json: bool) -> None:
    """Show a copy, record that it is the official text if that is agreed to, and build."""
    source = library.copy_of(id)
    if not as_json:
        _show(source)
    if not yes:
        _ask(as_json=as_json)
    library.confirm(id, source.sha256)
    done = {"confirmed": {"document": id, "edition": source.sha256}}
    build_and_report(library, as_json=as_json, done=done)


def _ask(*, as_json: bool) -> None:
    """Go on only if somebody says so."""
    if as_json or not is_a_conversation():
        say("cmp-search: nothing was confirmed: say so with --yes")
        raise typer.Exit(1)
    question = "Have you compared it with the publisher's, and is it the same? (yes, no)"
    if typer.prompt(question, default="no", err=True).strip().lower() not in ("y", "yes"):
        say("Nothing was confirmed.")
        raise typer.Exit(1)


def _show(source: Source) -> None:
    """Show what the file will be cited as."""
    entry = source.entry
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in (
        ("title", entry.title or entry.id),
        ("issuing body", entry.issuing_body),
        ("date", entry.date_text),
        ("address", entry.url),
        ("file", str(source.path)),
        ("SHA-256", source.sha256),
        ("provided by", entry.provided_by or "nobody who is known"),
    ):
        table.add_row(Text(name, style="dim"), Text(value))
    terminal(errors=True).print(table)
