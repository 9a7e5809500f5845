"""Looking things up in a generation's tables: the open file, and what it knows of terms."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from cmp_search.errors import MismatchError
from cmp_search.index.embedded.tables import open_read_only


class Lookups:
    """An open file of tables, read from several threads in turn."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read from an open file."""
        self.connection = connection
        # One connection serves all threads of the app; SQLite objects are used by one at a time.
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path) -> Self:
        """The tables in a file.

        Raises:
            MismatchError: they cannot be read.
        """
        found = cls(open_read_only(path))
        try:
            found.rows("SELECT id FROM documents LIMIT 1")
        except MismatchError:
            found.close()
            raise
        return found

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
            raise MismatchError("texts_broken", reason=error) from error

    def rows_in(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """All rows of a query whose one parameter stands for a list: `IN (SELECT value FROM …)`."""
        return self.rows(sql.replace("(?)", "(SELECT value FROM json_each(?))"), [_json(values)])

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term stands; terms that stand in none are left out."""
        return dict(self.rows_in("SELECT term, passages FROM spread WHERE term IN (?)", terms))

    def words_from(self, letter: str, shortest: int, longest: int) -> list[str]:
        """The folded words of the texts that begin with a letter, of some lengths in letters."""
        rows = self.rows(
            "SELECT term FROM spread WHERE substr(term, 1, 1) = ? AND letters > 0 "
            "AND letters BETWEEN ? AND ? ORDER BY term",
            [letter, shortest, longest],
        )
        return [term for (term,) in rows]

    def terms_of(self, numbers: Iterable[int]) -> dict[int, frozenset[str]]:
        """The terms of passages: their folded words and stems, by the passage's number."""
        rows = self.rows_in("SELECT rowid, words, stems FROM terms WHERE rowid IN (?)", numbers)
        return {number: frozenset(f"{words} {stems}".split()) for number, words, stems in rows}

    def with_any(self, terms: Iterable[str]) -> list[int]:
        """The numbers of the passages that hold one of the terms."""
        return self._match(" OR ".join(f'"{term}"' for term in sorted(terms)))

    def with_phrase(self, words: Sequence[str], most: int = -1) -> list[int]:
        """The numbers of the passages that hold these folded words one after the other.

        They are the first, at most so many where `most` is given.
        """
        return self._match(f'words : "{" ".join(words)}"', most)

    def holding(self, words: Sequence[str], numbers: Iterable[int]) -> list[int]:
        """Those of some passages that hold these folded words one after the other."""
        rows = self.rows_in("SELECT rowid, words FROM terms WHERE rowid IN (?)", numbers)
        phrase = f" {' '.join(words)} "
        return [number for number, held in rows if phrase in f" {held} "]

    def _match(self, query: str, most: int = -1) -> list[int]:
        rows = self.rows(
            "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rowid LIMIT ?", [query, most]
        )
        return [number for (number,) in rows]


def _json(values: Iterable[Any]) -> str:
    return json.dumps([value if isinstance(value, str) else int(value) for value in values])
