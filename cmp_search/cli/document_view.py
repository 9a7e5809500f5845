"""What the terminal shows of one document: its entry, how it was read, and its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from cmp_search.citations.citation import caution
from cmp_search.cli.terminal import terminal
from cmp_search.documents.quality import flaw_lines, left_out_lines, recognised_summary
from cmp_search.documents.recognition import recognised_path
from cmp_search.locales import messages_for

if TYPE_CHECKING:
    from cmp_search.index.status import DocumentDetail, DocumentStatus, SectionStatus

MESSAGES = messages_for("en")


def print_detail(detail: DocumentDetail) -> None:
    """Print a document: entry, quality, and the tree of its sections with their passages."""
    out = terminal()
    status = detail.status
    out.print(Text(status.entry.title, style="bold"), Text(status.entry.id, style="cyan"), sep="\n")
    table = Table.grid(padding=(0, 2))
    for label, words in _rows(detail):
        if words:
            table.add_row(Text(label, style="dim"), Text(words))
    out.print(Padding(table, (1, 0)))
    tree = Tree(Text("sections", style="dim"), guide_style="dim")
    _add_sections(tree, detail.sections)
    out.print(tree)


def _rows(detail: DocumentDetail) -> Iterator[tuple[str, str]]:
    """Labels and values, line by line; the caller leaves out empty values."""
    status, entry = detail.status, detail.status.entry
    yield "issued by", entry.issuing_body
    yield "date", str(entry.date or entry.year or "")
    yield "language", entry.language
    yield (
        "also in",
        ", ".join(f"{e.language} ({e.id})" for e in status.editions if e.id != entry.id),
    )
    yield "kind", entry.kind
    yield "address", entry.url
    yield "digest of", entry.digest_of or ""
    yield "copy", caution(entry.provided_by, "en")
    yield "file", f"{_file(status)}, SHA-256 {detail.edition[:16]}…"
    yield "text", _size(status)
    yield "headings", MESSAGES(f"headings.{status.headings_from}")
    if status.pages:
        yield "page labels", MESSAGES(f"labels.{status.quality.labels.value}")
    yield "recognised", recognised_summary(status.quality)
    for i, words in enumerate(left_out_lines(status.quality.omitted)):
        yield "" if i else "left out", words
    for i, words in enumerate(flaw_lines(status.quality)):
        yield "" if i else "warnings", words


def _file(status: DocumentStatus) -> str:
    """The name of the file that was read: of a scan, that of the recognised PDF."""
    name = status.entry.file or status.entry.id
    return recognised_path(Path(name)).name if status.quality.recognised else name


def _size(status: DocumentStatus) -> str:
    pages = f" on {_count(status.pages, 'page')}" if status.pages else ""
    return f"{_count(status.characters, 'character')}{pages}, {_count(status.passages, 'passage')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _add_sections(tree: Tree, sections: Sequence[SectionStatus]) -> None:
    """Add each section under its parent; text before the first heading has no path."""
    branches: dict[tuple[str, ...], Tree] = {(): tree}
    for section in sections:
        if not section.path:
            tree.add(_label("(before the first heading)", section))
            continue
        depth = next(
            d for d in range(len(section.path) - 1, -1, -1) if section.path[:d] in branches
        )
        branches[section.path] = branches[section.path[:depth]].add(
            _label(section.path[-1], section)
        )


def _label(words: str, section: SectionStatus) -> Text:
    count = f"  {_count(section.passages, 'passage')}" if section.passages else ""
    return Text.assemble(words, (count, "dim"))
