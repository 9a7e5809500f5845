"""What `--help` shows: lines that are whole at any width, and the version."""

from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Command, Context


class Commands(TyperGroup):
    """Commands that are listed with their whole sentences, on several lines where it takes them."""

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """The command of that name; a `short_help` is what keeps its sentence from being cut."""
        command = super().get_command(ctx, cmd_name)
        if command:
            command.short_help = command.short_help or command.help
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
