"""The figures in benchmarks/results/faults.json, and their table in docs/robustness.md."""

import re
from collections.abc import Sequence

from benchmarks.faults.figure import Figure
from benchmarks.markdown import conditions, table
from benchmarks.record import RESULTS, ROOT, Record, read_record, write_record

NAME = "faults"
PAGE = ROOT / "docs" / "robustness.md"
PLACE = re.compile(f"(<!-- {NAME} -->\n).*?(<!-- /{NAME} -->)", re.DOTALL)
HEAD = ("fault", "tried", "bad", "seconds", "note")


def read_figures() -> Record[tuple[Figure, ...]] | None:
    """The figures of the last run; None if there was none."""
    return read_record(RESULTS / f"{NAME}.json", tuple[Figure, ...])


def renewed(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the last run, those of the same names renewed and new ones at their end."""
    record, new = read_figures(), {one.name: one for one in figures}
    last = {one.name: one for one in record.figures} if record else {}
    return [*(last | new).values()]


def write_figures(figures: Sequence[Figure]) -> None:
    """Write figures, and put their table into the page."""
    write_record(RESULTS, NAME, 1, tuple(figures))
    if record := read_figures():
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), record), "utf-8")


def with_table(page: str, record: Record[tuple[Figure, ...]]) -> str:
    """The page with the table of a record.

    Raises:
        ValueError: the page lacks its place.
    """
    if not PLACE.search(page):
        raise ValueError(f"there is no place <!-- {NAME} --> in the page")
    rows = [_row(one) for one in record.figures]
    made = f"{conditions(record)}\n\n{table(HEAD, rows)}"
    return PLACE.sub(lambda found: f"{found[1]}{made}\n{found[2]}", page)


def _row(one: Figure) -> tuple[str, ...]:
    bad = f"**{one.bad}**" if one.bad > one.most_allowed else str(one.bad)
    note = one.note.replace("|", "\\|").replace("\n", " ")
    return one.name, f"{one.tried:,}", bad, f"{one.seconds:.0f}", note
