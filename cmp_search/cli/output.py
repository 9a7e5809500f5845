"""What the terminal shows: answers, reports and status for people, JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cmp_search.citation import render
from cmp_search.index.build import BuildReport
from cmp_search.index.build import Progress as Told
from cmp_search.json_form import Json
from cmp_search.search.answer import Answer, Hit, Level
from cmp_search.status import Status

if TYPE_CHECKING:
    from cmp_search.fetch.texts import FetchReport

WIDTH = 100
LEVELS = {
    Level.ANSWERED: ("green", "Passages that answer"),
    Level.RELATED: ("yellow", "Related passages; the answer may not be among them"),
    Level.NOT_FOUND: ("red", "Not found in these texts; the nearest passages"),
}


def print_json(value: Json) -> None:
    """One object on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _console(*, errors: bool = False) -> Console:
    console = Console(stderr=errors, highlight=False)
    console.width = min(console.width, WIDTH)
    return console


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Show that something is being loaded, on a terminal's standard error only."""
    with _console(errors=True).status(message):
        yield


def building() -> AbstractContextManager[Told]:
    """Show a progress bar while the index is built; gives what the build reports to."""
    return _bar("Looking at the corpus", "Indexing", "Finishing")


def fetching() -> AbstractContextManager[Callable[[str, float, int], None]]:
    """Show a progress bar while texts are fetched; gives what the fetch reports to."""
    return _bar("Looking at the catalogue", "Getting", "Finishing")


@contextmanager
def _bar(first: str, verb: str, last: str) -> Iterator[Callable[[str, float, int], None]]:
    """A progress bar on a terminal's standard error, with a word for what is done to a document."""
    console = _console(errors=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(first, total=None)

        def told(document: str, done: float, total: int) -> None:
            label = f"{verb} {document}" if document else last
            bar.update(task, description=label, completed=done, total=total)

        yield told


def print_report(report: BuildReport) -> None:
    """What a build did, in a few lines."""
    console = _console()
    if report.anew:
        console.print(f"Built anew: {report.anew}.")
    for word in ("added", "changed", "removed", "unchanged", "aside"):
        ids: tuple[str, ...] = getattr(report, word)
        if ids:
            label = "stepped aside" if word == "aside" else word
            console.print(f"[bold]{len(ids)}[/] {label}: {', '.join(ids)}")
    for failure in report.failed:
        kept = " (its last good text stays in the index)" if failure.kept else ""
        console.print(Text(f"failed: {failure.reason}{kept}", style="red"))
    console.print(
        f"{report.documents} documents, {report.passages} passages in generation "
        f"{report.generation}; {report.encoded} texts encoded, {report.reused} reused."
    )


def print_fetched(report: "FetchReport") -> None:
    """What came of a fetch, in a few lines."""
    console = _console()
    for label, ids in (
        ("fetched", report.fetched),
        ("unchanged at the publisher", report.unchanged),
    ):
        if ids:
            console.print(f"[bold]{len(ids)}[/] {label}: {', '.join(ids)}")
    for failure in report.failed:
        console.print(Text(f"{failure.id}: {failure.reason}", style="red"), soft_wrap=True)


def print_answer(answer: Answer) -> None:
    """The hits of an answer under its confidence."""
    console = _console()
    colour, words = LEVELS[answer.confidence.level]
    console.print(Text(f"{words}.", style=f"bold {colour}"))
    for hit in answer.hits:
        console.print(_hit(hit))


def _hit(hit: Hit) -> Group:
    """A passage with its best sentence marked, under its place and above its citation."""
    passage = hit.passage
    start, end = (place - passage.start for place in hit.best_sentence)
    body = Text(passage.text)
    body.stylize("bold", start, end)
    return Group(
        "",
        Text(f"{hit.rank}. {' › '.join(passage.section) or hit.title}", style="cyan"),
        Padding(body, (0, 3)),
        Padding(Text(f"— {render(hit.citation)}", style="dim"), (0, 3)),
    )


def print_status(status: Status) -> None:
    """The documents of the index and what has changed since it was built."""
    console = _console()
    manifest = status.manifest
    console.print(
        f"Generation {manifest.generation}, built {manifest.created} with {manifest.encoder.name}: "
        f"{manifest.documents} documents, {manifest.passage_count} passages, "
        f"{manifest.sentence_count} sentences."
    )
    table = Table("document", "language", "date", "pages", "passages", "headings", box=None)
    for document in status.documents:
        entry = document.entry
        table.add_row(
            Text.assemble(f"{entry.id}\n", (entry.title, "dim")),
            entry.language,
            Text(str(entry.date or entry.year or ""), no_wrap=True),
            str(document.pages or ""),
            str(document.passages),
            document.headings_from,
        )
    console.print(table)
    for label, ids in (("New or changed", status.pending), ("Gone", status.gone)):
        if ids:
            console.print(f"{label} since then: {', '.join(ids)} – run `cmp-search index`.")
