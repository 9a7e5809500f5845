"""What the terminal shows of the whole index: its documents, and what has changed since.

Documents are in a table if it fits beside the longest id, else each has lines of its own; an id is
never broken, since people copy it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cmp_search.cli.build_view import listed, print_duplicates, print_failure
from cmp_search.cli.terminal import terminal
from cmp_search.index.address import Address, absolute
from cmp_search.locales import messages_for

if TYPE_CHECKING:
    from cmp_search.index.status import DocumentStatus, Status

MESSAGES = messages_for("en")
OTHER_COLUMNS = 62
"""Width of the columns beside that of the ids."""


def print_status(status: Status, index: Address, corpus: Path) -> None:
    """Print the documents of the index and what has changed since it was built."""
    from cmp_search.index.status import vector_search

    console = terminal()
    manifest = status.manifest
    counts = (
        MESSAGES.count("unit.documents", manifest.documents),
        MESSAGES.count("unit.passages", manifest.passage_count),
        MESSAGES.count("unit.sentences", manifest.sentence_count),
    )
    console.print(
        f"Generation {manifest.generation}, built on {MESSAGES.moment(manifest.created)} with "
        f"{manifest.encoder.name}: {', '.join(counts)}."
    )
    console.print(Text(f"It is {absolute(index)}, of the corpus {corpus.absolute()}.", "dim"))
    console.print(Text(vector_search(manifest), style="dim"))
    _print_calibration(status)
    longest = max((len(one.entry.id) for one in status.documents), default=0)
    if longest + OTHER_COLUMNS <= console.width:
        console.print(_table(status, longest))
    else:
        for document in status.documents:
            _print_document(console, document)
    print_duplicates(console, status.duplicates)
    for failure in status.failed:
        print_failure(console, failure, again=True)
    if status.interrupted:
        line = f"A change of “{status.interrupted}” was cut short: `cmp-search index` completes it."
        console.print(Text(line, style="yellow"))
    for ids, words, next_step in (
        (status.unread, "New or changed in the corpus", "reads them"),
        (status.gone, "No longer in the corpus", "removes them"),
    ):
        if ids:
            line = f"{words}: {listed(ids)} – `cmp-search index` {next_step}."
            console.print(Text(line))


def _table(status: Status, longest: int) -> Table:
    """The documents in a table, as wide as the longest id at least."""
    table = Table(box=None)
    table.add_column("document", min_width=longest)
    for name in ("language", "date", "pages", "passages", "headings"):
        table.add_column(name)
    for document in status.documents:
        entry = document.entry
        table.add_row(
            Text.assemble(f"{entry.id}\n", (entry.title, "dim")),
            Text("\n").join((Text(entry.language), Text(_also(document), style="dim"))),
            Text(_date(document), no_wrap=True),
            str(document.pages or ""),
            str(document.passages),
            document.headings_from,
        )
    return table


def _print_document(console: Console, document: DocumentStatus) -> None:
    """A document in lines of its own, as its row in the table."""
    entry = document.entry
    facts = (
        entry.language,
        _also(document),
        _date(document),
        MESSAGES.count("unit.pages", document.pages) if document.pages else "",
        MESSAGES.count("unit.passages", document.passages),
        f"headings: {document.headings_from}",
    )
    console.print(Text(entry.id, style="cyan"))
    console.print(Padding(Text(entry.title), (0, 0, 0, 3)))
    console.print(Padding(Text(" · ".join(filter(None, facts)), style="dim"), (0, 0, 0, 3)))


def _also(document: DocumentStatus) -> str:
    """The languages of its other editions in the index."""
    others = [one.language for one in document.editions if one.id != document.entry.id]
    return f"also {', '.join(dict.fromkeys(others))}" if others else ""


def _date(document: DocumentStatus) -> str:
    return str(document.entry.date or document.entry.year or "")


def _print_calibration(status: Status) -> None:
    """Print the thresholds that were set for the index, and whether they are in force."""
    from cmp_search.search.thresholds import calibration_line, in_force

    calibration = status.calibration
    if calibration:
        is_in_force = in_force(calibration, status.manifest.encoder) is not None
        line = calibration_line(calibration, is_in_force=is_in_force)
        style = "dim" if is_in_force else "yellow"
        terminal().print(Text(line, style=style))
