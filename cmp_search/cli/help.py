"""What `--help` shows: lines that are whole at any width, and the version.

Of an argument it has the name, and not the type that Python gives it.
"""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click import Command
from typer.core import TyperCommand, TyperGroup

from cmp_search.cli.log_options import chosen, log_options

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter, Parameter

_TYPE = re.compile(r" <[^>]+>$")
_BRACKETS = re.compile(r"\[default: \(([^)]*)\)")
HELP = {"help_option_names": ["--help", "-h"]}
"""The settings of a command line that takes `-h`, too."""


class _Logged(Command):
    """What takes the options of the log, before a command and behind it."""

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Its own parameters, then those of the log, then `--help`."""
        own = super().get_params(ctx)
        return [*own[: len(self.params)], *log_options(), *own[len(self.params) :]]

    def invoke(self, ctx: "Context") -> Any:  # noqa: ANN401
        """Run it, with as much of the log as was asked for."""
        chosen(ctx.params)
        return super().invoke(ctx)


class OneCommand(_Logged, TyperCommand):
    """A command whose help has the names of arguments without the types that Python gives them."""

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the arguments and the options, each kind under its heading."""
        for kind in ("argument", "option"):
            params = (one for one in self.get_params(ctx) if one.param_type_name == kind)
            records = filter(None, (one.get_help_record(ctx) for one in params))
            rows = [
                (_TYPE.sub("", name), _BRACKETS.sub(r"[default: \1", words))
                for name, words in records
            ]
            if rows:
                with formatter.section(f"{kind.capitalize()}s"):
                    formatter.write_dl(rows)


class Commands(_Logged, TyperGroup):
    """Commands that are listed with their first paragraph, on several lines where it takes them."""

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """The command of that name; a `short_help` is what keeps its sentence from being cut."""
        command = super().get_command(ctx, cmd_name)
        if command:
            command.short_help = command.short_help or (command.help or "").partition("\n\n")[0]
        return command


def _print_version(wanted: bool) -> None:
    if wanted:
        from cmp_search.version import __version__

        typer.echo(f"cmp-search {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version."),
]
