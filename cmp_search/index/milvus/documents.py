"""Documents on a Milvus server: whole, or what is told of them."""

import json
from collections.abc import Mapping, Sequence

import numpy as np

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.index.contents import DocumentStatistics, Outline, PassageVectors
from cmp_search.index.milvus import stretches
from cmp_search.index.milvus.packing import unpack_sketch
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.milvus.schema import PassageRow
from cmp_search.index.milvus.texts import key_of
from cmp_search.index.stored.documents import document_of, statistics_of
from cmp_search.index.stored.excerpts import part_starts
from cmp_search.index.stored.rows import ORIENTATION, entry_of
from cmp_search.index.stored.sums import check
from cmp_search.orientation.facts import Orientation


def entries(reader: Reader) -> tuple[Entry, ...]:
    """The entry of every document, by id."""
    return tuple(entry_of(one.row.entry) for one in reader.documents.values())


def statistics(reader: Reader) -> tuple[DocumentStatistics, ...]:
    """What is known of every document, by id.

    Raises:
        MismatchError: a row is missing or damaged, as for all that follows.
    """
    sketches = _of_each(reader, "k")
    found = []
    for one in reader.documents.values():
        sections, sketch = unpack_sketch(sketches[one.ordinal])
        found.append(statistics_of(one.row, sections, len(one.passages), sketch))
    return tuple(found)


def orientations(reader: Reader) -> list[tuple[Entry, Orientation]]:
    """What was found in each document for newcomers, by the document's id."""
    found = _of_each(reader, "o")
    return [
        (entry_of(one.row.entry), ORIENTATION.validate_json(found[one.ordinal]))
        for one in reader.documents.values()
    ]


def _of_each(reader: Reader, kind: str) -> dict[int, str]:
    """The only payload of a kind that each document has, by its ordinal."""
    found = {ordinal: payload for (ordinal, _), payload in reader.payloads(kind).items()}
    check(found.keys() == reader.ids.keys(), "texts")
    return found


def document(reader: Reader, id: str) -> Document:
    """A document with its text.

    Raises:
        UnknownDocumentError: it is not in the index.
    """
    one = reader.document(id)
    parts = [key_of("p", one.ordinal, at) for at in part_starts(one.row, 0, one.row.characters)]
    blocks, pages = (
        [key_of(kind, one.ordinal, at) for at in stretches.starts(one.row.characters)]
        for kind in ("b", "g")
    )
    found = reader.payloads_of([*parts, *blocks, *pages])
    text = "".join(found[key] for key in parts)
    check(len(text) == one.row.characters, "parts")
    return document_of(
        one.row,
        text,
        stretches.all_blocks(found[key] for key in blocks),
        stretches.all_pages(found[key] for key in pages),
    )


def outlines(reader: Reader, ids: Sequence[str]) -> Mapping[str, Outline]:
    """The outlines of documents in the index; no text is read."""
    asked = {id: reader.document(id) for id in ids}
    keys = {id: key_of("h", one.ordinal) for id, one in asked.items()}
    found = reader.payloads_of(keys.values())
    return {
        id: Outline(one.row.characters, tuple(json.loads(found[keys[id]])))
        for id, one in asked.items()
    }


def passage_rows(reader: Reader, id: str) -> list[PassageRow]:
    """The rows of a document's passages, in reading order; none if it is unknown."""
    if id not in reader.documents:
        return []
    numbers = reader.documents[id].passages
    rows = reader.passages(numbers)
    check(len(rows) == len(numbers), "passages")
    return [rows[number] for number in numbers]


def vectors(reader: Reader, id: str, dimension: int) -> PassageVectors:
    """The vectors of a document's passages, in reading order; none if it is unknown."""
    rows = passage_rows(reader, id)
    if not rows:
        return PassageVectors((), np.zeros((0, dimension), dtype=np.float32))
    numbers, found = reader.vectors(reader.names.passages, rows[0].number, rows[-1].number)
    check(numbers == [row.number for row in rows], "passages")
    return PassageVectors(tuple(row.id for row in rows), found)
