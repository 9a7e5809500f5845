"""What the terminal shows: answers, reports and status for people, JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from cmp_search.cli.build_view import counted
from cmp_search.cli.terminal import bar, is_styled, show_parts, terminal
from cmp_search.doctor import Finding, Severity
from cmp_search.language.normalisation import one_line
from cmp_search.locales import messages_for
from cmp_search.locales.error_messages import message
from cmp_search.search.answer import Answer, Fact, FactStatement, Hit, Level
from cmp_search.search.verdict import advice, also_in, as_of, judgement, missing, reliability
from cmp_search.verification.accord import Accord
from cmp_search.verification.support_words import in_a_line, remarks

if TYPE_CHECKING:
    from cmp_search.corpus.fetch.texts import FetchReport
    from cmp_search.documents.catalogue import Entry
    from cmp_search.index.caveats import Caveat
    from cmp_search.verification.support import Support

COLOURS = {Level.ANSWERED: "green", Level.RELATED: "yellow", Level.NOT_FOUND: "red"}
ACCORD_COLOURS = {
    Accord.AGREES: "green",
    Accord.DIVIDED: "yellow",
    Accord.INCOMPLETE: "yellow",
    Accord.CONTRADICTED: "red",
    Accord.NONE: "red",
}
MESSAGES = messages_for("en")
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
        console.print(Text(line, style="red"))


def print_caveats(caveats: Sequence[Caveat]) -> None:
    """Print, on standard error, what to know before relying on what an index shows."""
    console = terminal(errors=True)
    for caveat in caveats:
        console.print(Text(caveat.message(), style="bold red"))


def print_answer(answer: Answer, entries: Sequence[Entry]) -> None:
    """Print the confidence of an answer, then the facts and its hits; `entries` are the index's."""
    known = {entry.id: entry for entry in entries}
    facts = (_fact(fact, answer.hits, known) for fact in answer.facts)
    hits = (_hit(hit, known[hit.passage.document]) for hit in answer.hits)
    show_parts([Group(*_verdict(answer)), *facts, *hits])


def _verdict(answer: Answer) -> Iterator[Text]:
    level = answer.confidence.level
    colour = COLOURS[level]
    yield Text(f"{judgement(level)}.", style=f"bold {colour}")
    yield _line(advice(level, is_limited=bool(answer.search_record.filters)))
    yield from (_line(remark, colour) for remark in missing(answer))
    for typed, read_as in answer.read_as.items():
        yield _line(f"Read “{typed}” as “{read_as}”.", "dim")
    yield _line(reliability(answer), "dim")
    yield from _legend(answer.hits)


def _line(words: str, style: str = "") -> Text:
    """A line that is broken on a screen only."""
    # What may overflow is not broken.
    return Text(words, style=style, overflow="fold" if terminal().is_terminal else "ignore")


def _legend(shown: Sequence[object]) -> Iterator[Text]:
    """What stands for highlighting, where that cannot be shown."""
    if shown and not is_styled():
        yield Text(f"Highlighted sentences stand between {MARK} and {MARK}.")


def _fact(fact: Fact, hits: Sequence[Hit], entries: Mapping[str, Entry]) -> Group:
    """A fact with its sentence, citation and date, then what older texts state."""
    lines: list[RenderableType] = ["", *_statement(fact.statement, hits, entries, "bold")]
    if fact.others:
        lines.append(Padding(Text("Stated earlier:", style="dim"), (0, 3)))
    for older in fact.others:
        lines.extend(Padding(line, (0, 3)) for line in _statement(older, hits, entries, ""))
    return Group(*lines)


def _statement(
    one: FactStatement, hits: Sequence[Hit], entries: Mapping[str, Entry], style: str
) -> Iterator[RenderableType]:
    """A statement; where a hit shows its sentence, that is pointed to and not repeated."""
    entry = entries[one.citation.document]
    shown = next((hit for hit in hits if _holds(hit, one)), None)
    if one.subject:
        yield Text(one.subject, style="cyan")
    yield Padding(Text(one.words, style=style), (0, 3))
    if one.is_quoted and one.sentence != one.words and not shown:
        sentence = one_line(one.sentence)
        yield Padding(Text(sentence if entry.digest_of else f"“{sentence}”"), (0, 3))
    if entry.digest_of and not shown:
        yield Padding(standing(entry), (0, 3))
    source = f"see {shown.rank}" if shown else one.citation.render()
    yield Padding(Text(f"— {' · '.join(filter(None, (source, as_of(one))))}", style="dim"), (0, 3))


def _holds(hit: Hit, one: FactStatement) -> bool:
    """Whether a hit shows the words that state a fact."""
    ours, cited = hit.citation, one.citation
    return ours.document == cited.document and ours.start <= cited.start and cited.end <= ours.end


def _hit(hit: Hit, entry: Entry) -> Group:
    """A passage with its marks, between what it is from and its citation."""
    heading = " › ".join(hit.passage.section) or hit.title
    return Group(
        "",
        Text(f"{hit.rank}. {heading}", style="cyan"),
        Padding(_source(hit, entry), (0, 3)),
        Padding(_marked(hit), (0, 3)),
        Padding(Text(f"— {hit.citation.render()}", style="dim"), (0, 3)),
        *([Padding(Text(f"  {also}", style="dim"), (0, 3))] if (also := also_in(hit)) else []),
        Padding(Text(f"  {hit.passage.id}", style="dim"), (0, 3)),
    )


def standing(entry: Entry) -> Text:
    """What a text is; one's own is neither official nor a digest, and has no words."""
    kind = "digest" if entry.digest_of else "official" if entry.url else ""
    kind = kind if entry.is_verified else "unverified"
    words = MESSAGES(f"hit.{kind}") if kind else ""
    return Text(words, "yellow" if entry.digest_of else "dim")


def _source(hit: Hit, entry: Entry) -> Text:
    """Year, language and standing."""
    said = standing(entry)
    facts = (str(entry.year or ""), MESSAGES.name(hit.language), said.plain)
    return Text(" · ".join(filter(None, facts)), said.style)


def _marked(hit: Hit) -> Text:
    """The text of a passage, its best sentence bold or between signs, its answer underlined.

    Between its blocks there is no empty line, so that a list takes no more lines than it has items.
    """
    passage, best = hit.passage, hit.best_sentence
    body = Text(passage.text)
    for style, span in (("bold", best), ("underline", hit.answer_span)):
        if span:
            body.stylize(style, span.start - passage.start, span.end - passage.start)
    if not is_styled():
        cuts = (best.start - passage.start, best.end - passage.start)
        before, sentence, after = body.divide(cuts)
        body = Text.assemble(before, MARK, sentence, MARK, after)
    return Text("\n").join(body.split("\n\n"))


def print_support(found: Support, entries: Sequence[Entry]) -> None:
    """Print whether a sentence has support, and each passage with what is pointed out of it."""
    known = {entry.id: entry for entry in entries}
    colour = ACCORD_COLOURS[found.accord]
    parts = [Group(_line(in_a_line(found), f"bold {colour}"), *_legend(found.passages))]
    for number, one in enumerate(found.passages, 1):
        hit = _hit(replace(one.hit, rank=number), known[one.hit.passage.document])
        style = "yellow" if one.disagreements else "dim"
        said = (Padding(Text(line, style=style), (0, 3)) for line in remarks(one.disagreements))
        parts.append(Group(hit, *said))
    show_parts(parts)


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
        console.print(label, Text(f"{finding.area}: {finding.message}"))
        if finding.fix:
            console.print(Text(f"            fix: {finding.fix}", style="bold"))
    console.print(f"{counts[Severity.WRONG]} wrong, {counts[Severity.WARNING]} to look at.")
