"""Words of a question on a Milvus server: how often they occur, and in which passages.

A word's row has its postings, unless it is in too many passages to be rare, so that looking up the
words of a question tells all that its candidates need of them; they are kept for the next.

A node that comes back to a server lacks some words for a while, and says nothing of it. So a word
that is not there is asked for `TRIES` times, and that it is not there is never kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from cmp_search.index.milvus.expressions import between, both, equals
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.milvus.schema import TextRow
from cmp_search.index.milvus.texts import chunk_keys, posted, word_key
from cmp_search.index.queries import Numbers
from cmp_search.index.stored.sums import check

KEPT = 10_000
"""Words whose rows are kept."""
TRIES = 3
NONE = np.zeros(0, dtype=np.int64)


class Words:
    """The terms of a generation; see `cmp_search.index.stored.words.Vocabulary`."""

    def __init__(self, reader: Reader) -> None:
        """Look up nothing yet."""
        self._reader = reader
        self._rows: OrderedDict[str, TextRow] = OrderedDict()
        self._keeping = threading.Lock()

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        """How many passages contain each term; terms that none contains are left out."""
        return {term: row.a for term, row in self._known(terms).items()}

    def words_from(self, letter: str, shortest: int, longest: int) -> list[str]:
        """The folded words with a first letter and a length between two bounds, in order."""
        found = self._reader.words(
            both(
                equals("kind", "w"),
                equals("document", ord(letter)),
                between("b", max(shortest, 1), longest),
            )
        )
        return sorted(row.key.removeprefix(word_key("")) for row in found)

    def text_with(self, word: str) -> str:
        """The text of the first passage with a folded word of the texts."""
        for number in self.passages_with([word]).tolist():
            row = self._reader.passages([number])[number]
            if f" {word} " in f" {row.words} ":
                return row.text
        return ""

    def passages_with(self, terms: Iterable[str]) -> Numbers:
        """The numbers of the passages with at least one of some terms, in order."""
        return _united([*self.postings(terms).values()])

    def postings(self, terms: Iterable[str]) -> Mapping[str, Numbers]:
        """The numbers of the passages with each term; terms that none contains are left out.

        Raises:
            MismatchError: some of them are missing.
        """
        rows = self._known(terms)
        found = {term: posted(row) for term, row in rows.items()}
        many = {term: count for term, count in found.items() if isinstance(count, int)}
        rest = self._reader.rows(key for t, n in many.items() for key in chunk_keys(t, n))
        for term, count in many.items():
            own = [posted(rest[key]) for key in chunk_keys(term, count) if key in rest]
            found[term] = np.concatenate([NONE, *(one for one in own if not isinstance(one, int))])
        for term, numbers in found.items():
            check(not isinstance(numbers, int) and len(numbers) == rows[term].a, "texts")
        return {term: n for term, n in found.items() if not isinstance(n, int)}

    def _known(self, terms: Iterable[str]) -> dict[str, TextRow]:
        """The rows of some terms, of which those not kept are asked for."""
        wanted = list(dict.fromkeys(terms))
        with self._keeping:
            known = {term: self._rows[term] for term in wanted if term in self._rows}
        for _ in range(TRIES):
            rows = self._reader.rows(word_key(term) for term in wanted if term not in known)
            known |= {row.key.removeprefix(word_key("")): row for row in rows.values()}
        self._keep(known)
        return {term: known[term] for term in wanted if term in known}

    def _keep(self, known: Mapping[str, TextRow]) -> None:
        with self._keeping:
            for term, row in known.items():
                self._rows[term] = row
                self._rows.move_to_end(term)
            while len(self._rows) > KEPT:
                self._rows.popitem(last=False)


def _united(postings: Sequence[Numbers]) -> Numbers:
    return np.unique(np.concatenate([NONE, *postings]))
