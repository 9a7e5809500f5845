"""The texts of a generation, read from SQLite: documents, and excerpts of them."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import (
    Block,
    BlockKind,
    Document,
    Excerpt,
    HeadingOrigin,
    Page,
    Quality,
)
from cmp_search.index.contents import DocumentStatistics, Outline
from cmp_search.index.embedded.passages import PassageTables
from cmp_search.index.embedded.tables import PART
from cmp_search.index.sketch import unpack
from cmp_search.orientation.facts import Orientation

_ENTRY = TypeAdapter(Entry)
_QUALITY = TypeAdapter(Quality)
_RENAMED = {"furniture": "boilerplate"}
"""Reasons for leaving out lines that were once stored under other names."""
ORIENTATION = TypeAdapter(Orientation)


def _quality(stored: str) -> Quality:
    """The quality of a document; lines that are left out were once stored as `left_out`."""
    fields = json.loads(stored)
    left_out = {_RENAMED.get(kind, kind): n for kind, n in fields.pop("left_out", {}).items() if n}
    fields["omitted"] = fields.get("omitted") or [
        {"reason": reason, "lines": lines} for reason, lines in left_out.items()
    ]
    return _QUALITY.validate_python(fields)


class Texts(PassageTables):
    """The tables of one generation."""

    def entries(self) -> tuple[Entry, ...]:
        """The entry of every document, by id."""
        rows = self.rows("SELECT entry FROM documents ORDER BY id")
        return tuple(_ENTRY.validate_json(entry) for (entry,) in rows)

    def source_keys(self) -> dict[str, tuple[str, Entry]]:
        """For each document the hash of its file and its catalogue entry when it was read."""
        rows = self.rows("SELECT id, sha256, source_entry FROM documents")
        return {id: (sha256, _ENTRY.validate_json(entry)) for id, sha256, entry in rows}

    def statistics(self) -> tuple[DocumentStatistics, ...]:
        """What is known of every document, by id; counted in the tables, without reading texts."""
        rows = self.rows(
            "SELECT id, entry, source_entry, sha256, headings_from, quality, hashes "
            "FROM documents JOIN sketches ON document = id ORDER BY id"
        )
        lengths = self._by_document("sum(length(text)) FROM parts")
        sections = self._by_document("count(DISTINCT section) FROM passages")
        passages = self._by_document("count(*) FROM passages")
        pages = self._by_document("count(*) FROM pages")
        return tuple(
            DocumentStatistics(
                entry=_ENTRY.validate_json(entry),
                source_entry=_ENTRY.validate_json(source_entry),
                sha256=sha256,
                headings_from=headings_from,
                quality=_quality(quality),
                characters=lengths.get(id, 0),
                sections=sections.get(id, 0),
                passages=passages.get(id, 0),
                pages=pages.get(id, 0),
                sketch=unpack(hashes),
            )
            for id, entry, source_entry, sha256, headings_from, quality, hashes in rows
        )

    def _by_document(self, count: str) -> dict[str, int]:
        return dict(self.rows(f"SELECT document, {count} GROUP BY document"))

    def orientations(self) -> list[tuple[Entry, Orientation]]:
        """What was found in each document for newcomers, by the document's id."""
        rows = self.rows(
            "SELECT entry, found FROM documents JOIN orientations ON document = id ORDER BY id"
        )
        return [
            (_ENTRY.validate_json(entry), ORIENTATION.validate_json(found)) for entry, found in rows
        ]

    def document(self, id: str) -> Document | None:
        """A document with its blocks and pages; None if the id is unknown."""
        rows = self.rows(
            "SELECT sha256, entry, headings_from, quality FROM documents WHERE id = ?", [id]
        )
        if not rows:
            return None
        sha256, entry, headings_from, quality = rows[0]
        parts = self.rows("SELECT text FROM parts WHERE document = ? ORDER BY start", [id])
        blocks = self.rows(
            "SELECT kind, start, end, level, anchor FROM blocks WHERE document = ? ORDER BY start",
            [id],
        )
        pages = self.rows(
            "SELECT number, label, start, end FROM pages WHERE document = ? ORDER BY number", [id]
        )
        return Document(
            entry=_ENTRY.validate_json(entry),
            sha256=sha256,
            text="".join(text for (text,) in parts),
            blocks=_blocks(blocks),
            pages=tuple(Page(*page) for page in pages),
            headings_from=HeadingOrigin(headings_from),
            quality=_quality(quality),
        )

    def excerpt(self, document: str, start: int, end: int) -> Excerpt | None:
        """What it takes to cite and prove a slice of a document; None if the id is unknown."""
        rows = self.rows("SELECT sha256, entry, quality FROM documents WHERE id = ?", [document])
        if not rows:
            return None
        # Only the last heading of each level before the slice can apply to it.
        headings = self.rows(
            "SELECT kind, max(start), end, level, anchor FROM blocks INDEXED BY headings_of "
            "WHERE document = ? AND kind = 'heading' AND start <= ? GROUP BY level",
            [document, start],
        )
        touched = self.rows(
            "SELECT kind, start, end, level, anchor FROM blocks WHERE document = ?1 "
            "AND start >= (SELECT coalesce(max(start), 0) FROM blocks WHERE document = ?1 "
            "AND start <= ?2) AND start < ?3",
            [document, start, end],
        )
        blocks = _blocks(sorted({*headings, *touched}, key=lambda row: row[1]))
        pages = self.rows(
            "SELECT number, label, start, end FROM pages WHERE document = ? AND start < ? "
            "AND end > ? ORDER BY number",
            [document, end, start],
        )
        first = min([start, *(block[1] for block in touched)])
        last = max([end, *(block[2] for block in touched)])
        return Excerpt(
            entry=_ENTRY.validate_json(rows[0][1]),
            sha256=rows[0][0],
            text=self.slice(document, first, last),
            start=first,
            blocks=blocks,
            pages=tuple(Page(*page) for page in pages),
            recognised_pages=_quality(rows[0][2]).recognised_pages,
        )

    def outline(self, document: str) -> Outline:
        """A document's length, and where its headings begin; its text is not read."""
        sql = (
            "SELECT start + length(text) FROM parts WHERE document = ? ORDER BY start DESC LIMIT 1"
        )
        starts = self.rows(
            "SELECT start FROM blocks INDEXED BY headings_of WHERE document = ? "
            "AND kind = 'heading' ORDER BY start",
            [document],
        )
        return Outline(self.rows(sql, [document])[0][0], tuple(start for (start,) in starts))

    def slice(self, document: str, start: int, end: int) -> str:
        """A slice of a document's text, without reading the rest."""
        first = start - start % PART
        parts = self.rows(
            "SELECT text FROM parts WHERE document = ? AND start >= ? AND start < ? ORDER BY start",
            [document, first, end],
        )
        return "".join(text for (text,) in parts)[start - first : end - first]


def _blocks(rows: Sequence[tuple[Any, ...]]) -> tuple[Block, ...]:
    return tuple(Block(BlockKind(kind), *place) for kind, *place in rows)
