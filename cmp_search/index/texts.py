"""The texts of a generation, read from SQLite: documents, passages, sentences and terms."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cmp_search.catalogue import Entry
from cmp_search.document import Block, BlockKind, Document, HeadingOrigin, Page, Quality, Span
from cmp_search.errors import MismatchError
from cmp_search.index.tables import open_read_only
from cmp_search.passage import Passage

_ENTRY = TypeAdapter(Entry)
_QUALITY = TypeAdapter(Quality)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; an empty field limits nothing."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is limited."""
        return bool(self.documents or self.languages or self.years)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the index: its number and its place in the document's text."""

    number: int
    span: Span


class Texts:
    """The tables of one generation."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read from an open file."""
        self.connection = connection
        # One connection serves all threads of the app; SQLite objects are used by one at a time.
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path) -> "Texts":
        """The tables in a file.

        Raises:
            MismatchError: they cannot be read.
        """
        texts = cls(open_read_only(path))
        try:
            texts.rows("SELECT id FROM documents LIMIT 1")
        except MismatchError:
            texts.close()
            raise
        return texts

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Raises:
            MismatchError: the file is damaged.
        """
        try:
            with self._lock:
                return self.connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise MismatchError(
                f"the texts of the index are damaged ({error}): build it again with "
                "`cmp-search index`"
            ) from error

    def rows_in(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """All rows of a query whose one parameter stands for a list: `IN (SELECT value FROM …)`."""
        return self.rows(sql.replace("(?)", "(SELECT value FROM json_each(?))"), [_json(values)])

    def entries(self) -> tuple[Entry, ...]:
        """The entry of every document, by id."""
        rows = self.rows("SELECT entry FROM documents ORDER BY id")
        return tuple(_ENTRY.validate_json(entry) for (entry,) in rows)

    def source_keys(self) -> dict[str, tuple[str, Entry]]:
        """For each document the hash of its file and its catalogue entry when it was read."""
        rows = self.rows("SELECT id, sha256, source_entry FROM documents")
        return {id: (sha256, _ENTRY.validate_json(entry)) for id, sha256, entry in rows}

    def qualities(self) -> dict[str, Quality]:
        """How well the source of each document could be read."""
        rows = self.rows("SELECT id, quality FROM documents ORDER BY id")
        return {id: _QUALITY.validate_json(quality) for id, quality in rows}

    def document(self, id: str) -> Document | None:
        """A document with its blocks and pages; None where there is none of that id."""
        found = self.rows(
            "SELECT sha256, entry, text, headings_from, quality FROM documents WHERE id = ?", [id]
        )
        if not found:
            return None
        sha256, entry, text, headings_from, quality = found[0]
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
            text=text,
            blocks=tuple(Block(BlockKind(kind), *place) for kind, *place in blocks),
            pages=tuple(Page(*page) for page in pages),
            headings_from=HeadingOrigin(headings_from),
            quality=_QUALITY.validate_json(quality),
        )

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Passages by number, each a slice of its document's text."""
        sentences = self.sentences(numbers)
        rows = self.rows_in(
            "SELECT number, id, document, section, paragraph, start, end FROM passages "
            "WHERE number IN (?)",
            numbers,
        )
        # Sliced here: SQLite's substr would walk through the whole document for each passage.
        documents = {document for _, _, document, *_ in rows}
        whole = dict(self.rows_in("SELECT id, text FROM documents WHERE id IN (?)", documents))
        return {
            number: Passage(
                id=id,
                document=document,
                section=tuple(json.loads(section)),
                paragraph=paragraph,
                start=start,
                end=end,
                text=whole[document][start:end],
                sentences=tuple(sentence.span for sentence in sentences[number]),
            )
            for number, id, document, section, paragraph, start, end in rows
        }

    def passage_numbers(self, document: str) -> list[int]:
        """The numbers of a document's passages, in reading order."""
        sql = "SELECT number FROM passages WHERE document = ? ORDER BY start"
        rows = self.rows(sql, [document])
        return [number for (number,) in rows]

    def sentences(self, numbers: Sequence[int]) -> dict[int, list[Sentence]]:
        """The sentences of passages, by the passage's number, in reading order."""
        found: dict[int, list[Sentence]] = {int(number): [] for number in numbers}
        for passage, number, start, end in self.rows_in(
            "SELECT passage, number, start, end FROM sentences WHERE passage IN (?) "
            "ORDER BY passage, start",
            numbers,
        ):
            found[passage].append(Sentence(number, Span(start, end)))
        return found

    def passages_of_sentences(self, numbers: Sequence[int]) -> list[int]:
        """The numbers of the passages that hold some sentences, each once."""
        rows = self.rows_in("SELECT DISTINCT passage FROM sentences WHERE number IN (?)", numbers)
        return [passage for (passage,) in rows]

    def sentence_numbers(self, passages: Sequence[int]) -> list[int]:
        """The numbers of all sentences of some passages."""
        rows = self.rows_in("SELECT number FROM sentences WHERE passage IN (?)", passages)
        return [number for (number,) in rows]

    def documents_of(self, passages: Sequence[int]) -> dict[int, str]:
        """The id of each passage's document, by the passage's number."""
        return dict(
            self.rows_in("SELECT number, document FROM passages WHERE number IN (?)", passages)
        )

    def allowed(self, filters: Filters) -> list[int]:
        """The numbers of the passages that pass the filters."""
        rows = self.rows(
            "SELECT p.number FROM passages p JOIN documents d ON d.id = p.document WHERE "
            "(?1 = '[]' OR d.id IN (SELECT value FROM json_each(?1))) AND "
            "(?2 = '[]' OR d.language IN (SELECT value FROM json_each(?2))) AND "
            "(?3 = '[]' OR d.year IN (SELECT value FROM json_each(?3)))",
            [_json(filters.documents), _json(filters.languages), _json(filters.years)],
        )
        return [number for (number,) in rows]

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term stands; terms that stand in none are left out."""
        return dict(self.rows_in("SELECT term, doc FROM vocabulary WHERE term IN (?)", terms))

    def words_from(self, letter: str, shortest: int, longest: int) -> list[str]:
        """The folded words of the texts that begin with a letter, of some lengths in letters."""
        rows = self.rows(
            "SELECT term FROM lexicon WHERE term >= ? AND term < ? AND col = 'words' "
            "AND length(term) BETWEEN ? AND ?",
            [letter, chr(ord(letter) + 1), shortest, longest],
        )
        return [term for (term,) in rows]

    def terms_of(self, numbers: Iterable[int]) -> dict[int, frozenset[str]]:
        """The terms of passages: their folded words and stems, by the passage's number."""
        rows = self.rows_in("SELECT rowid, words, stems FROM terms WHERE rowid IN (?)", numbers)
        return {number: frozenset(f"{words} {stems}".split()) for number, words, stems in rows}

    def with_any(self, terms: Iterable[str]) -> list[int]:
        """The numbers of the passages that hold one of the terms."""
        return self._match(" OR ".join(f'"{term}"' for term in sorted(terms)))

    def with_phrase(self, words: Sequence[str]) -> list[int]:
        """The numbers of the passages that hold these folded words one after the other."""
        return self._match(f'words : "{" ".join(words)}"')

    def _match(self, query: str) -> list[int]:
        rows = self.rows("SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rowid", [query])
        return [number for (number,) in rows]


def _json(values: Iterable[Any]) -> str:
    return json.dumps([value if isinstance(value, str) else int(value) for value in values])
