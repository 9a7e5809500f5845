"""The tables of `texts.sqlite`, and how the file is opened.

- A document's text is in `parts` of equal length, so that a slice can be read without the rest.
- The passages of a document have consecutive numbers, and so do its sentences; `documents` has the
  first and last of each, so that a filter is a few ranges. Numbers are never used again in later
  generations, so that vectors can be stored by number.
- Tables that what is shown is made from end with a column `sum` (see `sums`). `above` has where the
  last heading of each level up to a block begins, outermost first.
- A telling heading (see `embedding`) is the last of its passage's `sentences`, and its place is
  empty (start = end), for it is no part of the passage.
- `terms` is a full-text table (FTS5) with one row per passage: its folded words in order, for
  phrases, and their stems. `vocabulary` and `term_columns` are FTS5's views of these terms, in
  all and by column. FTS5 counts by scanning, so `spread` stores how many passages contain each
  term, and the letters of terms that are folded words (0 for a stem only).
- The index `sentences_of` covers all that a question reads of a sentence, for hundreds of them.
- `input_key` identifies what was encoded for a passage or sentence, so that a later build can reuse
  its vector.
- `sketches` has one row per document, for finding duplicates; so has `orientations`, for what was
  found for newcomers, as JSON.
"""

import sqlite3
from pathlib import Path
from sqlite3 import sqlite_version as sqlite_version

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, source_entry TEXT NOT NULL, entry TEXT NOT NULL,
    language TEXT NOT NULL, year INTEGER, headings_from TEXT NOT NULL, quality TEXT NOT NULL,
    first_passage INTEGER NOT NULL, last_passage INTEGER NOT NULL,
    first_sentence INTEGER NOT NULL, last_sentence INTEGER NOT NULL,
    characters INTEGER NOT NULL, blocks INTEGER NOT NULL, pages INTEGER NOT NULL, sum BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE parts (
    document TEXT NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL, sum BLOB NOT NULL,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;
CREATE TABLE blocks (
    document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
    level INTEGER NOT NULL, anchor TEXT, ordinal INTEGER NOT NULL, above TEXT NOT NULL,
    sum BLOB NOT NULL, PRIMARY KEY (document, start)
) WITHOUT ROWID;
CREATE INDEX headings_of ON blocks (document, start) WHERE kind = 'heading';
CREATE TABLE pages (
    document TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, start INTEGER NOT NULL,
    end INTEGER NOT NULL, sum BLOB NOT NULL, PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    section TEXT NOT NULL, paragraph INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    input_key BLOB NOT NULL, sum BLOB NOT NULL
);
CREATE INDEX passages_of ON passages (document, start);
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, input_key BLOB NOT NULL
);
CREATE INDEX sentences_of ON sentences (passage, start, end);
CREATE TABLE sketches (document TEXT PRIMARY KEY, hashes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE orientations (
    document TEXT PRIMARY KEY, found TEXT NOT NULL, sum BLOB NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row');
CREATE TABLE spread (
    term TEXT PRIMARY KEY, passages INTEGER NOT NULL, letters INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX words_from ON spread (substr(term, 1, 1), letters) WHERE letters > 0;
"""

TERMS = "CREATE VIRTUAL TABLE terms USING fts5(words, stems, tokenize = 'unicode61')"
TERM_COLUMNS = "CREATE VIRTUAL TABLE term_columns USING fts5vocab(terms, 'col')"
KEYS = (
    "CREATE INDEX passages_embedded ON passages (input_key)",
    "CREATE INDEX sentences_embedded ON sentences (input_key)",
)


SUMMED = {
    "documents": "id, sha256, source_entry, entry, language, year, headings_from, quality, "
    "first_passage, last_passage, first_sentence, last_sentence, characters, blocks, pages, sum",
    "parts": "document, start, text, sum",
    "blocks": "document, start, end, kind, level, anchor, ordinal, above, sum",
    "pages": "document, number, label, start, end, sum",
    "orientations": "document, found, sum",
}
"""The columns of each table with sums, in the order in which the sum covers them."""


def full_text_fault() -> str:
    """Why this SQLite cannot have the tables; empty if it can."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5(words)")
        connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row')")
    except sqlite3.Error as error:
        return str(error)
    finally:
        connection.close()
    return ""


def create(path: Path) -> sqlite3.Connection:
    """A writable connection to an existing file, or to a new one with empty tables."""
    new = not path.exists()
    connection = sqlite3.connect(path)
    # An interrupted build is discarded, and a complete one is flushed when published.
    connection.execute("PRAGMA synchronous = OFF")
    if new:
        connection.executescript(";".join([TERMS, TERM_COLUMNS, SCHEMA, *KEYS]))
    return connection


def open_read_only(path: Path, content: bytes | None = None) -> sqlite3.Connection:
    """A connection to a file that is no longer written; several threads may use it in turn.

    With the file's content, that is read from memory, and the file is not opened.
    """
    if content is not None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            connection.deserialize(content)
        except sqlite3.Error:
            connection.close()
            raise
        connection.execute("PRAGMA query_only = ON")
        return connection
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
