"""The options of the log, which every command takes; docs/administering.md has the events."""

from collections.abc import MutableMapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cmp_search.logs.showing import show_more

if TYPE_CHECKING:
    from typer._click import Parameter

VERBOSE, LOG_JSON = "verbose", "log_json"


@cache
def log_options() -> "tuple[Parameter, ...]":
    """The options, as a command line has them."""
    from typer.main import get_command

    app = typer.Typer(add_completion=False)

    @app.command()
    def log(
        verbose: Annotated[
            bool, typer.Option("--verbose", help="Say on standard error what is done.")
        ] = False,
        log_json: Annotated[
            bool, typer.Option("--log-json", help="Say on standard error what happens, as JSON.")
        ] = False,
    ) -> None:
        """Only the options of it are used."""

    return tuple(get_command(app).params)


def chosen(given: MutableMapping[str, Any]) -> None:
    """Show as much of the log as the options ask for, which the command itself does not get."""
    show_more(verbose=given.pop(VERBOSE), as_json=given.pop(LOG_JSON))
