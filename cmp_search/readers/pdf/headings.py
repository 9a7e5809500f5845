"""The headings of a PDF, from its outline or from the type of its lines.

1. An outline entry is looked up on the page that it points to: one to four lines with its words,
   regardless of case, punctuation and numbering; of several matches the one nearest to the place it
   points to. If fewer than half of the entries are found, the outline is not used.
2. Without an outline, headings are short lines clearly larger than the body, or bold if the body is
   not. Each size and weight is a level; if all headings look alike, their numbering decides.
3. The title is the one that the file states, if it makes sense, else the largest line of the first
   page; a heading that repeats it is the title and not a section. Lines directly below it, such as
   author and date, in a type of their own that is not bold, are not headings unless the outline
   says so; nor is a date that is the only one among the headings.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from cmp_search.language.normalisation import letters_and_digits
from cmp_search.readers.common.outline import MAX_NUMBERED, is_date, is_heading, ranks
from cmp_search.readers.pdf.lines import Line

_LARGER = 1.12
"""How many times the size of the body a heading has at least."""
_MAX_LINES = 4
_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*[.):]?|(?:[IVXLC]+|[A-Za-z])[.):])\s+(?=\S)")
_FILE_NAME = re.compile(
    r".*\.(?:docx?|pdf|indd|tex|rtf|odt|pptx?|xlsx?|qxd)|microsoft word\b.*|\W*untitled.*"
    r"|(?:document|sans titre|sin título|título|titre|title)\W*\d*",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An outline entry and where it points to; pages count from 0, `top` is in points."""

    title: str
    depth: int
    page: int
    top: float | None


@dataclass(frozen=True, slots=True)
class HeadingLines:
    """A heading, or the title if `level` is 0: the lines from `start` up to `end`, exclusive."""

    start: int
    end: int
    level: int


def outline_entries(reader: PdfReader) -> list[OutlineEntry]:
    """The entries of a PDF's outline, in order; those that point nowhere are left out."""
    return list(_entries(reader, reader.outline, 1))


def _entries(reader: PdfReader, outline: Sequence[Any], depth: int) -> Iterator[OutlineEntry]:
    for item in outline:
        if isinstance(item, list):
            yield from _entries(reader, item, depth + 1)
        elif isinstance(item, Destination) and item.title:
            page = reader.get_destination_page_number(item)
            top = item.top if isinstance(item.top, int | float) else None
            if page is not None and page >= 0:
                yield OutlineEntry(
                    str(item.title), depth, page, None if top is None else float(top)
                )


def stated_title(title: object) -> str:
    """The title that a file states; empty if it is only the name of a file."""
    words = " ".join(str(title or "").replace("\0", "").split())
    return "" if _FILE_NAME.fullmatch(words) or not any(map(str.isalpha, words)) else words


def headings_of_outline(
    lines: Sequence[Line], entries: Sequence[OutlineEntry]
) -> list[HeadingLines]:
    """Step 1: the headings of the outline, in the order of the text; none if it is unusable."""
    wanted = {entry.page for entry in entries}
    places = _places([line if line.page in wanted else None for line in lines])
    by_start: dict[int, HeadingLines] = {}
    for entry in entries:
        keys = _keys(entry.title) - {""}
        matches = sorted(place for key in keys for place in places.get((entry.page, key), ()))
        free = [(start, end) for start, end in matches if start not in by_start]
        if free:
            start, end = min(free, key=lambda place: _distance(lines[place[0]], entry))
            by_start[start] = HeadingLines(start, end, entry.depth)
    if len(by_start) * 2 < len(entries):
        return []
    ordered = [by_start[start] for start in sorted(by_start)]
    return [
        heading for i, heading in enumerate(ordered) if not i or ordered[i - 1].end <= heading.start
    ]


def _places(lines: Sequence[Line | None]) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """The places of one to four lines, as start and end, by their page and folded words."""
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for start, first in enumerate(lines):
        words = ""
        for end, line in enumerate(lines[start : start + _MAX_LINES], start + 1):
            if first is None or line is None or line.page != first.page:
                break
            words = f"{words} {line.text}".lstrip()
            for key in _keys(words):
                places.setdefault((first.page, key), []).append((start, end))
    return places


def _keys(words: str) -> set[str]:
    """A title's letters and digits, with and without its numbering."""
    return {letters_and_digits(words), letters_and_digits(_NUMBERING.sub("", words, count=1))}


def _distance(line: Line, entry: OutlineEntry) -> float:
    return 0.0 if entry.top is None else abs(line.y + line.size - entry.top)


def body_style(lines: Sequence[Line]) -> tuple[float, bool]:
    """The size and weight of most of the words."""
    sizes = Counter[tuple[float, bool]]()
    for line in lines:
        sizes[line.style] += len(line.text)
    return sizes.most_common(1)[0][0]


def headings_of_style(lines: Sequence[Line]) -> list[HeadingLines]:
    """Step 2: the headings that stand out by their type, with levels."""
    body, body_bold = body_style(lines)
    headings: list[tuple[HeadingLines, tuple[float, bool]]] = []
    for start, end in _groups(lines):
        size, bold = lines[start].style
        words = " ".join(line.text for line in lines[start:end])
        larger = size >= _LARGER * body
        bolder = bold and not body_bold and size >= 0.95 * body
        short = end - start <= _MAX_LINES and len(words) <= MAX_NUMBERED and lines[start].cells == 1
        if short and (larger or bolder) and (is_heading(words) or (larger and _is_title(words))):
            headings.append((HeadingLines(start, end, 1), (size, bold)))
    styles = sorted({style for _, style in headings}, reverse=True)
    if len(styles) == 1:
        return _ranked(lines, [heading for heading, _ in headings])
    return [replace(heading, level=1 + styles.index(style)) for heading, style in headings]


def _is_title(words: str) -> bool:
    """Whether large type may be a heading although its words do not look like one."""
    return sum(map(str.isalpha, words)) > 2 and words[-1] not in ",;"


def _groups(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Adjacent lines of the same type with little space between them, as start and end."""
    start = 0
    for i, (upper, lower) in enumerate(pairwise(lines), 1):
        together = upper.page == lower.page and upper.style == lower.style
        if not together or not 0 < upper.y - lower.y < 1.8 * lower.size:
            yield start, i
            start = i
    if lines:
        yield start, len(lines)


def _ranked(lines: Sequence[Line], headings: list[HeadingLines]) -> list[HeadingLines]:
    """Headings that look alike, with levels from their numbering and words."""
    starts = {heading.start: _words(lines, heading) for heading in headings}
    texts = [starts.get(i, line.text) for i, line in enumerate(lines)]
    levels = ranks(texts, [i in starts for i in range(len(lines))])
    return [replace(heading, level=levels[heading.start] or heading.level) for heading in headings]


def with_title(
    lines: Sequence[Line], headings: list[HeadingLines], stated: str
) -> tuple[list[HeadingLines], str]:
    """Step 3: the headings with the title among them as level 0, and the title."""
    first = [(start, end) for start, end in _groups(lines) if lines[start].page == lines[0].page]
    body, _ = body_style(lines)
    title = letters_and_digits(stated)
    repeats = [
        (start, end)
        for start, end in first
        if title and _repeats(title, lines[start:end], _LARGER * body)
    ]
    start, end = max(first, key=lambda group: (lines[group[0]].size, -group[0]))
    size = lines[start].size
    stands_out = size >= _LARGER * body and all(line.size < size - 0.5 for line in lines[end:])
    place = repeats[0] if repeats else (start, end) if stands_out else None
    if place is None:
        return headings, stated
    words = " ".join(line.text for line in lines[slice(*place)])
    others = [
        heading for heading in headings if heading.end <= place[0] or heading.start >= place[1]
    ]
    return sorted(
        [HeadingLines(*place, 0), *others], key=lambda heading: heading.start
    ), stated or words


def _repeats(title: str, lines: Sequence[Line], large: float) -> bool:
    """Whether lines are exactly the title, or contain it in large type."""
    words = letters_and_digits(" ".join(line.text for line in lines))
    return words == title or (lines[0].size >= large and title in words)


def without_by_lines(lines: Sequence[Line], headings: list[HeadingLines]) -> list[HeadingLines]:
    """The headings without those directly below the title that look unlike all later ones."""
    following: list[HeadingLines] = []
    for before, heading in pairwise(headings):
        if before.end != heading.start or not (following or before.level == 0):
            break
        following.append(heading)
    later = {lines[heading.start].style for heading in headings if heading not in following}
    dates = [heading for heading in headings if is_date(_words(lines, heading))]

    def is_by_line(heading: HeadingLines) -> bool:
        size, bold = lines[heading.start].style
        own_type = not bold and (size, bold) not in later
        return heading in following and (own_type or dates == [heading])

    return [heading for heading in headings if not is_by_line(heading)]


def _words(lines: Sequence[Line], heading: HeadingLines) -> str:
    return " ".join(line.text for line in lines[heading.start : heading.end])
