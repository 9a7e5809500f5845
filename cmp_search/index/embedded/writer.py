"""Writing the texts of a generation: whole documents are added and removed.

What is derived from the texts (terms, sketches, orientations) can be computed again.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Span
from cmp_search.documents.passage import Passage
from cmp_search.errors import ReadError
from cmp_search.index.deriving import Derived, derive
from cmp_search.index.embedded.passages import Sentence
from cmp_search.index.embedded.tables import SUMMED, TERMS, create
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedding import telling_headings
from cmp_search.index.sketch import pack
from cmp_search.index.stored.rows import ORIENTATION, block_rows, document_row, page_rows, part_rows
from cmp_search.index.stored.sums import Row, passage_sum, summed


class TextsWriter(Texts):
    """The tables of a generation being built."""

    _counted = True

    @classmethod
    def open(cls, path: Path) -> "TextsWriter":
        """The tables in a file, new or copied from the previous generation."""
        return cls(create(path))

    def commit(self) -> None:
        """Commit all changes."""
        self._count()
        self.connection.commit()

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        """See `Lookups`; the terms are counted first."""
        self._count()
        return super().spread(terms)

    def words_from(self, letter: str, shortest: int, longest: int) -> list[str]:
        """See `Lookups`; the terms are counted first."""
        self._count()
        return super().words_from(letter, shortest, longest)

    def _count(self) -> None:
        """Count the terms if they have changed; this scans the full-text table."""
        if self._counted:
            return
        self.connection.execute("DELETE FROM spread")
        self.connection.execute("INSERT INTO spread SELECT term, doc, 0 FROM vocabulary")
        self.connection.execute(
            "UPDATE spread SET letters = length(term) "
            "WHERE term IN (SELECT term FROM term_columns WHERE col = 'words')"
        )
        self._counted = True

    def add(
        self,
        document: Document,
        source_entry: Entry,
        passages: Sequence[Passage],
        passage_keys: Sequence[bytes],
        sentence_keys: Sequence[bytes],
        derived: Derived,
    ) -> list[tuple[int, list[Sentence]]]:
        """Store a document; returns the number of each passage with its sentences, in order.

        A telling heading is the last of its passage's sentences, with an empty place. The arguments
        are as in `cmp_search.index.builder.EncodedDocument`.
        """
        self._counted = False
        self._insert_summed("parts", part_rows(document.id, document.text))
        self._insert_summed("blocks", block_rows(document.id, document.blocks))
        self._insert_summed("pages", page_rows(document.id, document.pages))
        self._add_orientation(document.id, derived)
        remaining_keys = iter(sentence_keys)
        headings = telling_headings(passages)
        stored = [
            self._add_passage(passage, key, remaining_keys, has_heading=passage.id in headings)
            for passage, key in zip(passages, passage_keys, strict=True)
        ]
        self._add_terms([number for number, _ in stored], derived)
        sentences = [sentence.number for _, sentences in stored for sentence in sentences]
        row = document_row(document, source_entry, [number for number, _ in stored], sentences)
        self._insert_summed("documents", [row])
        return stored

    def _insert_summed(self, table: str, rows: Iterable[Row]) -> None:
        """Store rows of a table that has sums."""
        places = ", ".join("?" * len(SUMMED[table].split(", ")))
        self.connection.executemany(f"INSERT INTO {table} VALUES ({places})", summed(table, rows))

    def _add_orientation(self, document: str, derived: Derived) -> None:
        """Store a document's sketch and orientation."""
        self.connection.execute(
            "INSERT INTO sketches VALUES (?, ?)", (document, pack(derived.sketch))
        )
        orientation = ORIENTATION.dump_json(derived.orientation).decode()
        self._insert_summed("orientations", [(document, orientation)])

    def _add_passage(
        self,
        passage: Passage,
        key: bytes,
        sentence_keys: Iterator[bytes],
        *,
        has_heading: bool,
    ) -> tuple[int, list[Sentence]]:
        """Store a passage, its sentences and heading, each of which takes the next key."""
        section = json.dumps(passage.section, ensure_ascii=False)
        place = (passage.paragraph, passage.start, passage.end)
        shown = (passage.id, passage.document, section, *place)
        number = self._insert(
            "INSERT INTO passages (id, document, section, paragraph, start, end, input_key, sum) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *shown,
            key,
            passage_sum(shown, passage.sentences),
        )
        insert = "INSERT INTO sentences (passage, start, end, input_key) VALUES (?, ?, ?, ?)"
        heading = [Span(passage.start, passage.start)] if has_heading else []
        return number, [
            Sentence(self._insert(insert, number, *span, next(sentence_keys)), span)
            for span in [*passage.sentences, *heading]
        ]

    def _add_terms(self, numbers: Sequence[int], derived: Derived) -> None:
        """Store the terms of a document's passages."""
        self.connection.executemany(
            "INSERT INTO terms (rowid, words, stems) VALUES (?, ?, ?)",
            zip(numbers, derived.words, derived.stems, strict=True),
        )

    def documents(self) -> Iterator[tuple[Document, list[Passage]]]:
        """Every document with its passages, by id."""
        for (id,) in self.rows("SELECT id FROM documents ORDER BY id"):
            document = self.document(id)
            numbers = self.passage_numbers(id)
            passages = self.passages(numbers)
            if document:
                yield document, [passages[number] for number in numbers]

    def renew(self) -> list[str]:
        """Derive everything again; returns the ids of the documents for which that failed.

        These are without terms, sketch and orientation: they have to be removed.
        """
        self._counted = False
        self.connection.execute("DROP TABLE terms")
        self.connection.execute(TERMS)
        for table in ("sketches", "orientations"):
            self.connection.execute(f"DELETE FROM {table}")
        failed = []
        for document, passages in self.documents():
            try:
                derived = derive(document, passages)
            except ReadError:
                failed.append(document.id)
                continue
            self._add_terms(self.passage_numbers(document.id), derived)
            self._add_orientation(document.id, derived)
        return failed

    def _insert(self, sql: str, *values: str | int | bytes) -> int:
        return int(self.connection.execute(sql, values).lastrowid or 0)

    def remove(self, document: str) -> tuple[list[int], list[int]]:
        """Remove a document; returns the numbers of its passages and sentences."""
        self._counted = False
        passages = self.passage_numbers(document)
        sentences = self.sentence_numbers(passages)
        numbers = json.dumps(passages)
        for table, column in (("sentences", "passage"), ("terms", "rowid")):
            self.connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                (numbers,),
            )
        for table in ("passages", "parts", "pages", "blocks", "sketches", "orientations"):
            self.connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        self.connection.execute("DELETE FROM documents WHERE id = ?", (document,))
        return passages, sentences
