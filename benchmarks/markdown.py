"""Figures as Markdown: a table, a spread, and a line on how they were measured."""

from collections.abc import Sequence
from typing import Any

from benchmarks.record import Record, Spread


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; every row has as many cells as the head."""
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


def with_spread(spread: Spread, form: str = "{:.2f}", times: float = 1.0) -> str:
    """A median with its spread; a single measurement has none."""
    texts = [form.format(times * value) for value in (spread.median, spread.low, spread.high)]
    return texts[0] if spread.n == 1 else f"{texts[0]} ({texts[1]}–{texts[2]})"


def conditions(record: Record[Any]) -> str:
    """On which machine, when and how often something was measured."""
    count = f"n = {record.n} rounds" if record.n > 1 else "one round"
    where = f"{record.machine}, Python {record.python}, {record.date}; {count}"
    if record.others is None:
        return f"{where}."
    return f"{where}; other work took {record.others:.0%} of the processors."
