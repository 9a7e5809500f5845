"""Copying the documents that stay from one generation to the next, with vectors, in batches.

Each generation has collections of its own, so whoever asks the previous one is not disturbed, and
going back is one step; the price is that every row travels once a build. Nothing is encoded.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from cmp_search.errors import MismatchError
from cmp_search.index.milvus.expressions import among, between, both
from cmp_search.index.milvus.reader import Reader, StoredDocument
from cmp_search.index.milvus.schema import (
    VECTOR,
    PassageRow,
    SentenceRow,
    TextRow,
    passage_row,
)
from cmp_search.index.milvus.vocabulary import Postings
from cmp_search.index.milvus.writer import OWN_KINDS, GenerationWriter

SENTENCES = 2_000
CHARACTERS = 2_000_000
"""Sentences and characters in one batch; a document with more of them is a batch of its own."""


def copy(
    reader: Reader,
    documents: Iterable[StoredDocument],
    writer: GenerationWriter,
    postings: Postings,
) -> None:
    """Copy documents of a generation; the terms of their passages are noted.

    Raises:
        MismatchError: rows are missing.
    """
    for batch in _batches(sorted(documents, key=lambda one: one.ordinal)):
        _copy_batch(reader, batch, writer, postings)


def _batches(documents: Iterable[StoredDocument]) -> Iterator[list[StoredDocument]]:
    batch: list[StoredDocument] = []
    sentences = characters = 0
    for one in documents:
        count, length = len(_sentences(one)), one.row.characters
        if batch and (sentences + count > SENTENCES or characters + length > CHARACTERS):
            yield batch
            batch, sentences, characters = [], 0, 0
        batch.append(one)
        sentences, characters = sentences + count, characters + length
    if batch:
        yield batch


def _copy_batch(
    reader: Reader, batch: list[StoredDocument], writer: GenerationWriter, postings: Postings
) -> None:
    names, to = reader.names, writer.names
    own = among("document", [one.ordinal for one in batch])
    places = [one.passages for one in batch], [_sentences(one) for one in batch]
    passages = _read(reader, names.passages, both(_range(places[0]), own), PassageRow)
    sentences = _read(reader, names.sentences, both(_range(places[1]), own), SentenceRow)
    expected = [sum(map(len, ranges)) for ranges in places]
    if [len(passages), len(sentences)] != expected:
        raise MismatchError("index_damaged", folder=reader.connection.place.address)
    texts = _read(reader, names.texts, both(own, among("kind", OWN_KINDS)), TextRow)
    for row in passages:
        postings.add(passage_row(row))
    writer.add_copied(to.passages, passages)
    writer.add_copied(to.sentences, sentences)
    writer.add_copied(to.texts, texts)


def _read(
    reader: Reader, collection: str, condition: str, row: type[PassageRow | SentenceRow | TextRow]
) -> list[dict[str, Any]]:
    fields = (*row._fields, VECTOR)
    found = reader.connection.query(collection, condition, fields, reader.guarantee)
    return [{name: one[name] for name in fields} for one in found]


def _sentences(one: StoredDocument) -> range:
    return range(one.row.first_sentence, one.row.last_sentence + 1)


def _range(ranges: list[range]) -> str:
    """That a number is between the first and the last of some ranges, in order."""
    filled = [numbers for numbers in ranges if numbers]
    return between("number", filled[0][0], filled[-1][-1]) if filled else "number < 0"
