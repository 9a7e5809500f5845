"""Calibrating from the command line: choose thresholds, say what they change, or remove them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from cmp_search.api.evaluation import calibration_report_json
from cmp_search.cli.output import asking
from cmp_search.cli.terminal import print_json, terminal
from cmp_search.evaluation.abstention import Levels
from cmp_search.evaluation.calibration import CalibrationReport
from cmp_search.evaluation.phrases import NAMES, fraction
from cmp_search.evaluation.questions import read_questions
from cmp_search.library import Library

COLUMNS = ("n", "not found", "related", "answered")


def calibrate_by_files(library: Library, questions: Sequence[Path], *, as_json: bool) -> None:
    """Ask the questions of some files, keep the thresholds that suit them, and report."""
    gold = read_questions(questions)
    with asking() as progress:
        report = library.calibrate(gold, progress)
    if as_json:
        print_json(calibration_report_json(report))
    else:
        print_calibration(report)


def reset_thresholds(library: Library, *, as_json: bool) -> None:
    """Go back to the shipped thresholds."""
    library.reset_calibration()
    if as_json:
        print_json({"calibration": None})
    else:
        terminal().print("The shipped thresholds are in force again.")


def print_calibration(report: CalibrationReport) -> None:
    """Print both thresholds and how each kind of question is judged, before and after."""
    console = terminal()
    after = report.calibration
    for name, before, now in (
        ("related", report.before.related, after.related),
        ("answered", report.before.answered, after.answered),
    ):
        console.print(f"[bold]{name}[/] from {fraction(now)}, before from {fraction(before)}")
    table = Table("", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for old, new in zip(report.levels_before, report.levels, strict=True):
        if not old.language:
            table.add_row(Text(f"{NAMES[old.kind]}, before"), *_cells(old), style="dim")
            table.add_row(Text("  now, cross-validated"), *_cells(new))
    console.print(table)
    console.print(
        "These thresholds are kept with the index, through all builds, and count as long as its "
        "model stays the same; `cmp-search calibrate --reset` removes them.",
        markup=False,
    )


def _cells(levels: Levels) -> list[str]:
    shares = (levels.not_found, levels.related, levels.answered)
    return [str(levels.n), *map(fraction, shares)]
