"""Sums: by which a stored row, or a file of JSON, is known to be as it was written.

1. Each row that something shown is made from has a sum over its table's name and its values (see
   `embedded.tables.SUMMED`), which is checked whenever the row is read.
2. A row that is missing is noticed by what stands beside it: parts and pages follow each other
   without a gap, blocks are counted, and each names the headings that it stands under; documents
   have the number of each. A passage's sum covers the places of its sentences.
3. A file of JSON ends with the SHA-256 of its own bytes without that sum.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any

from cmp_search.documents.document import Span
from cmp_search.errors import MismatchError

Row = tuple[Any, ...]
BYTES = 8
"""Bytes of a row's sum: one damaged row in 10^19 would be taken for whole."""
_SUM = re.compile(rb'"sum": "([0-9a-f]{64})"\n}\n\Z')
_NO_SUM = b'"sum": ""\n}\n'


def row_sum(table: str, values: Row) -> bytes:
    """The sum of a row of a table, over its values as text."""
    written = "\x1f".join(map(str, (table, *values)))
    return blake2b(written.encode(), digest_size=BYTES).digest()


def summed(table: str, rows: Iterable[Row]) -> list[Row]:
    """Rows with their sums at the end, as they are stored."""
    return [(*values, row_sum(table, tuple(values))) for values in rows]


def checked(table: str, rows: Iterable[Row]) -> list[Row]:
    """Stored rows without the sums at their ends.

    Raises:
        MismatchError: one is not as it was written.
    """
    whole = []
    for row in rows:
        values = row[:-1]
        if row_sum(table, values) != row[-1]:
            raise MismatchError("rows_damaged", table=table)
        whole.append(values)
    return whole


def passage_sum(shown: Sequence[Any], sentences: Iterable[Span]) -> bytes:
    """The sum of a passage: of its id, document, section, paragraph, place, and its sentences."""
    return row_sum("passages", (*shown, *chain.from_iterable(sentences)))


def check(is_whole: bool, table: str) -> None:
    """Make sure that rows of a table are whole.

    Raises:
        MismatchError: they are not.
    """
    if not is_whole:
        raise MismatchError("rows_damaged", table=table)


def sealed(fields: dict[str, Any]) -> bytes:
    """Fields as JSON that ends with its own sum."""
    written = (json.dumps({**fields, "sum": ""}, indent=2) + "\n").encode()
    total = hashlib.sha256(written).hexdigest().encode()
    return written[: -len(_NO_SUM)] + _NO_SUM.replace(b'""', b'"' + total + b'"')


def unsealed(written: bytes) -> tuple[dict[str, Any], bool]:
    """The fields in a file of JSON, and whether it has a sum; older versions wrote none.

    Raises:
        ValueError: it is not what was written, or no object.
    """
    found = _SUM.search(written)
    if found and hashlib.sha256(written[: found.start()] + _NO_SUM).hexdigest() != _text(found[1]):
        raise ValueError("its sum is another")
    fields = json.loads(written)
    if not isinstance(fields, dict):
        raise ValueError(f"it has no object but {type(fields).__name__}")
    if found:
        del fields["sum"]
    return fields, found is not None


def _text(written: bytes) -> str:
    return written.decode("ascii")
