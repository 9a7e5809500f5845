"""The tables of `texts.sqlite`, and how the file is opened.

The tables follow the way of the data. A document's text lies in `parts` of equal length, so that a
slice of it is read without the rest. The passages of a document are numbered one after the other,
and so are its sentences; `documents` has the first and the last of each, so that a filter is a few
ranges. Numbers are never used twice in a line of generations, so that vectors can be kept beside
them. `terms` is a full-text table (FTS5) with one row a passage: its folded words in order, for
phrases, and their stems. `vocabulary` and `lexicon` are what FTS5 knows of its terms, together and
by column; it counts them by walking through them, so `spread` keeps the counts, by term, and how
many letters a term has that is a folded word (0 where it is a stem alone). `sentences_of` holds
all that a question asks of a sentence, and it asks of hundreds. `readings` is the key of what was
embedded of a passage or sentence, by which a later build finds its vector again. `sketches` has one
row a document, for finding duplicates, and `orientations` one with what is found for newcomers, as
JSON.
"""

import sqlite3
from pathlib import Path

PART = 2_048
"""Characters of a part of a text; most passages lie in one or two."""

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, source_entry TEXT NOT NULL, entry TEXT NOT NULL,
    language TEXT NOT NULL, year INTEGER, headings_from TEXT NOT NULL, quality TEXT NOT NULL,
    first_passage INTEGER NOT NULL, last_passage INTEGER NOT NULL,
    first_sentence INTEGER NOT NULL, last_sentence INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE parts (
    document TEXT NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;
CREATE TABLE blocks (
    document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
    level INTEGER NOT NULL, anchor TEXT, PRIMARY KEY (document, start)
) WITHOUT ROWID;
CREATE INDEX headings_of ON blocks (document, start) WHERE kind = 'heading';
CREATE TABLE pages (
    document TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, start INTEGER NOT NULL,
    end INTEGER NOT NULL, PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
    section TEXT NOT NULL, paragraph INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    readings BLOB NOT NULL
);
CREATE INDEX passages_of ON passages (document, start);
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, readings BLOB NOT NULL
);
CREATE INDEX sentences_of ON sentences (passage, start, end);
CREATE TABLE sketches (document TEXT PRIMARY KEY, hashes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE orientations (document TEXT PRIMARY KEY, found TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row');
CREATE VIRTUAL TABLE lexicon USING fts5vocab(terms, 'col');
CREATE TABLE spread (
    term TEXT PRIMARY KEY, passages INTEGER NOT NULL, letters INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX words_from ON spread (substr(term, 1, 1), letters) WHERE letters > 0;
"""

TERMS = "CREATE VIRTUAL TABLE terms USING fts5(words, stems, tokenize = 'unicode61')"
KEYS = (
    "CREATE INDEX passages_embedded ON passages (readings)",
    "CREATE INDEX sentences_embedded ON sentences (readings)",
)


def create(path: Path) -> sqlite3.Connection:
    """A new file with empty tables, or an existing one, to be written."""
    new = not path.exists()
    connection = sqlite3.connect(path)
    # What is interrupted is discarded, and what is done is flushed when it is published.
    connection.execute("PRAGMA synchronous = OFF")
    if new:
        connection.executescript(";".join([TERMS, SCHEMA, *KEYS]))
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """A file that nobody writes any more; it may be read from several threads in turn."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
