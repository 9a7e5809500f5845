"""What the terminal shows: answers, reports and status for people, JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from cmp_search.cli.building import counted
from cmp_search.cli.terminal import bar, is_styled, paged, terminal
from cmp_search.doctor import Finding, Severity
from cmp_search.language.normalisation import one_line
from cmp_search.locales.error_messages import message
from cmp_search.search.answer import Answer, Fact, FactStatement, Hit, Level
from cmp_search.search.verdict import advice, also_in, as_of, judgement, missing, reliability
from cmp_search.verification.support_words import in_a_line, remarks

if TYPE_CHECKING:
    from cmp_search.corpus.fetch.texts import FetchReport
    from cmp_search.index.caveats import Caveat
    from cmp_search.verification.support import Support

COLOURS = {Level.ANSWERED: "green", Level.RELATED: "yellow", Level.NOT_FOUND: "red"}
MARK = "**"
"""What a sentence stands between where it cannot be bold; as Markdown has it."""
MARKS = {
    Severity.OK: ("green", "✓"),
    Severity.WARNING: ("yellow", "!"),
    Severity.WRONG: ("red", "✗"),
}


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Show a message while something is loaded, on standard error and only in a terminal."""
    with terminal(errors=True).status(message):
        yield


def fetching() -> AbstractContextManager[Callable[[str, float, int], None]]:
    """Show a progress bar while texts are fetched; yields its progress listener."""
    return _bar("Looking at the catalogue", "Getting", "Finishing")


def recognising() -> AbstractContextManager[Callable[[str, float, int], None]]:
    """Show a progress bar while scans are recognised; yields its progress listener."""
    return _bar("Looking for scans", "Recognising", "Finishing")


def asking() -> AbstractContextManager[Callable[[str, float, int], None]]:
    """Show a progress bar while gold questions are asked; yields its progress listener."""
    return _bar("Looking for the answers", "Asking", "Finishing")


@contextmanager
def _bar(first: str, verb: str, last: str) -> Iterator[Callable[[str, float, int], None]]:
    """A progress bar on a terminal's standard error, with a verb for what is done to a document."""
    with bar() as progress:
        task = progress.add_task(first, total=None)

        def advance(document: str, done: float, total: int) -> None:
            label = f"{verb} {document}" if document else last
            progress.update(task, description=label, completed=done, total=total)

        yield advance


def print_fetched(report: FetchReport) -> None:
    """Print what a fetch did, in a few lines."""
    console = terminal()
    for label, ids in (
        ("fetched", report.fetched),
        ("unchanged at the publisher", report.unchanged),
    ):
        if ids:
            console.print(counted(label, ids))
    for failure in report.failed:
        line = f"{failure.id}: {message(failure.code, failure.parameters)}"
        console.print(Text(line, style="red"), soft_wrap=True)


def print_caveats(caveats: Sequence[Caveat]) -> None:
    """Print, on standard error, what to know before relying on what an index shows."""
    console = terminal(errors=True)
    for caveat in caveats:
        console.print(Text(caveat.message(), style="bold red"), soft_wrap=True)


def print_answer(answer: Answer) -> None:
    """Print the confidence of an answer, then the facts and its hits."""
    with paged() as console:
        _print_verdict(console, answer)
        for fact in answer.facts:
            console.print(_fact(fact))
        for hit in answer.hits:
            console.print(_hit(hit))


def _print_verdict(console: Console, answer: Answer) -> None:
    level = answer.confidence.level
    colour = COLOURS[level]
    console.print(Text(f"{judgement(level)}.", style=f"bold {colour}"))
    console.print(Text(advice(level)), soft_wrap=True)
    for remark in missing(answer):
        console.print(Text(remark, style=colour), soft_wrap=True)
    for typed, read_as in answer.read_as.items():
        console.print(Text(f"Read “{typed}” as “{read_as}”.", style="dim"), soft_wrap=True)
    console.print(Text(reliability(answer), style="dim"))
    if answer.hits:
        _print_legend(console)


def _print_legend(console: Console) -> None:
    """Say what stands for highlighting, where that cannot be shown."""
    if not is_styled():
        console.print(Text(f"Highlighted sentences stand between {MARK} and {MARK}."))


def _fact(fact: Fact) -> Group:
    """A fact with its sentence, citation and date, then what older texts state."""
    lines: list[RenderableType] = ["", *_statement(fact.statement, "bold")]
    if fact.older:
        lines.append(Padding(Text("Stated earlier:", style="dim"), (0, 3)))
    for older in fact.older:
        lines.extend(Padding(line, (0, 3)) for line in _statement(older, ""))
    return Group(*lines)


def _statement(one: FactStatement, style: str) -> Iterator[RenderableType]:
    if one.subject:
        yield Text(one.subject, style="cyan")
    yield Padding(Text(one.words, style=style), (0, 3))
    if one.is_quoted and one.sentence != one.words:
        yield Padding(Text(f"“{one_line(one.sentence)}”"), (0, 3))
    cited = " · ".join(filter(None, (one.citation.render(), as_of(one))))
    yield Padding(Text(f"— {cited}", style="dim"), (0, 3))


def _hit(hit: Hit) -> Group:
    """A passage with its marks, between section and citation."""
    heading = " › ".join(hit.passage.section) or hit.title
    return Group(
        "",
        Text(f"{hit.rank}. {heading}", style="cyan"),
        Padding(_marked(hit), (0, 3)),
        Padding(Text(f"— {hit.citation.render()}", style="dim"), (0, 3)),
        *([Padding(Text(f"  {also}", style="dim"), (0, 3))] if (also := also_in(hit)) else []),
        Padding(Text(f"  {hit.passage.id}", style="dim"), (0, 3)),
    )


def _marked(hit: Hit) -> Text:
    """The text of a passage, its best sentence bold or between signs, its answer underlined."""
    passage, best = hit.passage, hit.best_sentence
    body = Text(passage.text)
    for style, span in (("bold", best), ("underline", hit.answer_span)):
        if span:
            body.stylize(style, span.start - passage.start, span.end - passage.start)
    if is_styled():
        return body
    before, sentence, after = body.divide((best.start - passage.start, best.end - passage.start))
    return Text.assemble(before, MARK, sentence, MARK, after)


def print_support(found: Support) -> None:
    """Print whether a sentence has support, and each passage with what is pointed out of it."""
    with paged() as console:
        colour = "green" if found.passages else "red"
        console.print(Text(in_a_line(found), style=f"bold {colour}"))
        if found.passages:
            _print_legend(console)
        for number, one in enumerate(found.passages, 1):
            console.print(_hit(replace(one.hit, rank=number)))
            for remark in remarks(one.disagreements):
                style = "yellow" if one.disagreements else "dim"
                console.print(Padding(Text(remark, style=style), (0, 3)))


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what the doctor found, and how to fix it."""
    console = terminal()
    counts = Counter[Severity]()
    for finding in findings:
        counts[finding.severity] += 1
        colour, mark = MARKS[finding.severity]
        # A terminal without the mark still gets the word.
        mark = mark.encode(console.encoding, "replace").decode(console.encoding)
        label = Text(f"{mark} {finding.severity.value:8}", style=colour)
        console.print(label, Text(f"{finding.area}: {finding.message}"), soft_wrap=True)
        if finding.fix:
            console.print(Text(f"            fix: {finding.fix}", style="bold"), soft_wrap=True)
    console.print(f"{counts[Severity.WRONG]} wrong, {counts[Severity.WARNING]} to look at.")
