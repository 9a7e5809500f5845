"""Selections: what filters let pass, as a condition for the server, and how much it is.

A filter is a condition on the fields of passages and sentences; documents are named by ordinals.
The rows of the documents tell how many passages and sentences pass, so that an answer with fewer is
known to be incomplete (see `asking`).
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np

from cmp_search.index.filters import Filters
from cmp_search.index.milvus.expressions import among, both
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.queries import Numbers
from cmp_search.index.stored.rows import DocumentRow

KEPT = 64
"""Selections that are kept: each takes a look at every document."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A condition, and how many passages and sentences meet it.

    `firsts` and `lasts` [k] are the numbers of the first and last passage of each document that
    passes, in order.
    """

    condition: str
    passages: int
    sentences: int
    firsts: Numbers
    lasts: Numbers

    def passing(self, numbers: Numbers) -> int:
        """How many of some passages pass, by their numbers [n]."""
        places = np.searchsorted(self.firsts, numbers, side="right") - 1
        known = places >= 0
        return int((numbers[known] <= self.lasts[places[known]]).sum())


class Selections:
    """The selections of one generation; the last ones are kept."""

    def __init__(self, reader: Reader) -> None:
        """Select nothing yet."""
        self._reader = reader
        self._kept: OrderedDict[Filters, Selection] = OrderedDict()
        self._keeping = Lock()

    def of(self, filters: Filters) -> Selection:
        """What filters let pass."""
        with self._keeping:
            if filters not in self._kept:
                self._kept[filters] = self._select(filters)
            self._kept.move_to_end(filters)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[filters]

    def _select(self, filters: Filters) -> Selection:
        stored = self._reader.documents
        rows = [one.row for one in stored.values() if len(one.passages) and _pass(one.row, filters)]
        rows.sort(key=lambda row: row.first_passage)
        places = np.array(
            [
                (row.first_passage, row.last_passage, row.last_sentence - row.first_sentence + 1)
                for row in rows
            ],
            dtype=np.int64,
        ).reshape(-1, 3)
        firsts, lasts, sentences = places.T
        ordinals = [stored[id].ordinal for id in filters.documents if id in stored]
        condition = both(
            among("document", ordinals) if filters.documents else "",
            among("language", filters.languages) if filters.languages else "",
            among("year", filters.years) if filters.years else "",
        )
        passages = int((lasts - firsts + 1).sum())
        return Selection(condition, passages, int(sentences.sum()), firsts, lasts)


def _pass(row: DocumentRow, filters: Filters) -> bool:
    return (
        (not filters.documents or row.id in filters.documents)
        and (not filters.languages or row.language in filters.languages)
        and (not filters.years or row.year in filters.years)
    )
