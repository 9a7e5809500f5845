"""Recognising scans from the command line: the progress bar, and the report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from cmp_search.cli.building import STOPPED, build_after
from cmp_search.cli.output import recognising
from cmp_search.cli.saying import say
from cmp_search.cli.terminal import terminal
from cmp_search.documents.quality import page_ranges
from cmp_search.locales.error_messages import message

if TYPE_CHECKING:
    from cmp_search.corpus.recognition.scans import RecognitionReport
    from cmp_search.library import Library


def recognise_and_report(library: Library, files: Sequence[Path], *, as_json: bool) -> None:
    """Recognise, index and report.

    Exits with status 3 if a scan was left out, 1 if all were, 130 if Ctrl-C stopped it.
    """
    from cmp_search.api.schemas import recognition_report_json

    report = _recognise(library, files)
    if not as_json:
        _print_recognised(report)
    record = partial(recognition_report_json, report)
    build_after(library, report, record, needed=bool(report.recognised), as_json=as_json)


def _recognise(library: Library, files: Sequence[Path]) -> RecognitionReport:
    try:
        with recognising() as progress:
            return library.recognise(files, progress)
    except KeyboardInterrupt as stopped:
        say(
            "cmp-search: stopped; the pages that are done are kept: run the same command again "
            "for the rest"
        )
        raise typer.Exit(STOPPED) from stopped


def _print_recognised(report: RecognitionReport) -> None:
    """Print what was recognised, a line for each scan."""
    console = terminal()
    if not report.recognised and not report.failed:
        console.print("The corpus has no scans to recognise.")
    for one in report.recognised:
        pages = f"{len(one.pages)} page{'' if len(one.pages) == 1 else 's'}"
        line = f"{one.id}: the text of {pages} was recognised, {one.certainty}% certain"
        console.print(Text(line))
        if one.uncertain:
            doubts = f"{one.id}: check these pages: {page_ranges(one.uncertain)}"
            console.print(Text(doubts, style="yellow"))
    for failure in report.failed:
        line = f"failed: {message(failure.code, failure.parameters)}"
        console.print(Text(line, style="red"))
