"""The rows of a document: how they are made of it, and it of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import NamedTuple

from pydantic import TypeAdapter

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Block, BlockKind, Document, Page, Quality
from cmp_search.index.stored.sums import Row
from cmp_search.orientation.facts import Orientation

PART = 2_048
"""Characters in a part of a text; most passages are in one or two."""
ORIENTATION = TypeAdapter(Orientation)
"""What was found in a document for newcomers, as JSON."""
_ENTRY = TypeAdapter(Entry)
_QUALITY = TypeAdapter(Quality)
PARSED = 1_000
"""Entries and qualities kept as objects: each hit of a question needs those of its document."""
_RENAMED = {"furniture": "boilerplate"}
"""Reasons for leaving out lines that were once stored under other names."""


class DocumentRow(NamedTuple):
    """A row of `documents`, without its sum; the last three say how many rows others have of it."""

    id: str
    sha256: str
    source_entry: str
    entry: str
    language: str
    year: int | None
    headings_from: str
    quality: str
    first_passage: int
    last_passage: int
    first_sentence: int
    last_sentence: int
    characters: int
    blocks: int
    pages: int


class BlockRow(NamedTuple):
    """A row of `blocks`, without its sum.

    `above` has where the last heading of each level up to
    the block begins, outermost first.
    """

    document: str
    start: int
    end: int
    kind: str
    level: int
    anchor: str | None
    ordinal: int
    above: str

    @property
    def block(self) -> Block:
        """The block."""
        return Block(BlockKind(self.kind), self.start, self.end, self.level, self.anchor)


class PageRow(NamedTuple):
    """A row of `pages`, without its sum."""

    document: str
    number: int
    label: str | None
    start: int
    end: int

    @property
    def page(self) -> Page:
        """The page."""
        return Page(self.number, self.label, self.start, self.end)


def document_row(
    document: Document, source_entry: Entry, passages: Sequence[int], sentences: Sequence[int]
) -> DocumentRow:
    """The row of a document whose passages and sentences have these numbers."""
    return DocumentRow(
        document.id,
        document.sha256,
        entry_json(source_entry),
        entry_json(document.entry),
        document.entry.language,
        document.entry.year,
        document.headings_from.value,
        json.dumps(asdict(document.quality)),
        *_range(passages),
        *_range(sentences),
        len(document.text),
        len(document.blocks),
        len(document.pages),
    )


def part_rows(id: str, text: str) -> Iterator[Row]:
    """The parts of a document's text."""
    return ((id, start, text[start : start + PART]) for start in range(0, len(text), PART))


def block_rows(id: str, blocks: Sequence[Block]) -> Iterator[BlockRow]:
    """The blocks of a document, each with the headings up to it."""
    headings: dict[int, int] = {}
    above = ""
    for ordinal, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            headings[block.level] = block.start
            above = " ".join(str(headings[level]) for level in sorted(headings))
        place = (block.start, block.end, block.kind.value, block.level, block.anchor)
        yield BlockRow(id, *place, ordinal, above)


def page_rows(id: str, pages: Sequence[Page]) -> Iterator[PageRow]:
    """The pages of a document."""
    return (PageRow(id, page.number, page.label, page.start, page.end) for page in pages)


@lru_cache(maxsize=PARSED)
def entry_of(stored: str) -> Entry:
    """A catalogue entry as it was stored."""
    return _ENTRY.validate_json(stored)


@lru_cache(maxsize=PARSED)
def quality_of(stored: str) -> Quality:
    """The quality of a document; lines that are left out were once stored as `left_out`."""
    fields = json.loads(stored)
    left_out = {_RENAMED.get(kind, kind): n for kind, n in fields.pop("left_out", {}).items() if n}
    fields["omitted"] = fields.get("omitted") or [
        {"reason": reason, "lines": lines} for reason, lines in left_out.items()
    ]
    return _QUALITY.validate_python(fields)


def entry_json(entry: Entry) -> str:
    """A catalogue entry as it is stored."""
    return json.dumps(asdict(entry), default=str, ensure_ascii=False)


def _range(numbers: Sequence[int]) -> tuple[int, int]:
    """The first and last of consecutive numbers; an empty range if there are none."""
    return (numbers[0], numbers[-1]) if numbers else (1, 0)
