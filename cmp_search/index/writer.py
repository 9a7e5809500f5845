"""Writing the texts of a generation: whole documents in, whole documents out."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from cmp_search.catalogue import Entry
from cmp_search.document import Document
from cmp_search.index.sketch import pack, sketch
from cmp_search.index.tables import create
from cmp_search.index.texts import Sentence, Texts
from cmp_search.passage import Passage
from cmp_search.terms import stems, words


class TextsWriter(Texts):
    """The tables of a generation in the making."""

    @classmethod
    def open(cls, path: Path) -> "TextsWriter":
        """The tables in a file, new or copied from the generation before."""
        return cls(create(path))

    def commit(self) -> None:
        """Keep all changes."""
        self.connection.commit()

    def add(
        self, document: Document, source_entry: Entry, passages: Sequence[Passage]
    ) -> list[tuple[int, list[Sentence]]]:
        """Store a document; gives the number of each passage with its sentences, in order.

        `source_entry` is the catalogue's entry as it was before the reader completed it.
        """
        self.connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.sha256,
                _entry_json(source_entry),
                _entry_json(document.entry),
                document.entry.language,
                document.entry.year,
                document.text,
                document.headings_from,
                json.dumps(asdict(document.quality)),
            ),
        )
        self.connection.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)",
            [(document.id, b.start, b.end, b.kind, b.level, b.anchor) for b in document.blocks],
        )
        self.connection.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
            [(document.id, p.number, p.label, p.start, p.end) for p in document.pages],
        )
        self.connection.execute(
            "INSERT INTO sketches VALUES (?, ?)", (document.id, pack(sketch(document.text)))
        )
        return [self._add_passage(passage, document.entry.language) for passage in passages]

    def _add_passage(self, passage: Passage, language: str) -> tuple[int, list[Sentence]]:
        number = self._insert(
            "INSERT INTO passages (id, document, section, paragraph, start, end) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            passage.id,
            passage.document,
            json.dumps(passage.section, ensure_ascii=False),
            passage.paragraph,
            passage.start,
            passage.end,
        )
        self._insert(
            "INSERT INTO terms (rowid, words, stems) VALUES (?, ?, ?)",
            number,
            " ".join(words(passage.text)),
            " ".join(stems(passage.text, language)),
        )
        insert = "INSERT INTO sentences (passage, start, end) VALUES (?, ?, ?)"
        return number, [
            Sentence(self._insert(insert, number, *span), span) for span in passage.sentences
        ]

    def _insert(self, sql: str, *values: str | int) -> int:
        return int(self.connection.execute(sql, values).lastrowid or 0)

    def remove(self, document: str) -> tuple[list[int], list[int]]:
        """Take a document out; gives the numbers of its passages and sentences."""
        passages = self.passage_numbers(document)
        sentences = self.sentence_numbers(passages)
        numbers = json.dumps(passages)
        for table, column in (("sentences", "passage"), ("terms", "rowid")):
            self.connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                (numbers,),
            )
        for table in ("passages", "pages", "blocks", "sketches"):
            self.connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        self.connection.execute("DELETE FROM documents WHERE id = ?", (document,))
        return passages, sentences


def _entry_json(entry: Entry) -> str:
    return json.dumps(asdict(entry), default=str, ensure_ascii=False)
