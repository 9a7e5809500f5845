"""Migrations: what a build keeps of a generation of an older schema.

A migration turns a copy of the tables into those of the current schema. Files of vectors are read
as they are, under their old names.
Schema 10 had no sums (see `sums`); they are computed from its rows, whose file is still as it was
written: a build looks at that first.
Schema 9 had no keys of what was embedded; they are computed from its texts. Instead of the versions
of stages it recorded `recipe`, a hash of the package's code. The vectors of off-topic questions
were in `everyday.faiss`. FTS5's view of the terms by column was called `lexicon`.
"""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cmp_search.documents.document import Block, BlockKind
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.files import (
    OFF_TOPIC_VECTORS,
    SCHEMA,
    StoredManifest,
    checked_manifest,
)
from cmp_search.index.embedded.tables import KEYS, SUMMED, TERM_COLUMNS
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.embedding import input_key, passage_inputs, sentence_inputs
from cmp_search.index.stored.rows import block_rows
from cmp_search.index.stored.sums import passage_sum, row_sum
from cmp_search.index.versions import Stage, library_versions

FIRST_RECIPE = "4980b64c77ab9b74"
"""The recipe of the last version with schema 9, in which all stages had version 1."""


def migrated_manifest(folder: Path, raw: dict[str, Any]) -> StoredManifest:
    """The manifest of a generation, of the current schema or one that can be migrated.

    Raises:
        MismatchError: it is damaged or of another schema, or a file has another size.
    """
    schema = raw.get("schema")
    migrate = _MANIFESTS.get(schema) if isinstance(schema, int) else None
    return checked_manifest(folder, {**migrate(raw), "schema": SCHEMA} if migrate else raw)


def file_name(name: str, schema: int) -> str:
    """The name that a file of the current schema had in an older one."""
    return _FILES.get(schema, {}).get(name, name)


def migrated_tables(source: Path, schema: int, target: Path) -> Path:
    """Write the tables of an older schema to a new file, in the current schema.

    Raises:
        MismatchError: they cannot be read.
    """
    shutil.copyfile(source, target)
    texts = TextsWriter.open(target)
    try:
        _TABLES[schema](texts)
        texts.commit()
    except sqlite3.DatabaseError as error:
        raise MismatchError("texts_broken", reason=error) from error
    finally:
        texts.close()
    return target


def _manifest_of_9(raw: dict[str, Any]) -> dict[str, Any]:
    """Assume the installed libraries, as it recorded none, and try failed files again."""
    version = 1 if raw.get("recipe") == FIRST_RECIPE else 0
    versions = dict.fromkeys(map(str, Stage), version)
    return {**raw, "versions": versions, "libraries": library_versions(), "failed": []}


def _tables_of_9(texts: TextsWriter) -> None:
    """Add sums and keys, these as the current `embedding` computes them; no heading was embedded.

    If `embedding` ever changes other inputs, keep those of version 1 here;
    `tests/index/embedded/test_migrations.py` will fail.
    """
    _tables_of_10(texts)
    for table in ("passages", "sentences"):
        texts.connection.execute(f"ALTER TABLE {table} ADD COLUMN input_key BLOB")
    for document, passages in texts.documents():
        of_passages = [passage_inputs(document.entry.title, passage) for passage in passages]
        of_sentences = [
            sentence_inputs(passage.section, document.slice(span))
            for passage in passages
            for span in passage.sentences
        ]
        numbers = texts.passage_numbers(document.id)
        texts.connection.executemany(
            "UPDATE passages SET input_key = ? WHERE number = ?",
            zip(map(input_key, of_passages), numbers, strict=True),
        )
        sentences = texts.sentences(numbers)
        texts.connection.executemany(
            "UPDATE sentences SET input_key = ? WHERE number = ?",
            zip(
                map(input_key, of_sentences),
                [sentence.number for number in numbers for sentence in sentences[number]],
                strict=True,
            ),
        )
    for statement in ("DROP TABLE lexicon", TERM_COLUMNS, *KEYS):
        texts.connection.execute(statement)


def _tables_of_10(texts: TextsWriter) -> None:
    """Add the columns of sums, and all that stands in them."""
    for table, columns in _ADDED.items():
        for column in columns:
            texts.connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    add_sums(texts)


def add_sums(texts: Texts) -> None:
    """Count the rows of each document, number its blocks, and compute all sums from the rows."""
    connection = texts.connection
    connection.execute(
        "UPDATE documents SET "
        "characters = (SELECT sum(length(text)) FROM parts WHERE document = documents.id), "
        "blocks = (SELECT count(*) FROM blocks WHERE document = documents.id), "
        "pages = (SELECT count(*) FROM pages WHERE document = documents.id)"
    )
    for id in texts.ids():
        _add_sums_of_blocks_and_passages(texts, id)
    connection.create_function(
        "row_sum", -1, lambda table, *values: row_sum(table, values), deterministic=True
    )
    for table, names in SUMMED.items():
        values = names.removesuffix(", sum")
        connection.execute(f"UPDATE {table} SET sum = row_sum('{table}', {values})")


def _add_sums_of_blocks_and_passages(texts: Texts, id: str) -> None:
    """Number the blocks of a document, name the headings up to each, and sum up its passages."""
    sql = "SELECT kind, start, end, level, anchor FROM blocks WHERE document = ? ORDER BY start"
    blocks = [Block(BlockKind(kind), *place) for kind, *place in texts.rows(sql, [id])]
    texts.connection.executemany(
        "UPDATE blocks SET ordinal = ?, above = ? WHERE document = ? AND start = ?",
        [(row.ordinal, row.above, id, row.start) for row in block_rows(id, blocks)],
    )
    sql = "SELECT number, id, document, section, paragraph, start, end FROM passages"
    rows = texts.rows(f"{sql} WHERE document = ?", [id])
    sentences = texts.sentences([number for number, *_ in rows])
    texts.connection.executemany(
        "UPDATE passages SET sum = ? WHERE number = ?",
        [
            (passage_sum(shown, [sentence.span for sentence in sentences[number]]), number)
            for number, *shown in rows
        ],
    )


_SUM = "sum BLOB NOT NULL DEFAULT x''"
_ADDED = {
    "documents": (
        "characters INTEGER NOT NULL DEFAULT 0",
        "blocks INTEGER NOT NULL DEFAULT 0",
        "pages INTEGER NOT NULL DEFAULT 0",
        _SUM,
    ),
    "parts": (_SUM,),
    "blocks": ("ordinal INTEGER NOT NULL DEFAULT 0", "above TEXT NOT NULL DEFAULT ''", _SUM),
    "pages": (_SUM,),
    "orientations": (_SUM,),
    "passages": (_SUM,),
}
"""The columns that schema 11 added to each table."""
_MANIFESTS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {9: _manifest_of_9, 10: dict}
_FILES: dict[int, dict[str, str]] = {9: {OFF_TOPIC_VECTORS: "everyday.faiss"}}
_TABLES: dict[int, Callable[[TextsWriter], None]] = {9: _tables_of_9, 10: _tables_of_10}
