"""What the terminal shows of an evaluation: tables of figures, failures, and the comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cmp_search.cli.terminal import WIDTH, terminal
from cmp_search.evaluation.abstention import Levels
from cmp_search.evaluation.comparison import ChangedQuestion, Comparison, Move
from cmp_search.evaluation.figures import Figures, SubsetKind, SubsetMeasures
from cmp_search.evaluation.intervals import Figure
from cmp_search.evaluation.measures import MEASURES
from cmp_search.evaluation.phrases import (
    NAMES,
    REASONS,
    comparison_lines,
    fraction,
    interval,
    run_summary,
    signed,
    with_interval,
)
from cmp_search.evaluation.run import Run

SHOWN = 8
"""Questions listed of each sort; the report and the JSON have all of them."""

ONE_LINE = 98
"""Width of the widest table with each interval next to its figure, not under it."""


def _console() -> Console:
    """The terminal; a pipe has no width of its own, so it gets the widest."""
    console = terminal()
    if not console.is_terminal:
        console.width = WIDTH
    return console


def print_index(run: Run) -> None:
    """Print what was asked, and of which index."""
    _console().print(Text(run_summary(run)))


def print_figures(figures: Figures) -> None:
    """Print all figures of a run."""
    console = _console()
    if figures.rows:
        _print_retrieval(console, figures.rows)
        _print_marked(console, figures.rows)
    _print_levels(console, figures.abstention.levels)
    console.print()
    two, latency = figures.two_documents, figures.latency
    if two:
        console.print(
            f"[bold]Two documents[/], among the first six of {two.both_relevant.n}: both relevant "
            f"{with_interval(two.both_relevant)}, both at all {with_interval(two.both_documents)}"
        )
    if figures.shown_characters:
        console.print(
            f"[bold]Length[/]: the passages shown have {figures.shown_characters:.0f} characters "
            "on average"
        )
    console.print(
        f"[bold]Speed[/]: half of the questions within {latency.p50:.0f} ms, 95 % within "
        f"{latency.p95:.0f} ms, 99 % within {latency.p99:.0f} ms"
    )
    _print_failures(console, figures)


def _print_retrieval(console: Console, rows: Sequence[SubsetMeasures]) -> None:
    _title(console, "Retrieval", "R@k: a relevant passage is among the first k; 95 % intervals")
    _print_rows(
        console, rows, {name: [row.measures.get(name) for row in rows] for name in MEASURES}
    )
    overall = rows[0]
    for figure, what in ((overall.section, "section"), (overall.page, "page")):
        if figure:
            console.print(
                f"The first relevant hit is in the expected {what}: {with_interval(figure)}, "
                f"n = {figure.n}"
            )


def _print_marked(console: Console, rows: Sequence[SubsetMeasures]) -> None:
    """Print how right the marks in the first hit are; columns without a figure are left out."""
    columns = {
        "sentence": [row.sentence for row in rows],
        "if relevant": [row.relevant_sentence for row in rows],
        "span": [row.span for row in rows],
        "span F1": [row.span_f1 for row in rows],
    }
    judged = {name: figures for name, figures in columns.items() if any(figures)}
    if judged:
        _title(console, "Marked", "the best sentence of the first hit has an answer")
        _print_rows(console, rows, judged)


def _print_rows(
    console: Console,
    rows: Sequence[SubsetMeasures],
    columns: Mapping[str, Sequence[Figure | None]],
) -> None:
    """Print a table with a row for each subset, the figures given column by column."""
    table = Table("", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("n", *columns):
        table.add_column(name, justify="right", no_wrap=True)
    by = SubsetKind.ALL
    for i, row in enumerate(rows):
        if row.by is not by:
            table.add_row()
        by = row.by
        cells = (_figure(console, figures[i]) for figures in columns.values())
        table.add_row(NAMES.get(row.name, row.name), str(row.n), *cells)
    console.print(table)


def _figure(console: Console, figure: Figure | None) -> Text:
    if not figure:
        return Text("–", style="dim")
    gap = " " if console.width >= ONE_LINE else "\n"
    return Text.assemble((fraction(figure.value), "bold"), gap, (interval(figure), "dim"))


def _print_levels(console: Console, levels: Sequence[Levels]) -> None:
    _title(console, "Abstention", "how each kind is judged; AUROC: against answerable questions")
    table = Table("", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    columns = ("n", "not found", "related", "answered", "AUROC")
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for row in levels:
        overall = not row.language
        name = NAMES[row.kind] if overall else f"  {NAMES.get(row.language, row.language)}"
        table.add_row(
            Text(name, style="" if overall else "dim"),
            str(row.n),
            *(fraction(share) for share in (row.not_found, row.related, row.answered)),
            _figure(console, row.auroc) if row.auroc else "",
        )
    console.print(table)


def _print_failures(console: Console, figures: Figures) -> None:
    counts = Counter(failure.reason for failure in figures.failures)
    if not counts:
        return
    _title(console, "Failed", f"{len(figures.failures)} questions")
    for reason, words in REASONS.items():
        if not counts[reason]:
            continue
        console.print(f"[bold]{counts[reason]}[/] {words}")
        failures = [failure for failure in figures.failures if failure.reason is reason]
        for failure in failures[:SHOWN]:
            question = failure.result.question
            line = Text.assemble("  ", (f"{question.id}  ", "dim"), question.text)
            console.print(line, no_wrap=True, overflow="ellipsis")
        if len(failures) > SHOWN:
            console.print(f"  … and {len(failures) - SHOWN} more; --report FILE.html lists all")


def print_comparison(comparison: Comparison) -> None:
    """Print what changed since the baseline."""
    console = _console()
    _title(console, "Compared with the baseline", f"of {comparison.date}")
    for line in comparison_lines(comparison):
        console.print(Text(line))
    notable = [move for move in comparison.moves if move.is_notable]
    if notable:
        table = Table("", "", box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("before", "after", "difference", "95 % interval", ""):
            table.add_column(name, justify="right", no_wrap=True)
        for move in notable:
            table.add_row(*_cells(move))
        console.print(table)
    for label, changes in (("Won", comparison.won), ("Lost", comparison.lost)):
        for text in _changes(label, changes):
            console.print(text, no_wrap=True, overflow="ellipsis")


def _cells(move: Move) -> Iterator[Text]:
    difference = move.difference
    good = (difference.value > 0) == move.more_is_better
    colour = ("green" if good else "red") if move.more_than_noise else "dim"
    yield Text(NAMES.get(move.name, move.name))
    yield Text(move.measure)
    yield Text(fraction(move.before))
    yield Text(fraction(move.after))
    yield Text(signed(difference.value), style=colour)
    yield Text(f"{signed(difference.low)} to {signed(difference.high)}", style="dim")
    yield Text("more than noise" if move.more_than_noise else "noise", style=colour)


def _changes(label: str, changes: Sequence[ChangedQuestion]) -> Iterator[Text]:
    if changes:
        yield Text(f"{label}: {len(changes)}", style="bold")
    for change in changes[:SHOWN]:
        question = change.question
        yield Text.assemble(
            "  ", (f"{change.before} → {change.after}  ", "cyan"), f"{question.id}  {question.text}"
        )
    if len(changes) > SHOWN:
        yield Text(f"  … and {len(changes) - SHOWN} more; --report FILE.html lists all")


def _title(console: Console, title: str, note: str) -> None:
    console.print()
    console.print(Text.assemble((title, "bold cyan"), (f"  {note}", "dim")))
