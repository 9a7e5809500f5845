"""The rows of the three collections with data, and the collections' schemas.

- Passages and sentences have numbers as in the embedded engine: those of a document are
  consecutive, those of a later document are higher, none is used again. A telling heading (see
  `embedding`) is the last of its passage's sentences, with an empty place (start = end).
- `document` is a document's ordinal, a number that it keeps; with `language` and `year` (0 for
  none) it is what filters look at.
- A passage's row has all that is shown of it, with the sum of that.
- `key` of a passage or sentence is what was encoded for it (see `embedding.input_key`), in hex.
- Everything else has a key of text (see `texts`): parts of documents, words with their postings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pymilvus import CollectionSchema, DataType, FieldSchema
from pymilvus.milvus_client.index import IndexParams

from cmp_search.encoders import Vectors
from cmp_search.index.manifest import VectorKind

BYTES = 65_535
"""The longest text that Milvus stores in a field, in bytes of UTF-8."""
EXACT_UP_TO = 50_000
"""Vectors that are all compared, as in an embedded index; of more, short codes are."""
FLAT = VectorKind("flat", 32)
CODES = VectorKind("codes", 32, 4_000)
VECTOR = "vector"
LISTS = 64
"""Lists that the server keeps codes in; a search goes through all, so that none is missed."""


class PassageRow(NamedTuple):
    """A passage without its vector; `section` and `spans` are JSON, the latter [[start, end], …].

    `first_sentence` is the number of its first sentence, `sentences` how many it has without the
    heading, `heading` 1 if there is one and else 0.
    """

    number: int
    document: int
    language: str
    year: int
    key: str
    id: str
    section: str
    paragraph: int
    start: int
    end: int
    spans: str
    first_sentence: int
    sentences: int
    heading: int
    text: str
    words: str
    stems: str
    sum: str


class SentenceRow(NamedTuple):
    """A sentence or heading without its vector."""

    number: int
    passage: int
    document: int
    language: str
    year: int
    key: str
    start: int
    end: int


class TextRow(NamedTuple):
    """Whatever is looked up by a key (see `texts`)."""

    key: str
    kind: str
    document: int
    a: int
    b: int
    payload: str
    sum: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a collection; `length` is 0 for a whole number, else the most bytes of text."""

    name: str
    length: int = 0


PASSAGES = (
    *(Field("number"), Field("document"), Field("language", 64), Field("year")),
    *(Field("key", 128), Field("id", 4_096), Field("section", BYTES), Field("paragraph")),
    *(Field("start"), Field("end"), Field("spans", BYTES)),
    *(Field("first_sentence"), Field("sentences"), Field("heading")),
    *(Field("text", BYTES), Field("words", BYTES), Field("stems", BYTES), Field("sum", 64)),
)
SENTENCES = (
    *(Field("number"), Field("passage"), Field("document"), Field("language", 64), Field("year")),
    *(Field("key", 128), Field("start"), Field("end")),
)
TEXTS = (
    *(Field("key", BYTES), Field("kind", 8), Field("document"), Field("a"), Field("b")),
    *(Field("payload", BYTES), Field("sum", 64)),
)
NO_VECTOR = (0.0, 1.0)
"""The vector of rows that have none, since Milvus 2.3 demands one of every collection."""


def schema_of(
    fields: Sequence[Field], dimension: int = len(NO_VECTOR), description: str = ""
) -> CollectionSchema:
    """The schema of a collection, whose first field is the key, with vectors [dimension]."""
    made = [
        FieldSchema(
            field.name,
            DataType.VARCHAR if field.length else DataType.INT64,
            is_primary=field is fields[0],
            **({"max_length": field.length} if field.length else {}),
        )
        for field in fields
    ]
    vector = FieldSchema(VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
    return CollectionSchema([*made, vector], description, auto_id=False, enable_dynamic_field=False)


def marker_schema(description: str) -> CollectionSchema:
    """The schema of a collection that only has a description."""
    return schema_of([Field("number")], description=description)


def kind_of(count: int) -> VectorKind:
    """How so many vectors are searched (see `codes`)."""
    return FLAT if count <= EXACT_UP_TO else CODES


def index_params(kind: VectorKind = FLAT) -> IndexParams:
    """The index of a kind: vectors that are all compared, or codes with the vectors beside them."""
    params = IndexParams()
    made = {"nlist": str(LISTS), "with_raw_data": "true"} if kind == CODES else {}
    name = "SCANN" if kind == CODES else "FLAT"
    params.add_index(VECTOR, index_type=name, metric_type="IP", params=made)
    return params


def search_params(limit: int) -> dict[str, Any]:
    """How a search for so many is to go about it; where all vectors are compared, it is ignored."""
    return {"params": {"nprobe": LISTS, "reorder_k": max(limit, CODES.compared)}}


def stored(row: NamedTuple, vector: Vectors | Sequence[float] = NO_VECTOR) -> dict[str, Any]:
    """A row with its vector [d], as the client takes it."""
    return {**row._asdict(), VECTOR: vector}


def passage_row(found: Mapping[str, Any]) -> PassageRow:
    """A passage's row as the client gives it."""
    return PassageRow(**{name: found[name] for name in PassageRow._fields})


def text_row(found: Mapping[str, Any]) -> TextRow:
    """A row of texts as the client gives it."""
    return TextRow(**{name: found[name] for name in TextRow._fields})
