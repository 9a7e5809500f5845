"""Figures as Markdown: a table, a spread, and the line that says how they were measured."""

from collections.abc import Sequence
from typing import Any

from benchmarks.record import Record, Spread


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; every row has as many cells as the head."""
    written = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join([written[0], "|---" * len(head) + "|", *written[1:]])


def told(spread: Spread, form: str = "{:.2f}", times: float = 1.0) -> str:
    """A median with its spread; one measurement has none."""
    held = [form.format(times * value) for value in (spread.median, spread.low, spread.high)]
    return held[0] if spread.n == 1 else f"{held[0]} ({held[1]}–{held[2]})"


def conditions(record: Record[Any]) -> str:
    """Where, when and how often."""
    count = f"n = {record.n} rounds" if record.n > 1 else "one round"
    where = f"{record.machine}, Python {record.python}, {record.date}; {count}"
    if record.others is None:
        return f"{where}."
    return f"{where}; other work took {record.others:.0%} of the processors."
