"""Queries on a generation's tables: the open file, and the full-text table of terms."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.embedded.tables import open_read_only
from cmp_search.index.stored.heading_terms import heading_terms

T = TypeVar("T")


class Lookups:
    """The tables in an open file, which several threads may read in turn."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wrap an open connection."""
        self.connection = connection
        # One connection serves all threads; only one may use it at a time.
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path, content: bytes | None = None) -> Self:
        """The tables in a file, or in its content where that has been read.

        Raises:
            MismatchError: they cannot be read.
        """
        try:
            tables = cls(open_read_only(path, content))
        except sqlite3.DatabaseError as error:
            raise MismatchError("texts_broken", reason=error) from error
        try:
            tables.rows("SELECT id FROM documents LIMIT 1")
        except MismatchError:
            tables.close()
            raise
        return tables

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.connection.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Raises:
            MismatchError: the file is damaged, as for all that follows.
        """
        return self._read(sql, values, list)

    def column(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """The only value of each row; thousands of rows at once would start garbage collections."""
        return self._read(sql, values, lambda rows: [value for (value,) in rows])

    def _read(
        self, sql: str, values: Sequence[Any], take: Callable[[sqlite3.Cursor], list[T]]
    ) -> list[T]:
        try:
            with self._lock:
                return take(self.connection.execute(sql, values))
        except sqlite3.ProgrammingError as error:
            raise GenerationError("index_closed") from error
        except sqlite3.DatabaseError as error:
            raise MismatchError("texts_broken", reason=error) from error

    def rows_in(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """All rows of a query whose single parameter is a list: `IN (?)`."""
        return self.rows(sql.replace("(?)", "(SELECT value FROM json_each(?))"), [_json(values)])

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        """How many passages contain each term; terms that none contains are left out."""
        return dict(self.rows_in("SELECT term, passages FROM spread WHERE term IN (?)", terms))

    def words_from(self, letter: str, shortest: int, longest: int) -> list[str]:
        """The folded words of the texts with a first letter and a length between two bounds."""
        return self.column(
            "SELECT term FROM spread WHERE substr(term, 1, 1) = ? AND letters > 0 "
            "AND letters BETWEEN ? AND ? ORDER BY term",
            [letter, shortest, longest],
        )

    def terms_of(self, numbers: Iterable[int]) -> dict[int, frozenset[str]]:
        """The terms of passages: their folded words and stems, by the passage's number."""
        rows = self.rows_in("SELECT rowid, words, stems FROM terms WHERE rowid IN (?)", numbers)
        return {number: frozenset(f"{words} {stems}".split()) for number, words, stems in rows}

    def heading_terms_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """The terms of the headings that passages stand under, by the passage's number."""
        rows = self.rows_in(
            "SELECT number, section, language FROM passages JOIN documents "
            "ON documents.id = passages.document WHERE number IN (?)",
            numbers,
        )
        return {number: heading_terms(section, language) for number, section, language in rows}

    def passages_with_any(self, terms: Iterable[str]) -> list[int]:
        """The numbers of the passages with at least one of the terms."""
        return self._match(" OR ".join(f'"{term}"' for term in sorted(terms)))

    def passages_with_phrase(self, words: Sequence[str], limit: int = -1) -> list[int]:
        """The numbers of the (first `limit`) passages with these folded words in a row."""
        return self._match(f'words : "{" ".join(words)}"', limit)

    def filter_by_phrase(self, numbers: Iterable[int], words: Sequence[str]) -> list[int]:
        """Which of some passages have these folded words in a row."""
        rows = self.rows_in("SELECT rowid, words FROM terms WHERE rowid IN (?)", numbers)
        phrase = f" {' '.join(words)} "
        return [number for number, text in rows if phrase in f" {text} "]

    def _match(self, query: str, limit: int = -1) -> list[int]:
        return self.column(
            "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rowid LIMIT ?", [query, limit]
        )


def _json(values: Iterable[Any]) -> str:
    return json.dumps([value if isinstance(value, str) else int(value) for value in values])
