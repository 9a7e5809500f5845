"""Packing: the rows of a document, and what comes out of them again.

1. A document's passages have consecutive numbers, and so have the sentences of all of them, in
   reading order; a passage's telling heading is the last of its sentences.
2. A passage's sum is over all that is shown of it, its text and the places of its sentences.
3. What else is stored of a document is told in `texts`; with its sketch is how many sections have a
   passage.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cmp_search.documents.document import Block, BlockKind, Span
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Vectors
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.embedding import telling_headings
from cmp_search.index.milvus.schema import PassageRow, SentenceRow, TextRow
from cmp_search.index.milvus.stretches import block_stretches, page_stretches
from cmp_search.index.milvus.texts import payload_rows
from cmp_search.index.sketch import Sketch, pack, unpack
from cmp_search.index.stored.rows import ORIENTATION, DocumentRow, document_row, part_rows
from cmp_search.index.stored.sums import check, row_sum


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """All rows of a document; vectors belong to them in the same order (see `EncodedDocument`)."""

    passages: tuple[PassageRow, ...]
    sentences: tuple[SentenceRow, ...]
    texts: tuple[TextRow, ...]


def pack_document(
    encoded: EncodedDocument, ordinal: int, first_passage: int, first_sentence: int
) -> DocumentRows:
    """The rows of a document, whose passages and sentences are numbered from two numbers on."""
    headings = telling_headings(encoded.passages)
    entry = encoded.document.entry
    common = (ordinal, entry.language, entry.year or 0)
    keys = iter(encoded.sentence_keys)
    passages: list[PassageRow] = []
    sentences: list[SentenceRow] = []
    for i, passage in enumerate(encoded.passages):
        number, first = first_passage + i, first_sentence + len(sentences)
        heading = passage.id in headings
        spans = [*passage.sentences, *([Span(passage.start, passage.start)] if heading else [])]
        sentences += [
            SentenceRow(first + j, number, *common, next(keys).hex(), *span)
            for j, span in enumerate(spans)
        ]
        passages.append(
            PassageRow(
                number,
                *common,
                key=encoded.passage_keys[i].hex(),
                id=passage.id,
                section=_section(passage),
                paragraph=passage.paragraph,
                start=passage.start,
                end=passage.end,
                spans=json.dumps(passage.sentences),
                first_sentence=first,
                sentences=len(passage.sentences),
                heading=int(heading),
                text=passage.text,
                words=encoded.derived.words[i],
                stems=encoded.derived.stems[i],
                sum=passage_sum(passage),
            )
        )
    row = document_row(
        encoded.document,
        encoded.source_entry,
        [one.number for one in passages],
        [one.number for one in sentences],
    )
    return DocumentRows(tuple(passages), tuple(sentences), tuple(_texts(encoded, row, ordinal)))


def _texts(encoded: EncodedDocument, row: DocumentRow, ordinal: int) -> Iterator[TextRow]:
    """Everything that is stored of a document but its passages and sentences."""
    document, derived = encoded.document, encoded.derived
    text, id = document.text, document.id
    yield from payload_rows("d", ordinal, json.dumps(row, ensure_ascii=False))
    for _, start, part in part_rows(id, text):
        yield from payload_rows("p", ordinal, part, start)
    for start, blocks in block_stretches(id, document.blocks, len(text)):
        yield from payload_rows("b", ordinal, blocks, start)
    for start, pages in page_stretches(id, document.pages, len(text)):
        yield from payload_rows("g", ordinal, pages, start)
    yield from payload_rows("h", ordinal, json.dumps(_headings(document.blocks)))
    sections = len({passage.section for passage in encoded.passages})
    yield from payload_rows("k", ordinal, f"{sections} {pack(derived.sketch).hex()}")
    yield from payload_rows("o", ordinal, ORIENTATION.dump_json(derived.orientation).decode())


def _headings(blocks: tuple[Block, ...]) -> list[int]:
    return [block.start for block in blocks if block.kind is BlockKind.HEADING]


def _section(passage: Passage) -> str:
    return json.dumps(passage.section, ensure_ascii=False)


def passage_sum(passage: Passage) -> str:
    """The sum of a passage: of its document, all that is shown of it, and its text."""
    place = (passage.paragraph, passage.start, passage.end, json.dumps(passage.sentences))
    values = (passage.document, passage.id, _section(passage), *place, passage.text)
    return row_sum("passages", values).hex()


def unpack_passage(row: PassageRow, document: str) -> Passage:
    """The passage of a row, in the document with an id.

    Raises:
        MismatchError: it is not as it was written.
    """
    passage = Passage(
        id=row.id,
        document=document,
        section=tuple(json.loads(row.section)),
        paragraph=row.paragraph,
        start=row.start,
        end=row.end,
        text=row.text,
        sentences=tuple(Span(*span) for span in json.loads(row.spans)),
    )
    check(passage_sum(passage) == row.sum and len(row.text) == row.end - row.start, "passages")
    return passage


def unpack_document_row(payload: str) -> DocumentRow:
    """The row of a document (kind d)."""
    return DocumentRow(*json.loads(payload))


def unpack_sketch(payload: str) -> tuple[int, Sketch]:
    """How many sections of a document have a passage, and its sketch (kind k)."""
    sections, _, hashes = payload.partition(" ")
    return int(sections), unpack(bytes.fromhex(hashes))


def pack_vectors(vectors: Vectors) -> Iterator[TextRow]:
    """The rows of the vectors [m, d] of the off-topic questions."""
    written = b64encode(np.ascontiguousarray(vectors, dtype="<f4").tobytes()).decode("ascii")
    return payload_rows("x", 0, f"{vectors.shape[0]} {vectors.shape[1]} {written}")


def unpack_vectors(payload: str) -> Vectors:
    """The vectors [m, d] of the off-topic questions (kind x)."""
    rows, columns, written = payload.split(" ")
    found: Vectors = np.frombuffer(b64decode(written), dtype="<f4").astype(np.float32)
    return found.reshape(int(rows), int(columns))
