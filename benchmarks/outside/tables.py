"""The table of all sets, and what differs between two runs of them."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.outside.asking import SetResults
from cmp_search.evaluation.abstention import auroc
from cmp_search.evaluation.comparison import Move, compare
from cmp_search.evaluation.figures import rows
from cmp_search.evaluation.intervals import Figure
from cmp_search.evaluation.phrases import fraction, signed
from cmp_search.evaluation.run import QuestionResult
from cmp_search.search.answer import Level

COLUMNS = ("set", "n", "R@1", "R@5", "marked", "answered", "not found", "AUROC")
SHOWN = ("R@1", "R@5", "marked sentence", "span", "span F1", "answered", "not found", "AUROC")
"""The measures whose differences are shown."""


def table(results: Mapping[str, SetResults]) -> str:
    """A row for each set, and below it one for each sort of its unanswerable questions."""
    lines: list[Sequence[str]] = [COLUMNS]
    for name, found in results.items():
        lines.append((name, *_answerable_cells(found.answerable)))
        for sort, asked in found.unanswerable.items():
            area = auroc(found.answerable, asked).value if found.answerable else None
            cells = (str(len(asked)), "", "", "", *_level_cells(asked))
            lines.append((f"  {sort}", *cells, fraction(area) if area is not None else ""))
    return aligned(lines)


def _answerable_cells(asked: Sequence[QuestionResult]) -> Iterator[str]:
    """How many there are, how well they were found, and how they were judged."""
    yield str(len(asked))
    if not asked:
        return
    measured = rows(asked)[0]
    yield from (fraction(measured.measures[name].value) for name in ("R@1", "R@5"))
    yield fraction(measured.sentence.value) if measured.sentence else ""
    yield from _level_cells(asked)


def _level_cells(asked: Sequence[QuestionResult]) -> Iterator[str]:
    levels = [result.level for result in asked]
    for level in (Level.ANSWERED, Level.NOT_FOUND):
        yield fraction(levels.count(level) / len(levels))


def differences(before: Mapping[str, SetResults], after: Mapping[str, SetResults]) -> str:
    """What differs in the sets of both runs, each question compared with itself."""
    lines: list[Sequence[str]] = [
        ("set", "figure", "n", "before", "after", "difference", "95 %", "")
    ]
    for name in (name for name in after if name in before):
        seen: set[tuple[str, str]] = set()
        for sort in ("", *after[name].unanswerable):
            compared = compare(before[name].run(sort), after[name].run(sort))
            for what, move in _shown(compared.moves, sort):
                if (what, move.measure) not in seen:
                    lines.append((name, f"{what}{move.measure}", *_cells(move)))
                seen.add((what, move.measure))
    return aligned(lines)


def _shown(moves: Sequence[Move], sort: str) -> Iterator[tuple[str, Move]]:
    """The moves of all answerable questions, or of this sort of unanswerable ones."""
    for move in moves:
        if move.measure not in SHOWN:
            continue
        if move.by == "all" or move.name == "answerable":
            yield "", move
        elif sort and move.by == "" and move.name != "answerable against all":
            yield f"{sort}: ", move


def _cells(move: Move) -> Iterator[str]:
    difference: Figure = move.difference
    yield str(difference.n)
    yield fraction(move.before)
    yield fraction(move.after)
    yield signed(difference.value)
    yield f"{signed(difference.low)} to {signed(difference.high)}"
    yield "more than noise" if move.more_than_noise else ""


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as columns, the first two aligned to the left if they are words."""
    columns = max(map(len, lines))
    full = [[*line, *[""] * (columns - len(line))] for line in lines]
    widths = [max(len(line[i]) for line in full) for i in range(columns)]
    words = [not any(cell[:1].isdigit() for cell in column) for column in zip(*full, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if is_words else cell.rjust(width)
            for cell, width, is_words in zip(line, widths, words, strict=True)
        ).rstrip()
        for line in full
    )
