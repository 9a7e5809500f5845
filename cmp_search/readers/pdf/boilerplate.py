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
from itertools import chain

from cmp_search.language.detection import MONTHS
from cmp_search.readers.common.boilerplate import is_boilerplate
from cmp_search.readers.common.designations import designation
from cmp_search.readers.common.tables import CELLS
from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.page_numbers import Series, is_page_number, votes

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
_MONTH = "|".join(sorted(name for names in MONTHS.values() for name in names))
_DATE = re.compile(
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|er|º)?\s(?:de\s)?)?\b(?:{_MONTH})\b(?:\s\d{{1,2}},?(?=\s\d{{4}}))?"
    rf"(?:\s(?:del?\s)?\d{{4}})?"
)

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
        self._keyed = [
            [(edge, list(self._edge_keys(edge))) for edge in _edges(page)] for page in pages
        ]
        for edge, keys in chain.from_iterable(self._keyed):
            for line, key, _ in keys:
                self._places[key].add(line.page)
            for line in edge:
                for vote in votes(line):
                    self._counting[vote.series].add(line.page)
        for page in pages:
            for line in self._large(page):
                for place in _heights(line):
                    self._places[line.text, place].add(line.page)
        self._words = [sum(len(line.text.split()) for line in page) for page in pages]
        self._copied = _copied_words(pages, body, self._enough)

    def on(self, number: int, page: Sequence[Line]) -> list[Line]:
        """The running lines of a page, by its place among the pages (steps 1 to 3)."""
        found: list[Line] = []
        for edge, keys in self._keyed[number]:
            running = {id(line) for line, key, alike in keys if self._runs(line, key, alike)}
            for i, line in enumerate(edge):
                if id(line) in running:
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
        return any(len(self._places[key] & _nearby(line.page)) >= _REPEATS for key in keys)

    def is_lone_number(self, line: Line) -> bool:
        """Whether a line is the number of its page (step 4)."""
        if not is_page_number(line.text):
            return False
        series = [vote.series for vote in votes(line)]
        counts_up = any(len(self._counting[one] & _nearby(line.page)) > 1 for one in series)
        is_short = len(max(re.findall(r"\d+", line.text), key=len, default="")) <= _DIGITS
        return counts_up or (is_short and not any(one.prefix for one in series))

    def _runs(self, line: Line, key: Hashable, alike: bool) -> bool:
        pages = self._places[key] & _nearby(line.page)
        if len(pages) < (self._enough if alike else _REPEATS):
            return False
        words = sum(self._words[page] for page in pages)
        copied = sum(self._copied[page] for page in pages)
        return line.style != self._body or copied < _COPIED * words

    def _edge_keys(self, edge: Sequence[Line]) -> Iterator[tuple[Line, Hashable, bool]]:
        """What each line of an edge shares with those of other pages, and if its words do."""
        for i, line in enumerate(edge):
            is_top = line.depth < _EDGE
            for words, alike in (*self._shared(line), *(self._parts(line) if not i else ())):
                for place in (("height", *near) for near in _heights(line)):
                    yield line, (words, line.style, place), alike
                yield line, (words, line.style, ("from", is_top, i)), alike

    def _shared(self, line: Line) -> Iterator[tuple[Hashable, bool]]:
        """The words of a line without dates and page numbers; only the latter if words change."""
        words = line.text.casefold()
        yield _DATE.sub("#", words), True
        headed = self._is_headed(line)
        division = designation(line.text)
        for vote in votes(line):
            before, after = words[: vote.start].strip(), words[vote.end :].strip()
            if division is not None and vote.start < division.end:
                continue
            if not headed or len(f"{before} {after}".split()) != 1:
                yield (_DATE.sub("#", f"{before}#{after}"), vote.series), True
            is_mark = not before and after[:1] in (".", ")")
            if vote.series.kind == "arabic" and not (headed or is_mark or (before and after)):
                yield (not before, vote.series), False

    def _parts(self, line: Line) -> Iterator[tuple[Hashable, bool]]:
        """The parts of an outermost line, of which one may name the page and another the book."""
        if line.cells > 1 and line.style != self._body:
            for part in line.text.casefold().split(CELLS):
                if len(part.split()) > 1:
                    yield ("part", part), True


def _nearby(page: int) -> set[int]:
    return {*range(page - _NEARBY, page + _NEARBY + 1)}


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
            and len(places[line.text, round(line.y)] & _nearby(line.page)) >= enough
        )
        for page in pages
    ]
