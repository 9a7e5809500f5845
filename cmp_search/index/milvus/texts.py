"""Texts by their keys: what a question, a page or a build looks up without vectors.

| kind | key | a row of it |
|---|---|---|
| d | `d:ordinal:0` | the row of a document (`stored.rows.DocumentRow`) as JSON |
| p | `p:ordinal:start` | a part of its text, `PART` characters |
| b | `b:ordinal:start` | the blocks of a stretch of `SPAN` characters (see `stretches`) as JSON |
| g | `g:ordinal:start` | its pages as JSON |
| h | `h:ordinal:0` | where its headings begin, as JSON |
| k | `k:ordinal:0` | its sketch in hex |
| o | `o:ordinal:0` | what was found for newcomers, as JSON |
| x | `x:0:0` | the vectors of the off-topic questions: rows, columns and float32, base64 |
| w | `w:term` | a word or stem; `a` passages have it, `b` letters make it (0: only a stem) |
| c | `c:term#0` | the next postings of a term that is in many passages (see `postings`) |

1. A long payload is cut into pieces; `a` says how many, and all but the first have `#1`, `#2` … at
   the end of their keys. `b` is where the part or stretch begins.
2. Each row has the sum of its key and payload, which is checked whenever it is read.
3. The `document` of a word is the number of its first letter, so that words can be found by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cmp_search.index.milvus.postings import INLINE, chunks, pack, unpack
from cmp_search.index.milvus.schema import TextRow
from cmp_search.index.queries import Numbers
from cmp_search.index.stored.sums import check, row_sum

PIECE = 16_000
"""Characters of the longest payload in one row: at four bytes each, Milvus takes it."""
_MANY = "#"
"""Begins the payload of a word whose postings are in rows of their own: how many there are."""


def key_of(kind: str, document: int, start: int = 0) -> str:
    """The key of a payload that belongs to a document."""
    return f"{kind}:{document}:{start}"


def word_key(term: str) -> str:
    """The key of a word or stem."""
    return f"w:{term}"


def chunk_keys(term: str, count: int) -> list[str]:
    """The keys of a term's postings, where they are not in its own row."""
    return [f"c:{term}#{i}" for i in range(count)]


def payload_rows(kind: str, document: int, payload: str, start: int = 0) -> Iterator[TextRow]:
    """The rows of a payload that belongs to a document."""
    pieces = [payload[i : i + PIECE] for i in range(0, len(payload), PIECE)] or [""]
    key = key_of(kind, document, start)
    for number, piece in enumerate(pieces):
        own = f"{key}#{number}" if number else key
        yield _row(own, kind, document, len(pieces), start, piece)


def word_rows(term: str, numbers: Sequence[int], letters: int) -> Iterator[TextRow]:
    """The rows of a term in the passages with ascending numbers; `letters` as in `w` above."""
    rest = [*chunks(numbers)] if len(numbers) > INLINE else []
    payload = f"{_MANY}{len(rest)}" if rest else pack(numbers)
    yield _row(word_key(term), "w", ord(term[0]), len(numbers), letters, payload)
    for key, chunk in zip(chunk_keys(term, len(rest)), rest, strict=True):
        yield _row(key, "c", ord(term[0]), len(numbers), 0, chunk)


def _row(key: str, kind: str, document: int, a: int, b: int, payload: str) -> TextRow:
    return TextRow(key, kind, document, a, b, payload, row_sum("texts", (key, payload)).hex())


def checked_rows(rows: Iterable[TextRow]) -> list[TextRow]:
    """Rows that are as they were written.

    Raises:
        MismatchError: one is not.
    """
    found = [*rows]
    for row in found:
        check(row_sum("texts", (row.key, row.payload)).hex() == row.sum, "texts")
    return found


def payloads(rows: Iterable[TextRow]) -> Mapping[tuple[int, int], str]:
    """The payloads of one kind that belong to documents, by ordinal and start, in that order.

    Raises:
        MismatchError: a piece is damaged or missing.
    """
    pieces: dict[tuple[int, int], dict[int, TextRow]] = defaultdict(dict)
    for row in checked_rows(rows):
        number = int(row.key.partition("#")[2] or 0)
        pieces[row.document, row.b][number] = row
    for own in pieces.values():
        check(0 in own and own.keys() == set(range(own[0].a)), "texts")
    return {
        place: "".join(own[i].payload for i in range(len(own)))
        for place, own in sorted(pieces.items())
    }


def piece_keys(row: TextRow) -> list[str]:
    """The keys of the other pieces of a payload, by the row of its first."""
    return [f"{row.key}#{i}" for i in range(1, row.a)]


def posted(row: TextRow) -> Numbers | int:
    """The numbers of a term's passages by its `w` row, or in how many other rows they are."""
    if row.payload.startswith(_MANY):
        return int(row.payload.removeprefix(_MANY))
    return unpack(row.payload)
