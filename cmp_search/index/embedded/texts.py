"""The texts of a generation, read from SQLite: documents, passages and sentences."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
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
    Span,
)
from cmp_search.documents.passage import Passage
from cmp_search.index.base import DocumentStatistics, Outline
from cmp_search.index.embedded.lookups import Lookups
from cmp_search.index.embedded.tables import PART
from cmp_search.index.sketch import unpack
from cmp_search.orientation.facts import Orientation

_ENTRY = TypeAdapter(Entry)
_QUALITY = TypeAdapter(Quality)
ORIENTATION = TypeAdapter(Orientation)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in the index: its number and its place in the document's text."""

    number: int
    span: Span


class Texts(Lookups):
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
                quality=_QUALITY.validate_json(quality),
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
            quality=_QUALITY.validate_json(quality),
        )

    def excerpt(self, document: str, start: int, end: int) -> Excerpt | None:
        """What it takes to cite and prove a slice of a document; None if the id is unknown."""
        rows = self.rows("SELECT sha256, entry FROM documents WHERE id = ?", [document])
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

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Passages by number, each a slice of its document's text."""
        rows = self.rows_in(
            "SELECT number, id, document, section, paragraph, start, end FROM passages "
            "WHERE number IN (?)",
            numbers,
        )
        sentences, texts = self.sentences(numbers), self._texts_of(numbers)
        return {
            number: Passage(
                id=id,
                document=document,
                section=tuple(json.loads(section)),
                paragraph=paragraph,
                start=start,
                end=end,
                text=texts[number],
                sentences=tuple(sentence.span for sentence in sentences[number]),
            )
            for number, id, document, section, paragraph, start, end in rows
        }

    def _texts_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The texts of passages, from the parts that contain them."""
        rows = self.rows_in(
            "SELECT number, passages.start, end, parts.start, text FROM passages JOIN parts "
            f"ON parts.document = passages.document AND parts.start > passages.start - {PART} "
            "AND parts.start < end WHERE number IN (?) ORDER BY number, parts.start",
            numbers,
        )
        texts = {int(number): "" for number in numbers}
        for number, start, end, first, text in rows:
            texts[number] += text[max(start - first, 0) : end - first]
        return texts

    def numbers_of(self, ids: Sequence[str]) -> list[int]:
        """The numbers of passages by their ids; unknown ids are left out."""
        rows = self.rows_in("SELECT number FROM passages WHERE id IN (?)", ids)
        return [number for (number,) in rows]

    def ids_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of passages, by number."""
        return dict(self.rows_in("SELECT number, id FROM passages WHERE number IN (?)", numbers))

    def first_ids(self) -> list[str]:
        """The ids of the first documents, as many as fit in a message."""
        return [id for (id,) in self.rows("SELECT id FROM documents ORDER BY id LIMIT 20")]

    def passage_numbers(self, document: str) -> list[int]:
        """The numbers of a document's passages, in reading order."""
        sql = "SELECT number FROM passages WHERE document = ? ORDER BY start"
        rows = self.rows(sql, [document])
        return [number for (number,) in rows]

    def sentences(self, numbers: Sequence[int]) -> dict[int, list[Sentence]]:
        """The sentences of passages, without headings, by the passage's number, in order."""
        sentences: dict[int, list[Sentence]] = {int(number): [] for number in numbers}
        for passage, number, start, end in self.rows_in(
            "SELECT passage, number, start, end FROM sentences WHERE passage IN (?) "
            "AND start < end ORDER BY passage, start",
            numbers,
        ):
            sentences[passage].append(Sentence(number, Span(start, end)))
        return sentences

    def sentence_ranges(self, passages: Sequence[int]) -> list[tuple[int, int, int]]:
        """The number of each passage's first sentence, how many it has, and of these headings.

        Passages must be given, and come back, in the order of their numbers. The sentences of a
        passage have consecutive numbers; a heading comes last.
        """
        rows = self.rows_in(
            "SELECT min(number), count(*), sum(start = end) FROM sentences WHERE passage IN (?) "
            "GROUP BY passage ORDER BY passage",
            passages,
        )
        return [(first, count, headings) for first, count, headings in rows]

    def spans(self, sentences: Sequence[int]) -> dict[int, Span]:
        """The places of sentences in their documents' texts, by the sentence's number."""
        rows = self.rows_in(
            "SELECT number, start, end FROM sentences WHERE number IN (?)", sentences
        )
        return {number: Span(start, end) for number, start, end in rows}

    def passages_of_sentences(self, numbers: Sequence[int]) -> list[int]:
        """The numbers of the passages that some sentences are in, each once."""
        rows = self.rows_in("SELECT DISTINCT passage FROM sentences WHERE number IN (?)", numbers)
        return [passage for (passage,) in rows]

    def sentence_numbers(self, passages: Sequence[int]) -> list[int]:
        """The numbers of all sentences of some passages, with their headings."""
        rows = self.rows_in("SELECT number FROM sentences WHERE passage IN (?)", passages)
        return [number for (number,) in rows]


def _blocks(rows: Sequence[tuple[Any, ...]]) -> tuple[Block, ...]:
    return tuple(Block(BlockKind(kind), *place) for kind, *place in rows)
