"""The terminal that everything is printed on."""

from rich.console import Console

WIDTH = 100


def terminal(*, errors: bool = False) -> Console:
    """Standard output or error, no wider than is easy to read."""
    console = Console(stderr=errors, highlight=False)
    console.width = min(console.width, WIDTH)
    return console
