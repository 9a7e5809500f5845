"""The boilerplate of a PDF's pages: running heads and feet, and page numbers.

1. Running lines stand at the top or bottom of their page: among the outermost three lines, and on
   from there as long as each line runs. A running line occurs again on pages nearby, at the same
   height or equally far from the edge: on three pages in all (in a short document, on half of
   them). It has the same words there, whatever the dates in them, or a page number that counts up.
   One part of an outermost line is enough, as the title of a book beside what its page begins with.
   If the words change, an arabic page number at their beginning or end is enough, unless the type
   is that of a heading. A heading that does not run ends them: what comes again below it, in the
   type of a lesser heading, is one of each section.
2. Where much of the text itself comes again in its place, as in a letter to several people, the
   pages are copies of one text: what is set in the type of the body does not run.
3. A line of very large type that comes again in its place on pages nearby, anywhere on the page, is
   a watermark and runs, too.
4. A lone page number, arabic or roman, is the first or last line of its page. One with a prefix or
   of more than three digits must count up with the pages nearby.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from cmp_search.readers.common.boilerplate import is_boilerplate
from cmp_search.readers.common.designations import designation
from cmp_search.readers.common.tables import CELLS
from cmp_search.readers.pdf.dates import without_dates
from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.page_numbers import Series, Vote, is_page_number, votes

_EDGE = 0.2
"""Share of a page's height at top and bottom where running lines may stand."""
_OUTERMOST = 3
_REPEATS = 3
_NEARBY = 4
"""Within how many pages, before or after, a running line must occur again."""
_COPIED = 0.35
"""Share of the words that come again in their place where pages are copies of one text."""
_LARGER = 1.12
_VERY_LARGE = 2.5
_DIGITS = 3
"""Figures of a lone page number that need not count up."""

Style = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of each page: those of its body, running ones, and what a converter put there."""

    body: list[list[Line]]
    running: list[list[Line]]
    boilerplate: list[Line]


def split_lines(pages: Sequence[Sequence[Line]], body: Style) -> PageLines:
    """Split off running lines, page numbers and other boilerplate."""
    running = _Running(pages, body)
    own: list[list[Line]] = []
    left_out: list[list[Line]] = []
    boilerplate: list[Line] = []
    for number, page in enumerate(pages):
        out = running.on(number, page)
        rest = [line for line in page if line not in out]
        numbers = [line for line in _outermost(rest) if running.is_lone_number(line)]
        left_out.append(out + numbers)
        own.append([])
        for line in rest:
            if line not in numbers:
                (boilerplate if is_boilerplate(line.text) else own[-1]).append(line)
    return PageLines(own, left_out, boilerplate)


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines near the top and near the bottom of a page, each from the edge inwards."""
    downwards = sorted(page, key=lambda line: line.depth)
    top = [line for line in downwards if line.depth < _EDGE]
    return top, [line for line in reversed(downwards) if line.depth > 1 - _EDGE]


def _outermost(page: Sequence[Line]) -> list[Line]:
    return [line for edge in _edges(page) for line in edge[:1]]


class _Running:
    """Which lines of a document run, by what comes again from page to page."""

    def __init__(self, pages: Sequence[Sequence[Line]], body: Style) -> None:
        self._body = body
        self._enough = min(_REPEATS, max(2, (len(pages) + 1) // 2))
        self._places: dict[Hashable, set[int]] = defaultdict(set)
        self._counting: dict[Series, set[int]] = defaultdict(set)
        self._edges = [_edges(page) for page in pages]
        self._shared: dict[int, list[tuple[Hashable, bool]]] = {}
        self._spread: dict[Hashable, set[int]] = defaultdict(set)
        for line in chain.from_iterable(chain.from_iterable(self._edges)):
            cast = list(votes(line))
            for vote in cast:
                self._counting[vote.series].add(line.page)
            shared = self._shared[id(line)] = list(self._shared_by(line, cast))
            for words, _ in (*shared, *self._parts(line)):
                self._spread[words].add(line.page)
        for edge in chain.from_iterable(self._edges):
            for i, line in enumerate(edge):
                for key, _ in self._keys(i, line):
                    self._places[key].add(line.page)
        for page in pages:
            for line in self._large(page):
                for place in _heights(line):
                    self._places[line.text, place].add(line.page)
        self._pages = pages

    def on(self, number: int, page: Sequence[Line]) -> list[Line]:
        """The running lines of a page, by its place among the pages (steps 1 to 3)."""
        found: list[Line] = []
        for edge in self._edges[number]:
            for i, line in enumerate(edge):
                if any(self._runs(line, key, alike) for key, alike in self._keys(i, line)):
                    found.append(line)
                elif i >= _OUTERMOST - 1 or self._heads(line, edge[i + 1 : i + 2]):
                    break
        return found + [line for line in self._large(page) if self._comes_again(line)]

    def _heads(self, line: Line, inner: Sequence[Line]) -> bool:
        """Whether a line that does not run is a heading of the next one inwards, of its page."""
        return (
            line.depth < _EDGE
            and self._is_headed(line)
            and all(self._is_headed(one) and one.size <= line.size for one in inner)
        )

    def _is_headed(self, line: Line) -> bool:
        """Whether a line is in the type of a heading."""
        size, bold = self._body
        return line.size >= _LARGER * size or (line.bold and not bold)

    def _large(self, page: Sequence[Line]) -> list[Line]:
        """The lines of very large type between the edges of a page."""
        least = _VERY_LARGE * self._body[0]
        return [line for line in page if line.size >= least and _EDGE <= line.depth <= 1 - _EDGE]

    def _comes_again(self, line: Line) -> bool:
        keys = [(line.text, place) for place in _heights(line)]
        return any(len(_near(self._places[key], line.page, _REPEATS)) >= _REPEATS for key in keys)

    def is_lone_number(self, line: Line) -> bool:
        """Whether a line is the number of its page (step 4)."""
        if not is_page_number(line.text):
            return False
        series = [vote.series for vote in votes(line)]
        nearby = _nearby(line.page)
        counts_up = any(len(self._counting[one].intersection(nearby)) > 1 for one in series)
        is_short = len(max(re.findall(r"\d+", line.text), key=len, default="")) <= _DIGITS
        return counts_up or (is_short and not any(one.prefix for one in series))

    def _runs(self, line: Line, key: Hashable, alike: bool) -> bool:
        enough = self._enough if alike else _REPEATS
        pages = _near(self._places[key], line.page, enough)
        if len(pages) < enough:
            return False
        if line.style != self._body:
            return True
        words = sum(self._words[page] for page in pages)
        return sum(self._copied[page] for page in pages) < _COPIED * words

    @cached_property
    def _words(self) -> list[int]:
        """How many words are on each page."""
        return [sum(len(line.text.split()) for line in page) for page in self._pages]

    @cached_property
    def _copied(self) -> list[int]:
        """How many of them come again (step 2)."""
        return _copied_words(self._pages, self._body, self._enough)

    def _keys(self, i: int, line: Line) -> Iterator[tuple[Hashable, bool]]:
        """What a line, so far from the edge, may share with enough pages, and if its words do."""
        parts = () if i else self._parts(line)
        for words, alike in chain(self._shared[id(line)], parts):
            if len(self._spread[words]) >= self._enough:
                for near in _heights(line):
                    yield (words, line.style, ("height", *near)), alike
                yield (words, line.style, ("from", line.depth < _EDGE, i)), alike

    def _shared_by(self, line: Line, cast: Sequence[Vote]) -> Iterator[tuple[Hashable, bool]]:
        """The words of a line without dates and page numbers; only the latter if words change."""
        words = line.text.casefold()
        yield without_dates(words), True
        headed = self._is_headed(line)
        division = designation(line.text) if cast else None
        for vote in cast:
            before, after = words[: vote.start].strip(), words[vote.end :].strip()
            if division is not None and vote.start < division.end:
                continue
            if not headed or len(f"{before} {after}".split()) != 1:
                yield (without_dates(f"{before}#{after}"), vote.series), True
            is_mark = not before and after[:1] in (".", ")")
            if vote.series.kind == "arabic" and not (headed or is_mark or (before and after)):
                yield (not before, vote.series), False

    def _parts(self, line: Line) -> Iterator[tuple[Hashable, bool]]:
        """The parts of an outermost line, of which one may name the page and another the book."""
        if line.cells > 1 and line.style != self._body:
            for part in line.text.casefold().split(CELLS):
                if len(part.split()) > 1:
                    yield ("part", part), True


def _nearby(page: int) -> range:
    return range(page - _NEARBY, page + _NEARBY + 1)


def _near(pages: set[int], page: int, enough: int) -> set[int]:
    """Those pages that are near one, if there may be enough of them: most lines stand on one."""
    return pages.intersection(_nearby(page)) if len(pages) >= enough else set()


def _heights(line: Line) -> Iterator[tuple[str, int]]:
    """The height of a line in steps of two points, and in steps that begin in between."""
    yield "whole", round(line.y / 2)
    yield "half", round(line.y / 2 + 0.5)


def _copied_words(pages: Sequence[Sequence[Line]], body: Style, enough: int) -> list[int]:
    """How many words of each page, in the type of the body, come again in their place nearby."""
    places: dict[Hashable, set[int]] = defaultdict(set)
    for page in pages:
        for line in page:
            places[line.text, round(line.y)].add(line.page)
    return [
        sum(
            len(line.text.split())
            for line in page
            if line.style == body
            and len(_near(places[line.text, round(line.y)], line.page, enough)) >= enough
        )
        for page in pages
    ]
