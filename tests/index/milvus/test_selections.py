"""Tests of what filters let pass."""

import numpy as np
import pytest

from cmp_search.index.filters import Filters
from cmp_search.index.milvus.reader import StoredDocument
from cmp_search.index.milvus.selections import KEPT, Selections
from cmp_search.index.stored.rows import DocumentRow
from tests.index.milvus.standing_in import StandIn, reader_of


def _document(
    ordinal: int,
    id: str,
    language: str,
    year: int | None,
    passages: tuple[int, int],
    sentences: tuple[int, int],
) -> tuple[str, StoredDocument]:
    places = (*passages, *sentences)
    row = DocumentRow(id, "", "", "", language, year, "", "", *places, 0, 0, 0)
    return id, StoredDocument(ordinal, row)


@pytest.fixture
def selections() -> Selections:
    reader = reader_of(StandIn({}))
    vars(reader)["documents"] = dict(
        [
            _document(3, "a", "en", 2010, (11, 14), (31, 40)),
            _document(1, "b", "fr", None, (1, 2), (1, 9)),
            _document(2, "c", "en", 2019, (1, 0), (1, 0)),
            _document(4, "d", "fr", 2019, (21, 21), (51, 51)),
        ]
    )
    return Selections(reader)


@pytest.mark.parametrize(
    ("filters", "condition", "passages", "sentences"),
    [
        (Filters(), "", 7, 20),
        (Filters(documents=("d", "a")), "document in [4, 3]", 5, 11),
        (Filters(documents=("d", "nothing")), "document in [4]", 1, 1),
        (Filters(documents=("nothing",)), "document in []", 0, 0),
        (Filters(languages=("fr",)), 'language in ["fr"]', 3, 10),
        (Filters(years=(2010,), languages=("fr",)), 'language in ["fr"] and year in [2010]', 0, 0),
        (Filters(documents=("c",)), "document in [2]", 0, 0),
    ],
)
def test_how_much_passes_is_counted(
    selections: Selections, filters: Filters, condition: str, passages: int, sentences: int
) -> None:
    found = selections.of(filters)
    assert (found.condition, found.passages, found.sentences) == (condition, passages, sentences)


def test_of_some_passages_those_that_pass_are_counted(selections: Selections) -> None:
    numbers = np.array([0, 1, 2, 3, 10, 11, 14, 15, 21, 22])
    assert selections.of(Filters()).passing(numbers) == 5
    assert selections.of(Filters(languages=("en",))).passing(numbers) == 2
    assert selections.of(Filters(documents=("nothing",))).passing(numbers) == 0


def test_the_last_ones_are_kept(selections: Selections) -> None:
    first = selections.of(Filters())
    assert selections.of(Filters()) is first
    for year in range(KEPT):
        selections.of(Filters(years=(year,)))
    assert selections.of(Filters()) is not first
