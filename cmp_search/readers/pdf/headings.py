"""The headings of a PDF, from its outline or from the type of its lines.

1. An outline entry is looked for on the page that it points to: the line, or up to four lines, with
   its words, whatever the case, punctuation and numbering; of several the one nearest to the place
   it points to. An outline that finds less than half of its entries is not used.
2. Without an outline, headings are short lines clearly larger than the body or bold where the body
   is not. Each size and weight is a level; where all headings look alike, their numbering tells.
3. The title is the one that the file states, when it is sensible, else the largest line of the
   first page; a heading that repeats it is the title and no section. Lines right under it, such as
   author and date, in a type of their own that is not bold, are no headings unless the outline says
   so; nor is a date that is the only one among the headings.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from cmp_search.readers.common.outline import MAX_NUMBERED, is_date, is_heading, ranks
from cmp_search.readers.pdf.lines import Line

_LARGER = 1.12
"""How much larger than the body a heading's type is at least."""
_MAX_LINES = 4
_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*[.):]?|(?:[IVXLC]+|[A-Za-z])[.):])\s+(?=\S)")
_FILE_NAME = re.compile(
    r".*\.(?:docx?|pdf|indd|tex|rtf|odt|pptx?|xlsx?|qxd)|microsoft word\b.*|\W*untitled.*"
    r"|(?:document|sans titre|sin título|título|titre|title)\W*\d*",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: where it points to; pages count from 0, `top` is in points."""

    title: str
    depth: int
    page: int
    top: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The lines from `start` up to `end` are one heading, or the title where `level` is 0."""

    start: int
    end: int
    level: int


def outline_entries(reader: PdfReader) -> list[Entry]:
    """The entries of a PDF's outline, in order; those that point nowhere are left out."""
    return list(_entries(reader, reader.outline, 1))


def _entries(reader: PdfReader, outline: Sequence[Any], depth: int) -> Iterator[Entry]:
    for item in outline:
        if isinstance(item, list):
            yield from _entries(reader, item, depth + 1)
        elif isinstance(item, Destination) and item.title:
            page = reader.get_destination_page_number(item)
            top = item.top if isinstance(item.top, int | float) else None
            if page is not None and page >= 0:
                yield Entry(str(item.title), depth, page, None if top is None else float(top))


def stated_title(title: object) -> str:
    """The title that a file states, or nothing where it is but a file's name."""
    words = " ".join(str(title or "").replace("\0", "").split())
    return "" if _FILE_NAME.fullmatch(words) or not any(map(str.isalpha, words)) else words


def marks_of_outline(lines: Sequence[Line], entries: Sequence[Entry]) -> list[Mark]:
    """Step 1: the headings that the outline names, in order of the text; none if it misleads."""
    wanted = {entry.page for entry in entries}
    places = _places([line if line.page in wanted else None for line in lines])
    found: dict[int, Mark] = {}
    for entry in entries:
        keys = {folded(entry.title), folded(_NUMBERING.sub("", entry.title, count=1))} - {""}
        held = sorted(place for key in keys for place in places.get((entry.page, key), ()))
        free = [(start, end) for start, end in held if start not in found]
        if free:
            start, end = min(free, key=lambda place: _distance(lines[place[0]], entry))
            found[start] = Mark(start, end, entry.depth)
    if len(found) * 2 < len(entries):
        return []
    ordered = [found[start] for start in sorted(found)]
    return [mark for i, mark in enumerate(ordered) if not i or ordered[i - 1].end <= mark.start]


def _places(lines: Sequence[Line | None]) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """Where words stand: by page and folded words, the start and end of one to four lines."""
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for start, first in enumerate(lines):
        words = ""
        for end, line in enumerate(lines[start : start + _MAX_LINES], start + 1):
            if first is None or line is None or line.page != first.page:
                break
            words = f"{words} {line.text}".lstrip()
            for key in {folded(words), folded(_NUMBERING.sub("", words, count=1))}:
                places.setdefault((first.page, key), []).append((start, end))
    return places


def _distance(line: Line, entry: Entry) -> float:
    return 0.0 if entry.top is None else abs(line.y + line.size - entry.top)


def folded(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def body_style(lines: Sequence[Line]) -> tuple[float, bool]:
    """The size and weight of most of the words."""
    sizes = Counter[tuple[float, bool]]()
    for line in lines:
        sizes[line.style] += len(line.text)
    return sizes.most_common(1)[0][0]


def marks_of_style(lines: Sequence[Line]) -> list[Mark]:
    """Step 2: the headings that stand out by their type, ranked."""
    body, body_bold = body_style(lines)
    found: list[tuple[Mark, tuple[float, bool]]] = []
    for start, end in _groups(lines):
        size, bold = lines[start].style
        words = " ".join(line.text for line in lines[start:end])
        larger = size >= _LARGER * body
        bolder = bold and not body_bold and size >= 0.95 * body
        short = end - start <= _MAX_LINES and len(words) <= MAX_NUMBERED and lines[start].cells == 1
        if short and (larger or bolder) and (is_heading(words) or (larger and _is_title(words))):
            found.append((Mark(start, end, 1), (size, bold)))
    styles = sorted({style for _, style in found}, reverse=True)
    if len(styles) == 1:
        return _ranked(lines, [mark for mark, _ in found])
    return [replace(mark, level=1 + styles.index(style)) for mark, style in found]


def _is_title(words: str) -> bool:
    """Whether large words may be a heading although they do not look like one."""
    return sum(map(str.isalpha, words)) > 2 and words[-1] not in ",;"


def _groups(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines of one type that stand close, as start and end."""
    start = 0
    for i, (upper, lower) in enumerate(pairwise(lines), 1):
        together = upper.page == lower.page and upper.style == lower.style
        if not together or not 0 < upper.y - lower.y < 1.8 * lower.size:
            yield start, i
            start = i
    if lines:
        yield start, len(lines)


def _ranked(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """Headings of one type with the ranks of their numbering and words."""
    starts = {mark.start: _words(lines, mark) for mark in marks}
    texts = [starts.get(i, line.text) for i, line in enumerate(lines)]
    found = ranks(texts, [i in starts for i in range(len(lines))])
    return [replace(mark, level=found[mark.start] or mark.level) for mark in marks]


def mark_title(lines: Sequence[Line], marks: list[Mark], stated: str) -> tuple[list[Mark], str]:
    """Step 3: the headings with the title among them as level 0, and the title."""
    first = [(start, end) for start, end in _groups(lines) if lines[start].page == lines[0].page]
    body, _ = body_style(lines)
    title = folded(stated)
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
        return marks, stated
    words = " ".join(line.text for line in lines[slice(*place)])
    others = [mark for mark in marks if mark.end <= place[0] or mark.start >= place[1]]
    return sorted([Mark(*place, 0), *others], key=lambda mark: mark.start), stated or words


def _repeats(title: str, lines: Sequence[Line], large: float) -> bool:
    """Whether lines are the title and nothing else, or hold it in large type."""
    words = folded(" ".join(line.text for line in lines))
    return words == title or (lines[0].size >= large and title in words)


def without_by_lines(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """The headings without those that follow the title at once and look like no later one."""
    following: list[Mark] = []
    for before, mark in pairwise(marks):
        if before.end != mark.start or not (following or before.level == 0):
            break
        following.append(mark)
    later = {lines[mark.start].style for mark in marks if mark not in following}
    dates = [mark for mark in marks if is_date(_words(lines, mark))]

    def is_by_line(mark: Mark) -> bool:
        size, bold = lines[mark.start].style
        own_type = not bold and (size, bold) not in later
        return mark in following and (own_type or dates == [mark])

    return [mark for mark in marks if not is_by_line(mark)]


def _words(lines: Sequence[Line], mark: Mark) -> str:
    return " ".join(line.text for line in lines[mark.start : mark.end])
