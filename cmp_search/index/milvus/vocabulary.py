"""The vocabulary of a generation being built: in which passages each word and stem is.

It is made of the words and stems of all passages, new or copied, so that it never depends on what
an earlier build made. Numbers take eight bytes of memory a word of a passage.
"""

from array import array
from collections.abc import Collection, Iterator

from cmp_search.index.milvus.schema import PassageRow, TextRow
from cmp_search.index.milvus.texts import word_rows


class Postings:
    """The numbers of the passages with each term."""

    def __init__(self) -> None:
        """Begin with no term."""
        self._numbers: dict[str, array[int]] = {}
        self._words: set[str] = set()
        self._gone: set[int] = set()

    def add(self, row: PassageRow) -> None:
        """Note the words and stems of a passage."""
        words = row.words.split()
        self._words.update(words)
        for term in {*words, *row.stems.split()}:
            self._numbers.setdefault(term, array("q")).append(row.number)

    def discard(self, numbers: Collection[int]) -> None:
        """Forget passages that are not stored after all."""
        self._gone.update(numbers)

    def rows(self) -> Iterator[TextRow]:
        """The rows of all terms that are in a passage; see `texts`."""
        for term in sorted(self._numbers):
            numbers = sorted({*self._numbers[term]} - self._gone)
            if numbers:
                yield from word_rows(term, numbers, len(term) if term in self._words else 0)
