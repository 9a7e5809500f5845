"""What stands beside the lines of a PDF page and not in them: line numbers and large initials.

1. Line numbers are a series of figures one below the other, left or right of everything that they
   stand beside. They count in equal steps; if by one, nearly every line has one, and these go on
   from one to the next, as the rows of a numbered table do not. Those of a listing of code stay.
2. A large initial over several lines begins the first of them; all of them count as beginning at
   its left.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from cmp_search.readers.pdf.runs import Run, rows

_LEAST_NUMBERS = 4
_NUMBERED_SHARE = 0.8
_GOING_ON = 0.3
"""The least share of lines that begin in lower case."""
_WORDS = 4
"""Words that most lines of running text have at least."""
_SIGNS = 0.15
"""How many signs running text has for a letter or figure at most; code has more."""
_ALIGNED = 3.0
"""How far, in points, the edges of numbers differ at most."""
_INITIAL = re.compile("[«“‘¿¡]? ?[^\\W\\d_]{1,2}[’']?")
_LARGE = 1.8
"""How many times the size of the text an initial has at least."""


def line_numbers(runs: Sequence[Run]) -> list[Run]:
    """The line numbers of a page (step 1)."""
    numbers = [run for run in runs if _is_number(run)]
    for aligned in (*_columns(numbers, "right"), *_columns(numbers, "left")):
        if _are_line_numbers(aligned, runs):
            return aligned
    return []


def _is_number(run: Run) -> bool:
    return len(run.glyphs) <= 4 and run.text.isdecimal()


def _columns(numbers: Sequence[Run], edge: str) -> Iterator[list[Run]]:
    """Numbers that share their left or right edge, from the top."""
    column: list[Run] = []
    for run in sorted(numbers, key=lambda one: float(getattr(one, edge))):
        if column and getattr(run, edge) - getattr(column[-1], edge) > _ALIGNED:
            yield sorted(column, key=lambda one: -one.y)
            column = []
        column.append(run)
    if column:
        yield sorted(column, key=lambda one: -one.y)


def _are_line_numbers(numbers: Sequence[Run], runs: Sequence[Run]) -> bool:
    """Whether numbers count the lines that they stand beside."""
    values = [int(run.text) for run in numbers]
    steps = {lower - upper for upper, lower in pairwise(values)}
    if len(numbers) < _LEAST_NUMBERS or len(steps) != 1 or min(steps) < 1:
        return False
    own = {id(run) for run in numbers}
    size = numbers[0].size
    low, high = numbers[-1].y - size, numbers[0].y + size
    beside = [run for run in runs if low <= run.y <= high and id(run) not in own]
    left, right = min(run.left for run in numbers), max(run.right for run in numbers)
    outside = all(run.left > right for run in beside) or all(run.right < left for run in beside)
    if not beside or not outside:
        return False
    lines = rows(beside)
    if not _is_prose(lines):
        return False
    if steps != {1}:
        return len(lines) > 2 * len(numbers)
    going_on = sum(line[0].text[:1].islower() for line in lines)
    return len(numbers) >= _NUMBERED_SHARE * len(lines) and going_on >= _GOING_ON * len(lines)


def _is_prose(lines: Sequence[Sequence[Run]]) -> bool:
    """Whether lines are of words, rather than of code, whose numbers its text may name."""
    words = [" ".join(run.text for run in line).split() for line in lines]
    signs = sum(not sign.isalnum() for line in words for word in line for sign in word)
    letters = sum(len(word) for line in words for word in line) - signs
    return median(map(len, words)) >= _WORDS and signs < _SIGNS * letters


def with_initials(runs: Sequence[Run]) -> list[Run]:
    """The runs of a page, each large initial in the run that it begins (step 2)."""
    found = [run.size for run in runs]
    if not found or max(found) < _LARGE * min(found):
        return list(runs)
    large = _LARGE * median(run.size for run in runs for _ in run.glyphs.letters)
    gone: set[int] = set()
    for initial in runs:
        if initial.size < large or len(initial.glyphs) > 3 or not _INITIAL.fullmatch(initial.text):
            continue
        beside = [run for run in runs if _is_beside(run, initial)]
        if len(beside) > 1:
            first = max(beside, key=lambda run: run.y)
            for run in beside:
                run.begin_at(initial.left)
            _begin(first, initial)
            gone.add(id(initial))
    return [run for run in runs if id(run) not in gone]


def _is_beside(run: Run, initial: Run) -> bool:
    """Whether a run begins a line beside an initial."""
    gap = run.left - initial.right
    rise = run.y - initial.y
    return (
        run.size * _LARGE <= initial.size
        and -0.3 * run.size <= gap <= 1.5 * run.size
        and -0.3 * run.size < rise < initial.size
    )


def _begin(run: Run, initial: Run) -> None:
    """Put an initial before a run."""
    if initial.spaced or run.glyphs.spaced[0] or initial.text == "À":
        run.set_off(0)
    initial.glyphs.rights[-1] = initial.left
    run.put(0, initial.glyphs)
