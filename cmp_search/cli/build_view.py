"""What a build did, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from cmp_search.cli.terminal import terminal
from cmp_search.documents.quality import flaw_lines
from cmp_search.index.address import Address, absolute
from cmp_search.locales import messages_for
from cmp_search.locales.error_messages import message

if TYPE_CHECKING:
    from cmp_search.index.duplicates import Duplicate
    from cmp_search.index.manifest import Failure
    from cmp_search.index.report import BuildReport

MOST_LISTED, FEW = 12, 8
"""Of more ids than the first, a line names as many as the second."""
MESSAGES = messages_for("en")


def print_report(report: BuildReport, index: Address) -> None:
    """Print what a build did, in a few lines."""
    from cmp_search.api.schemas import rebuild_line

    console = terminal()
    if report.rebuild_reason:
        console.print(f"Built from scratch: {rebuild_line(report)}.")
    if report.renewed:
        stages = ", ".join(MESSAGES(f"stage.{stage}") for stage in report.renewed)
        console.print(f"Updated without reading any file again: {stages}.")
    for word in ("added", "changed", "removed", "unchanged"):
        ids: tuple[str, ...] = getattr(report, word)
        if ids:
            console.print(counted(word, ids))
    for digest, official in zip(report.superseded, report.superseded_by, strict=True):
        console.print(Text(f"{digest} left out: the index has the official text, {official}"))
    for failure in report.failed:
        print_failure(console, failure, again=failure.id in report.skipped)
    for notice in report.warnings:
        for words in flaw_lines(notice):
            console.print(Text(f"{notice.document}: {words}", style="yellow"))
    print_duplicates(console, report.duplicates)
    if not report.generation:
        console.print("The corpus has no text any more, so there is no index either.")
        return
    documents = MESSAGES.count("unit.documents", report.documents)
    passages = MESSAGES.count("unit.passages", report.passages)
    console.print(
        f"{documents}, {passages} in generation {report.generation} of {absolute(index)}; "
        f"texts encoded: {report.encoded}, reused: {report.reused}."
    )


def counted(label: str, ids: Sequence[str]) -> Text:
    """How many ids, and which."""
    return Text.assemble((str(len(ids)), "bold"), f" {label}: {listed(ids)}")


def listed(ids: Sequence[str]) -> str:
    """Ids in a line; of many, the first and how many more."""
    if len(ids) <= MOST_LISTED:
        return ", ".join(ids)
    return f"{', '.join(ids[:FEW])} and {len(ids) - FEW} more"


def print_failure(console: Console, failure: Failure, *, again: bool) -> None:
    """Print why a file could not be read; `again`: it was not tried again in this build."""
    since = f"; unchanged since it failed on {MESSAGES.moment(failure.date)}" if again else ""
    kept = " (its last good text stays in the index)" if failure.kept else ""
    line = message(failure.code, failure.parameters)
    console.print(Text(f"failed: {line}{since}{kept}", style="red"))


def print_duplicates(console: Console, duplicates: Iterable[Duplicate]) -> None:
    """Print a line for every pair of duplicate documents."""
    for pair in duplicates:
        first, second = pair.documents
        near = f" ({int(pair.share * 100)}% alike)" if pair.share < 1 else ""
        console.print(
            Text(
                f"{first} and {second} are the {pair.kind.value}{near}: remove one with "
                "`cmp-search remove ID`",
                style="yellow",
            ),
        )
