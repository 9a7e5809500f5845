"""Saying: a line of plain words, which needs nothing that takes time to load."""

import typer

from cmp_search.language.unseen import harmless


def say(words: str, *, errors: bool = True) -> None:
    """Print a line, on standard error by default, with nothing that steers the terminal."""
    typer.echo(harmless(words), err=errors)
