"""The tables of `texts.sqlite`, and how the file is opened.

The tables follow the way of the data. `terms` is a full-text table (FTS5) with one row a passage:
its folded words in order, for phrases, and their stems; `vocabulary` and `lexicon` are what FTS5
knows of its terms, together and by column. Numbers of passages and sentences are never
used twice in a line of generations, so that vectors can be kept beside them. `sketches` has one row
a document, for finding duplicates.
"""

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, source_entry TEXT NOT NULL, entry TEXT NOT NULL,
    language TEXT NOT NULL, year INTEGER, text TEXT NOT NULL, headings_from TEXT NOT NULL,
    quality TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE blocks (
    document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
    level INTEGER NOT NULL, anchor TEXT, PRIMARY KEY (document, start)
) WITHOUT ROWID;
CREATE TABLE pages (
    document TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, start INTEGER NOT NULL,
    end INTEGER NOT NULL, PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    section TEXT NOT NULL, paragraph INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX passages_of ON passages (document, start);
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX sentences_of ON sentences (passage);
CREATE TABLE sketches (document TEXT PRIMARY KEY, hashes BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE terms USING fts5(words, stems, tokenize = 'unicode61');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row');
CREATE VIRTUAL TABLE lexicon USING fts5vocab(terms, 'col');
"""


def create(path: Path) -> sqlite3.Connection:
    """A new file with empty tables, or an existing one, to be written."""
    new = not path.exists()
    connection = sqlite3.connect(path)
    # A draft that breaks off is thrown away, and one that is done is flushed when it is published.
    connection.execute("PRAGMA synchronous = OFF")
    if new:
        connection.executescript(SCHEMA)
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """A file that nobody writes any more; it may be read from several threads in turn."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
