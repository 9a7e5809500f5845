"""Verifying a generation: its tables, counts, passages and vectors; each fault is one line."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from cmp_search.documents.passage import Passage, is_genuine
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.files import (
    MANIFEST,
    PASSAGE_VECTORS,
    SENTENCE_VECTORS,
    TEXTS,
    StoredManifest,
    raw_manifest,
)
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import VectorIndex

LENGTH_TOLERANCE = {"flat": 1e-3, "codes": 0.05}
"""How much a vector's length may differ from 1; with 8-bit codes, outliers are .02 off."""


def find_faults(folder: Path, manifest: StoredManifest, texts: Texts) -> Iterator[str]:
    """Everything that differs from what a build writes; stops at what cannot be read."""
    try:
        yield from _manifest(folder, manifest)
        yield from _tables(texts)
        yield from _counts(texts, manifest)
        yield from _passages(texts)
        for name, table in ((PASSAGE_VECTORS, "passages"), (SENTENCE_VECTORS, "sentences")):
            yield from _vectors(folder / name, texts, table, manifest)
    except (MismatchError, sqlite3.Error, LookupError, TypeError, ValueError) as error:
        yield f"{folder / TEXTS} cannot be read completely ({' '.join(str(error).split())})"


def _manifest(folder: Path, manifest: StoredManifest) -> Iterator[str]:
    """Reading would ignore a renamed field, so the raw manifest is compared."""
    if raw_manifest(folder) != json.loads(json.dumps(asdict(manifest))):
        yield f"{MANIFEST} does not have the fields it was written with"
    if manifest.generation != folder.name:
        yield f"{MANIFEST} is of {manifest.generation} but is in {folder.name}"


def _tables(texts: Texts) -> Iterator[str]:
    """SQLite's own checks; that of the full-text table has to write, so it runs on a copy."""
    for (result,) in texts.rows("PRAGMA integrity_check"):
        if result != "ok":
            yield f"{TEXTS}: {result}"
    with closing(sqlite3.connect(":memory:")) as copy:
        texts.connection.backup(copy)
        try:
            copy.execute("INSERT INTO terms (terms) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield f"{TEXTS}: the full-text table is damaged ({error})"


def _counts(texts: Texts, manifest: StoredManifest) -> Iterator[str]:
    for table, expected in (
        ("documents", manifest.documents),
        ("passages", manifest.passage_count),
        ("sentences", manifest.sentence_count),
        ("terms", manifest.passage_count),
    ):
        count = _count(texts, f"SELECT count(*) FROM {table}")
        if count != expected:
            yield f"{TEXTS} has {count} rows in {table}, its manifest says {expected}"
    for what, sql in (
        ("passages of no document", "passages WHERE document NOT IN (SELECT id FROM documents)"),
        ("sentences of no passage", "sentences WHERE passage NOT IN (SELECT number FROM passages)"),
        ("passages without words", "passages WHERE number NOT IN (SELECT rowid FROM terms)"),
    ):
        count = _count(texts, f"SELECT count(*) FROM {sql}")
        if count:
            yield f"{TEXTS} has {count} {what}"


def _count(texts: Texts, sql: str) -> int:
    return int(texts.rows(sql)[0][0])


def _passages(texts: Texts) -> Iterator[str]:
    """Each document's rows by their sums, and its passages by the hash in their id."""
    for entry in texts.entries():
        try:
            document = texts.document(entry.id)
            passages = texts.passages(texts.passage_numbers(entry.id)).values()
        except MismatchError as error:
            yield f"{entry.id}: {error}"
            continue
        length = len(document.text) if document else 0
        false = [p.id for p in passages if not (_is_within(p, length) and is_genuine(p))]
        if false:
            yield f"{len(false)} passages do not match {entry.id}; the first is {false[0]}"


def _is_within(passage: Passage, length: int) -> bool:
    """Whether a passage is within its document, and its sentences are within the passage."""
    sentences_within = all(
        passage.start <= s.start < s.end <= passage.end for s in passage.sentences
    )
    return sentences_within and 0 <= passage.start < passage.end <= length


def _vectors(path: Path, texts: Texts, table: str, manifest: StoredManifest) -> Iterator[str]:
    """One unit vector, of the encoder's dimension, for each number in the table."""
    import numpy as np

    numbers = [number for (number,) in texts.rows(f"SELECT number FROM {table}")]
    try:
        index = VectorIndex.load(path)
        vectors = index.vectors(numbers)
    except RuntimeError:
        yield f"{path.name} cannot be read, or lacks a vector for one of the {table}"
        return
    if len(index) != len(numbers):
        yield f"{path.name} has {len(index)} vectors for {len(numbers)} {table}"
    if vectors.shape[1] != manifest.encoder.dimension:
        yield f"{path.name} has vectors whose dimension is not the encoder's"
    tolerance = LENGTH_TOLERANCE[index.kind.kind]
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=tolerance):
        yield f"{path.name} has vectors that are not of length 1"
