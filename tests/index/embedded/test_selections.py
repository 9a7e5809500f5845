"""Filters: which passages and sentences they select."""

import pytest

from cmp_search.index.embedded.selections import read_selections
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.filters import Filters
from tests.index.embedded.texts_making import documents_of


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(documents=("one", "tres")), ["one", "tres"]),
        (Filters(languages=("fr",)), ["two"]),
        (Filters(languages=("fr", "es")), ["tres", "two"]),
        (Filters(years=(2021,)), ["one", "two"]),
        (Filters(documents=("one",), years=(2021, 2022)), ["one"]),
        (Filters(languages=("fr",), years=(2022,)), []),
        (Filters(documents=('one" OR 1=1 --',)), []),
        (Filters(), ["one", "tres", "two"]),
    ],
)
def test_filters(texts: Texts, filters: Filters, expected: list[str]) -> None:
    selected = read_selections(texts).of(filters)
    passages, sentences = selected.passages, selected.sentences
    if passages is None or sentences is None:
        assert not filters
        return
    assert documents_of(texts, passages.numbers().tolist()) == expected
    sentence_numbers = texts.sentence_numbers(passages.numbers().tolist())
    assert sorted(sentence_numbers) == sentences.numbers().tolist()
