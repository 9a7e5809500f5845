"""Passages that were read lately: a question reads its best candidates, then shows some of them."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from cmp_search.index.milvus.reader import Reader
from cmp_search.index.milvus.schema import PassageRow
from cmp_search.index.stored.sums import check

KEPT = 2_000
"""Rows that are kept: those of some twenty questions, of about 10 kB each."""


class RecentPassages:
    """The rows of passages by number or id, of which the last ones are kept."""

    def __init__(self, reader: Reader) -> None:
        """Keep nothing yet."""
        self._reader = reader
        self._rows: OrderedDict[int, PassageRow] = OrderedDict()
        self._numbers: dict[str, int] = {}
        self._keeping = threading.Lock()

    def rows(self, numbers: Sequence[int]) -> dict[int, PassageRow]:
        """The rows of passages by number.

        Raises:
            MismatchError: one is missing.
        """
        with self._keeping:
            found = {number: self._rows[number] for number in numbers if number in self._rows}
        found |= self._reader.passages([number for number in numbers if number not in found])
        check(len(found) == len({*numbers}), "passages")
        self._keep(found.values())
        return found

    def rows_with(self, ids: Sequence[str]) -> list[PassageRow]:
        """The rows of passages with some ids; unknown ids are left out."""
        with self._keeping:
            known = {id: self._rows[self._numbers[id]] for id in ids if id in self._numbers}
        rows = self._reader.passages_with([id for id in dict.fromkeys(ids) if id not in known])
        self._keep(rows)
        return [*known.values(), *rows]

    def _keep(self, rows: Iterable[PassageRow]) -> None:
        with self._keeping:
            for row in rows:
                self._rows[row.number] = row
                self._rows.move_to_end(row.number)
                self._numbers[row.id] = row.number
            while len(self._rows) > KEPT:
                _, oldest = self._rows.popitem(last=False)
                del self._numbers[oldest.id]
