"""The open index of the sample corpus, and one that tells lies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from cmp_search.documents.passage import Passage
from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.search.searcher import Searcher

STALE = Caveat("corpus_changed")


@pytest.fixture
def index(searcher: Searcher) -> Index:
    return searcher.index


class Lying:
    """An index whose passages have another word than their texts."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        return {id: _altered(one) for id, one in self._index.passages(ids).items()}

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(map(_altered, self._index.passages_of(document)))


def _altered(passage: Passage) -> Passage:
    return replace(passage, text=passage.text.replace("forty", "sixty"))
