"""The boilerplate of a PDF: running heads and feet, page numbers, tables of contents.

1. A running line is one of the three outermost lines at the top or bottom of its page and occurs
   again at the same height on pages nearby: on three pages in all (in a short document, on half of
   them), with the same words or a page number that counts up; if the words change, an arabic page
   number at their beginning or end is enough.
2. A lone page number, arabic or roman, is the first or last line of its page.
3. A table of contents is a series of lines that end in a page number, most of which occur again
   further down; after a heading such as "Contents" two are enough, and page numbers may be missing.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from cmp_search.readers.common.boilerplate import TablesOfContents, is_boilerplate, is_contents
from cmp_search.readers.common.roman import roman_number
from cmp_search.readers.pdf.lines import BULLET, Line

_EDGE = 0.2
"""Share of a page's height at top and bottom where running lines may stand."""
_OUTERMOST = 3
_REPEATS = 3
_NEARBY = 4
"""Within how many pages, before or after, a running line must occur again."""
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|página|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|de|sur|/)\s*\d{1,4})?[-–—\s]*",
    re.I,
)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]*\d)")
_ROMAN = re.compile(r"^[ivxlc]{1,8}(?=\s)|(?<=\s)[ivxlc]{1,8}$")
_ENTRY = re.compile(r"(?P<words>.*?[^\W\d_]{3}.*?)(?P<leader>[\s.·…_]+)(?:\d{1,4}|[ivxlc]{1,7})$")


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of each page: those of its body, and running ones; how many others there were."""

    body: list[list[Line]]
    running: list[list[Line]]
    boilerplate: int


def split_lines(pages: Sequence[Sequence[Line]], body_size: float) -> PageLines:
    """Split off running lines, page numbers and other boilerplate (steps 1 and 2)."""
    edges = [[line for line in _edge(page) if line.size <= 1.1 * body_size] for page in pages]
    places: dict[Hashable, set[int]] = defaultdict(set)
    for line in chain.from_iterable(edges):
        for key, _ in _keys(line):
            places[key].add(line.page)
    enough = min(_REPEATS, max(2, (len(pages) + 1) // 2))

    def runs(line: Line) -> bool:
        nearby = range(line.page - _NEARBY, line.page + _NEARBY + 1)
        return any(
            sum(at in places[key] for at in nearby) >= (enough if has_words else _REPEATS)
            for key, has_words in _keys(line)
        )

    kept: list[list[Line]] = []
    running: list[list[Line]] = []
    for page, edge in zip(pages, edges, strict=True):
        running.append([line for line in edge if runs(line)])
        rest = [line for line in page if line not in running[-1]]
        numbers = [line for line in _edge(rest, 1) if PAGE_NUMBER.fullmatch(line.text)]
        running[-1] += numbers
        kept.append([line for line in rest if line not in numbers])
    own = [[line for line in page if not is_boilerplate(line.text)] for page in kept]
    return PageLines(own, running, sum(map(len, kept)) - sum(map(len, own)))


def _edge(page: Sequence[Line], count: int = _OUTERMOST) -> list[Line]:
    """The outermost lines of a page, if they are near its top or bottom."""
    downwards = sorted(page, key=lambda line: line.depth)
    top = [line for line in downwards[:count] if line.depth < _EDGE]
    return top + [line for line in downwards[-count:] if line.depth > 1 - _EDGE]


def _keys(line: Line) -> Iterator[tuple[Hashable, bool]]:
    """What a running line shares with that of the next page, and if its words are part of that."""
    words, place = line.text.casefold(), (round(line.y), line.style)
    yield (words, place), True
    numbers = list(_NUMBER.finditer(words))
    for match in {numbers[0], numbers[-1]} if numbers else ():
        offset = int(match[0]) - line.page
        yield (f"{words[: match.start()]}#{words[match.end() :]}", offset, place), True
        if match.start() == 0 or match.end() == len(words):
            yield (match.start() == 0, offset, place), False
    for match in _ROMAN.finditer(words):
        number = roman_number(match[0])
        if number is not None:
            rest = f"{words[: match.start()]}#{words[match.end() :]}"
            yield (rest, "roman", number - line.page, place), True


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without tables of contents (step 3)."""
    texts = [BULLET.sub("", line.text, count=1) for line in lines]
    tables = TablesOfContents(texts)
    words = [_letters(text) for text in texts]
    last = {letters: i for i, letters in enumerate(words)}
    last |= {words[i] + words[i + 1]: i for i in range(len(words) - 1)}
    kept: list[Line] = []
    i = 0
    while i < len(lines):
        headed = is_contents(lines[i].text)
        end, entries = _table_end(lines, i + headed, last)
        if entries >= (2 if headed else 3):
            i = end
        else:
            start = tables.end(i) if headed else i
            kept += lines[start:end]
            i = max(start, end)
    return kept


def _table_end(lines: Sequence[Line], start: int, last: dict[str, int]) -> tuple[int, int]:
    """Where a table of contents that starts at a line ends, and how many entries it has.

    An entry may run over several lines, so up to two lines without a page number may come between.
    It has none if most of the entries do not occur again.
    """
    entries = again = 0
    end = i = start
    while i < len(lines) and i <= end + 2 and (entries or i == start):
        match = _ENTRY.fullmatch(lines[i].text)
        if match:
            recurs = last.get(_letters(match["words"]), -1) > i
            if recurs or match["leader"].count(".") > 2:
                entries, again, end = entries + 1, again + recurs, i + 1
        i += 1
    return max(end, start + 1), entries if again * 2 >= entries else 0


def _letters(text: str) -> str:
    """Letters and digits only, in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())
