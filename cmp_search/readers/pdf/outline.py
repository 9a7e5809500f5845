"""The outline of a PDF, and the lines that its entries point to.

An entry is looked up on the page that it points to: one to four lines with its words, regardless of
case, punctuation and numbering; of several matches the one nearest to the place it points to. If
fewer than half of the entries are found, the outline is not used.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from cmp_search.language.normalisation import letters_and_digits
from cmp_search.readers.common.designations import designation
from cmp_search.readers.pdf.headings import MAX_LINES, HeadingLines
from cmp_search.readers.pdf.lines import Line

_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*[.):]?|(?:[IVXLC]+|[A-Za-z])[.):])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An outline entry and where it points to; pages count from 0, `top` is in points."""

    title: str
    depth: int
    page: int
    top: float | None


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


def headings_of_outline(
    lines: Sequence[Line], entries: Sequence[OutlineEntry]
) -> list[HeadingLines]:
    """The headings of the outline, in the order of the text; none if it is unusable."""
    if not entries:
        return []
    wanted: dict[int, set[str]] = {}
    keys = [_keys(entry.title) - {""} for entry in entries]
    for entry, own in zip(entries, keys, strict=True):
        wanted.setdefault(entry.page, set()).update(own)
    places = _places(lines, wanted)
    by_start: dict[int, HeadingLines] = {}
    for entry, own in zip(entries, keys, strict=True):
        matches = sorted(place for key in own for place in places.get((entry.page, key), ()))
        free = [(start, end) for start, end in matches if start not in by_start]
        if free:
            start, end = min(free, key=lambda place: _distance(lines[place[0]], entry))
            by_start[start] = HeadingLines(start, end, 1, entry.depth)
    if len(by_start) * 2 < len(entries):
        return []
    ordered = [by_start[start] for start in sorted(by_start)]
    return [
        heading for i, heading in enumerate(ordered) if not i or ordered[i - 1].end <= heading.start
    ]


def _places(
    lines: Sequence[Line], wanted: Mapping[int, Collection[str]]
) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """The places of one to four lines, as start and end, by their page and folded words.

    Only words that an entry of the page has, as given by `wanted`, or begins with are looked at.
    """
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for start, first in enumerate(lines):
        titles = wanted.get(first.page, ())
        keys = {""} if titles else set[str]()
        for end, line in enumerate(lines[start : start + MAX_LINES], start + 1):
            if not keys or line.page != first.page:
                break
            own = _keys(line.text) if end == start + 1 else {letters_and_digits(line.text)}
            joined = {before + key for before in keys for key in own}
            keys = {key for key in joined if any(title.startswith(key) for title in titles)}
            for key in keys:
                places.setdefault((first.page, key), []).append((start, end))
    return places


def _keys(words: str) -> set[str]:
    """A title's letters and digits, with and without its numbering."""
    division = designation(words)
    bare = words[division.end :] if division else _NUMBERING.sub("", words, count=1)
    return {letters_and_digits(one) for one in {words, bare}}


def _distance(line: Line, entry: OutlineEntry) -> float:
    return 0.0 if entry.top is None else abs(line.y + line.size - entry.top)
