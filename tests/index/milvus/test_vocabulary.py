"""Tests of the vocabulary of a generation being built."""

from cmp_search.index.milvus.schema import PassageRow, TextRow
from cmp_search.index.milvus.texts import posted, word_key
from cmp_search.index.milvus.vocabulary import Postings


def passage(number: int, words: str, stems: str) -> PassageRow:
    place = (1, 0, 0, "[]", 1, 0, 0)
    return PassageRow(number, 1, "en", 0, "", "", "", *place, "", words, stems, "")


def found(postings: Postings) -> dict[str, tuple[list[int], int]]:
    def numbers(row: TextRow) -> list[int]:
        return list(map(int, posted(row)))  # type: ignore[arg-type]

    rows = {row.key.removeprefix(word_key("")): row for row in postings.rows()}
    assert all(row.a == len(numbers(row)) for row in rows.values())
    return {term: (numbers(row), row.b) for term, row in rows.items()}


def test_a_term_is_in_each_passage_once_and_in_order() -> None:
    postings = Postings()
    postings.add(passage(7, "lenses of lenses", "lens of lens"))
    postings.add(passage(3, "of lens", "of lens"))
    assert found(postings) == {"lens": ([3, 7], 4), "lenses": ([7], 6), "of": ([3, 7], 2)}


def test_what_is_only_a_stem_is_no_word() -> None:
    postings = Postings()
    postings.add(passage(1, "polished", "polish"))
    assert found(postings)["polish"] == ([1], 0)


def test_the_words_of_passages_that_are_gone_are_gone() -> None:
    postings = Postings()
    postings.add(passage(1, "brass lens", ""))
    postings.add(passage(2, "lens", ""))
    postings.discard([1])
    assert found(postings) == {"lens": ([2], 4)}
