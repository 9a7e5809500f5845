"""Pages of plain text: form feeds, as converters of PDFs leave them, with running lines.

1. A running line is one of the four outermost lines of its page, has only running lines outside it,
   and stands there on three pages, or on two if a number in it counts up; one that has columns may
   be missing on the first page alone. More such lines in a row, or most of the words of a page, are
   no running lines but a text that is the same on every page. What heads the first page without a
   number may be the title, and stays.
2. A lone page number is the first or last line of its page.
3. A text without form feeds has pages if such lines as "- 2 -" and "Page 2 of 9" count them.
4. A paragraph goes on over a page if the next page begins in lower case, or if the last line of the
   page is full and ends no sentence.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.roman import roman_number

_OUTERMOST = 4
_LEAST_PAGES = 3
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|página|p\.)?\s*(?:\d{1,4}|(?P<roman>[ivxlc]{1,7}))(?:\s*(?:of|de|sur|/)\s*\d{1,4})?[-–—\s]*",
    re.I,
)
_COUNT = re.compile(
    r"^[ \t]*(?:[-–—][ \t]*(\d{1,4})[ \t]*[-–—]"
    r"|\[?(?:page|página)[ \t]+(\d{1,4})(?:[ \t]*(?:of|de|sur|/)[ \t]*\d{1,4})?\]?)[ \t]*$\n?",
    re.I | re.M,
)
"""A line that counts the pages of a text, and the number in it."""
_DIGITS = re.compile(r"\d+")
_COLUMNS = re.compile(r"\S {4,}\S")
_ENDS = (".", ";", ":", "!", "?", "…", "»", "”", '"')
_FULL = 0.7
"""The least share of the widest line that a full line has."""

_Lines = list[str]


class Body(NamedTuple):
    """A text without form feeds and running lines, and the running lines."""

    text: str
    running: list[str]


def without_form_feeds(text: str) -> Body:
    """The text of all pages in one; it must have line feeds as line ends."""
    pages = [page.split("\n") for page in _paged(text).split("\f")]
    if len(pages) == 1:
        return Body(text, [])
    running: list[str] = []
    for turned in (False, True):
        for page, count in zip(pages, _running_counts(pages, turned=turned), strict=True):
            running += _drop(page, count, turned=turned)
    return Body(_joined([_trimmed(page) for page in pages]), running)


def _paged(text: str) -> str:
    """The text with form feeds after the lines that count its pages (step 3)."""
    if "\f" in text:
        return text
    counts = list(_COUNT.finditer(text))
    numbers = [int(count[1] or count[2]) for count in counts]
    if len(numbers) < 2 or any(b != a + 1 for a, b in pairwise(numbers)):
        return text
    return _COUNT.sub(lambda count: f"{count[0]}\f", text)


def _running_counts(pages: Sequence[_Lines], *, turned: bool) -> list[int]:
    """How many lines of each page's top run, or of its bottom if `turned` (steps 1 and 2)."""
    edges = [_edge(page, turned=turned) for page in pages]
    seen: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i, edge in enumerate(edges):
        for line in dict.fromkeys(edge):
            seen[_key(line)].append((i, _DIGITS.findall(line)))
    wide = {_key(one_line(line)) for page in pages for line in page if _COLUMNS.search(line)}
    least = min(_LEAST_PAGES, max(len(pages) - 1, 2))
    running = {
        key
        for key, places in seen.items()
        if _runs(key, places, least=least if key in wide else _LEAST_PAGES)
    }
    counts: list[int] = []
    for edge, page in zip(edges, pages, strict=True):
        count = 0
        while count < len(edge) and _key(edge[count]) in running:
            if not counts and not turned and not _DIGITS.search(edge[count]):
                break
            count += 1
        if count > _OUTERMOST or count == len(edge) or _is_most(edge[:count], page):
            count = 0
        if count < len(edge) and not count and _is_page_number(edge[count]):
            count = 1
        counts.append(count)
    return counts


def _is_most(lines: Sequence[str], page: _Lines) -> bool:
    """Whether several lines have most of the words of their page."""
    words = sum(len(line.split()) for line in page)
    return len(lines) > 1 and 2 * sum(len(line.split()) for line in lines) > words


def _is_page_number(line: str) -> bool:
    """Whether a line is a page number and nothing else; "Civil" has the letters of a roman one."""
    found = _PAGE_NUMBER.fullmatch(line)
    if found is None:
        return False
    return not found["roman"] or roman_number(found["roman"].lower()) is not None


def _edge(page: _Lines, *, turned: bool) -> list[str]:
    """The outermost lines that have words, outermost first, and one more."""
    lines = [one_line(line) for line in (reversed(page) if turned else page) if line.strip()]
    return lines[: _OUTERMOST + 1]


def _key(line: str) -> str:
    """What running lines have in common; a page number may stand on either side."""
    key = _DIGITS.sub("#", line).casefold()
    return key.strip("# -–—") or key


def _runs(key: str, seen: Sequence[tuple[int, list[str]]], *, least: int) -> bool:
    """Whether a line stands at the edge of enough pages."""
    if key[-1] in ",;:":
        return False
    numbers = zip(*(found for _, found in seen), strict=False)
    counts_up = any(
        len({int(n[-9:]) - page for n, (page, _) in zip(each, seen, strict=True)}) == 1
        for each in numbers
    )
    return len(seen) >= (2 if counts_up else least)


def _drop(page: _Lines, count: int, *, turned: bool) -> list[str]:
    """Take lines with words off the top of a page, or off its bottom; returns them."""
    dropped: list[str] = []
    while len(dropped) < count:
        line = page.pop() if turned else page.pop(0)
        if line.strip():
            dropped.append(line)
    return dropped


def _trimmed(page: _Lines) -> _Lines:
    """The page without empty lines around it."""
    return "\n".join(page).strip("\n").split("\n") if any(map(str.strip, page)) else []


def _joined(pages: Sequence[_Lines]) -> str:
    """The text of all pages (step 4)."""
    width = max((len(line) for page in pages for line in page), default=0)
    parts: list[str] = []
    last = ""
    for page in filter(None, pages):
        first = page[0].strip()
        full = len(last) >= _FULL * width and not last.endswith(_ENDS) and first[:1].isalpha()
        goes_on = bool(last) and (first[:1].islower() or full)
        parts += [("\n" if goes_on else "\n\n") if parts else "", "\n".join(page)]
        last = page[-1].rstrip()
    return "".join(parts)
