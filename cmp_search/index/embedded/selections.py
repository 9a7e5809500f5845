"""Selections: what passes a filter, as ranges of numbers, without reading the texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cmp_search.index.embedded.id_filter import IdFilter, filter_of_ranges
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.filters import Filters
from cmp_search.index.queries import Numbers

CACHED = 8
"""Selections cached at most; one takes half a megabyte per million passages."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The passages and sentences that pass; None if there is no filter."""

    passages: IdFilter | None = None
    sentences: IdFilter | None = None


@dataclass(frozen=True, slots=True)
class _Document:
    """What filters look at, and the numbers of the first and last passage and sentence."""

    language: str
    year: int | None
    passages: tuple[int, int]
    sentences: tuple[int, int]


class Selections:
    """Selections by filters, the most recent cached; and the document of each passage."""

    def __init__(self, documents: Mapping[str, _Document]) -> None:
        """Select from documents, given by id."""
        self._documents = documents
        self.of = lru_cache(maxsize=CACHED)(self._of)
        firsts = sorted((d.passages[0], id) for id, d in documents.items() if _has_passages(d))
        self._firsts = np.array([first for first, _ in firsts], dtype=np.int64)
        self._ids = tuple(id for _, id in firsts)

    def _of(self, filters: Filters) -> Selection:
        if not filters:
            return Selection()
        ids: Iterable[str] = {*filters.documents} if filters.documents else self._documents
        passing = [
            document
            for id in ids
            if (document := self._documents.get(id))
            and (not filters.languages or document.language in filters.languages)
            and (not filters.years or document.year in filters.years)
        ]
        return Selection(
            filter_of_ranges(document.passages for document in passing),
            filter_of_ranges(document.sentences for document in passing),
        )

    def documents_of(self, passages: Numbers) -> tuple[str, ...]:
        """The id of each passage's document."""
        rows = np.searchsorted(self._firsts, passages, side="right") - 1
        return tuple(self._ids[row] for row in rows.tolist())


def read_selections(texts: Texts) -> Selections:
    """The selections of a generation."""
    rows = texts.rows(
        "SELECT id, language, year, first_passage, last_passage, first_sentence, last_sentence "
        "FROM documents ORDER BY id"
    )
    return Selections(
        {
            id: _Document(language, year, (numbers[0], numbers[1]), (numbers[2], numbers[3]))
            for id, language, year, *numbers in rows
        }
    )


def _has_passages(document: _Document) -> bool:
    return document.passages[0] <= document.passages[1]
