"""The commands of `cmp-search keys`: the keys that other programs ask the server with.

They import what they need when they run, as all commands do.
"""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cmp_search.cli.help import Commands, OneCommand
from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import CorpusOption, JsonOption, library_of, whole_to
from cmp_search.cli.saying import say

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

    from cmp_search.programs.keys import Key, KeyFile

MOST_DAYS = 36_500
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="What the key is called.", show_default=False)
]


keys_app = typer.Typer(
    cls=Commands,
    help="Add and revoke the keys with which other programs ask the server.",
    no_args_is_help=True,
)


@keys_app.command("add", cls=OneCommand)
@with_json_errors
def add(
    name: NameArgument,
    collection: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A collection that it opens, else $CMP_SEARCH_COLLECTION or cmp; may be repeated.",
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(parser=whole_to(MOST_DAYS), metavar="N", help="It ends after so many days."),
    ] = None,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="It is for the server's metrics, and nothing else.")
    ] = False,
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key, and print it this once: only its hash is kept."""
    from datetime import timedelta

    from cmp_search.cli.terminal import print_json
    from cmp_search.programs.keys import Purpose
    from cmp_search.programs.keys.key import today
    from cmp_search.settings import Settings

    until = today() + timedelta(days) if days else None
    purpose = Purpose.METRICS if metrics else Purpose.ASK
    opened = list(dict.fromkeys(collection or [Settings().collection]))
    token, key = _file(corpus).add(name, opened, purpose, until)
    if json:
        print_json({"key": _key_json(key), "token": token})
        return
    typer.echo(token)
    say(f"This is the key “{key.name}”, shown this once: keep it where only the program reads it.")


@keys_app.command("list", cls=OneCommand)
@with_json_errors
def list_(json: JsonOption = False) -> None:
    """List the keys, without what programs send."""
    from cmp_search.cli.terminal import print_json, terminal
    from cmp_search.programs.keys import read_keys
    from cmp_search.settings import Settings

    keys = read_keys(Settings().keys)
    if json:
        print_json({"keys": [_key_json(key) for key in keys]})
    elif keys:
        terminal().print(_table(keys))
    else:
        say("There is no key: add one with `cmp-search keys add NAME`.", errors=False)


@keys_app.command("revoke", cls=OneCommand)
@with_json_errors
def revoke(name: NameArgument, corpus: CorpusOption = None, json: JsonOption = False) -> None:
    """Take a key away; servers refuse it from the next request on."""
    from cmp_search.cli.terminal import print_json

    key = _file(corpus).revoke(name)
    if json:
        print_json({"revoked": _key_json(key)})
    else:
        say(f"“{key.name}” is no key any more.", errors=False)


def _file(corpus: "Path | None") -> "KeyFile":
    """The file of keys; its changes are recorded in the audit log of the corpus."""
    from cmp_search.programs.keys import KeyFile
    from cmp_search.settings import Settings

    library = library_of(corpus, None)
    return KeyFile(Settings().keys, library.audit, library.who, library.via)


def _key_json(key: "Key") -> dict[str, Any]:
    """A key in the JSON of these commands."""
    from cmp_search.programs.keys.key import today

    return {
        "name": key.name,
        "collections": list(key.collections),
        "purpose": key.purpose,
        "created": key.created,
        "by": key.by,
        "until": str(key.until or ""),
        "has_ended": key.has_ended(today()),
    }


def _table(keys: "tuple[Key, ...]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from cmp_search.programs.keys.key import today

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Name", "For", "Collections", "Made", "By", "Until"):
        table.add_column(name, no_wrap=name in ("Made", "Until"), overflow="fold")
    for key in keys:
        has_ended = key.has_ended(today())
        until = f"{key.until or 'no end'}{' (ended)' if has_ended else ''}"
        made = key.created.partition("T")[0]
        cells = (key.name, key.purpose, ", ".join(key.collections), made, key.by, until)
        table.add_row(*(Text(cell, style="yellow" if has_ended else "") for cell in cells))
    return table
