"""Makes docs/cmp-search.1, the manual page, from the command line itself: `make man`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from cmp_search import settings
from cmp_search.cli.commands import app
from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from typer._click import Command, Context

PAGE = CHECKOUT / "docs" / "cmp-search.1"
NAME = "cmp-search"
HEAD = r""".\" Made by `make man`.
.TH CMP\-SEARCH 1
.SH NAME
cmp\-search \- ask the texts of the Canada\-Mexico Partnership
.SH SYNOPSIS
.B cmp\-search
.I COMMAND
[OPTIONS] [ARGS]...
.SH DESCRIPTION
Answers questions in English, French or Spanish with passages of the texts, each with a citation
that holds. It works offline. To begin:
.PP
.nf
    cmp\-search init FOLDER
    cd FOLDER
    cmp\-search ask "Who co\-chairs the Forestry Working Group?"
.fi
"""
EXIT_STATUS = """0 on success, 1 after an error, 2 for a usage error, 3 if something was left out,
130 after Ctrl-C. A server that is stopped, by Ctrl-C or SIGTERM, ends with 0."""


def page() -> str:
    """The manual page, in the language of man(7)."""
    group = typer.main.get_command(app)
    context = group.make_context(NAME, [], resilient_parsing=True)
    lines = [".SH OPTIONS", *_options(group, context), ".SH COMMANDS", *_commands(group, context)]
    lines += [".SH ENVIRONMENT", *_environment(), ".SH EXIT STATUS", escaped(EXIT_STATUS)]
    return HEAD + "\n".join(lines) + "\n"


def _commands(group: "Command", context: "Context") -> Iterator[str]:
    """Each command with what it does and takes; those of a group follow it."""
    for name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        with type(context)(command, parent=context, info_name=name) as own:
            yield f".SS {escaped(own.command_path.removeprefix(NAME).strip())}"
            yield escaped(command.help or "")
            yield from _options(command, own)
            if hasattr(command, "commands"):
                yield from _commands(command, own)


def _options(command: "Command", context: "Context") -> Iterator[str]:
    records = (one.get_help_record(context) for one in command.get_params(context))
    for left, right in filter(None, records):
        # Of an argument it has the name, and not the type that Python gives it.
        yield from (".TP", rf"\fB{escaped(left.partition(' <')[0])}\fR", escaped(right))


def _environment() -> Iterator[str]:
    """The variables, from the table of the settings."""
    rows = [line for line in (settings.__doc__ or "").splitlines() if "| CMP_" in line]
    for _, name, meaning, default, *_ in (row.split("|") for row in rows):
        words = f"{meaning.strip()}; by default {default.strip()}"
        yield from (".TP", rf"\fB{escaped(name.strip())}\fR", escaped(words))


def escaped(text: str) -> str:
    """A text as man(7) shows it to the letter; paragraphs stay apart."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    lines = (line.strip() for line in text.strip().splitlines())
    # A line that begins with a dot or an apostrophe would be a request.
    return "\n".join((r"\&" + line if line[:1] in (".", "'") else line) or ".PP" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
