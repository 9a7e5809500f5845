"""Tests of words, their postings, and phrases."""

from typing import Any

import pytest

from cmp_search.errors import MismatchError
from cmp_search.index.milvus.phrases import having, with_phrase
from cmp_search.index.milvus.postings import INLINE
from cmp_search.index.milvus.texts import word_rows
from cmp_search.index.milvus.words import TRIES, Words
from tests.index.milvus.standing_in import NAMES, StandIn, reader_of
from tests.raising import raises_code

MANY = [*range(1, INLINE * 9)]
PASSAGES = {1: "the old lens", 2: "lens of the keeper", 3: "the lens", 4: "the keeper of the lens"}


def _server() -> StandIn:
    postings = {
        "lens": [1, 2, 3, 4],
        "the": [1, 2, 3, 4],
        "keeper": [2, 4],
        "of": [2, 4],
        "many": MANY,
    }
    texts: list[dict[str, Any]] = [
        row._asdict() for word, own in postings.items() for row in word_rows(word, own, len(word))
    ]
    passages = [{"number": number, "words": words} for number, words in PASSAGES.items()]
    return StandIn({NAMES.texts: texts, NAMES.passages: passages})


def test_words_are_counted_and_kept() -> None:
    server = _server()
    words = Words(reader_of(server))
    assert words.spread(["lens", "nowhere", "many"]) == {"lens": 4, "many": len(MANY)}
    assert words.spread(["lens", "nowhere"]) == {"lens": 4}
    asked = server.asked
    assert words.passages_with(["lens", "many", "lens"]).tolist() == MANY
    assert server.asked == asked + 1  # For the chunks of one word only.


def test_that_a_word_is_not_there_is_asked_again_and_never_kept() -> None:
    server = _server()
    rows, server.rows[NAMES.texts] = server.rows[NAMES.texts], []
    words = Words(reader_of(server))
    assert words.spread(["lens"]) == {}
    assert server.asked == TRIES
    server.rows[NAMES.texts] = rows
    assert words.spread(["lens"]) == {"lens": 4}


def test_the_passages_of_a_frequent_word_are_found() -> None:
    words = Words(reader_of(_server()))
    assert words.passages_with(["many"]).tolist() == MANY
    assert words.passages_with(["nowhere"]).tolist() == words.passages_with([]).tolist() == []


def test_missing_postings_are_told() -> None:
    server = _server()
    server.rows[NAMES.texts] = [row for row in server.rows[NAMES.texts] if row["kind"] == "w"]
    with raises_code(MismatchError, "rows_damaged"):
        Words(reader_of(server)).passages_with(["many"])


@pytest.mark.parametrize(
    ("phrase", "most", "expected"),
    [
        (("the", "lens"), 9, [3, 4]),
        (("the", "lens"), 1, [3]),
        (("lens",), 9, [1, 2, 3, 4]),
        (("the", "keeper", "of"), 9, [4]),
        (("keeper", "of", "lens"), 9, []),
        (("the", "nowhere"), 9, []),
        ((), 9, []),
    ],
)
def test_passages_with_a_phrase_have_its_words_in_a_row(
    phrase: tuple[str, ...], most: int, expected: list[int]
) -> None:
    reader = reader_of(_server())
    assert with_phrase(reader, Words(reader), phrase, most) == expected


def test_a_phrase_is_looked_for_in_some_passages() -> None:
    assert having(reader_of(_server()), [1, 3], ("the", "lens")) == [3]
