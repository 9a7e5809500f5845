"""The words of stored texts: terms, phrases, and words from a letter."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.language.terms import folded_words
from tests.index.embedded.texts_making import document, documents_of, parts
from tests.strategies import latin_words


def test_a_term_matches_a_word_or_its_stem(texts: Texts) -> None:
    assert documents_of(texts, texts.passages_with_any(["quickwater"])) == ["one", "tres", "two"]
    assert documents_of(texts, texts.passages_with_any(["lens"])) == ["one"]
    assert documents_of(texts, texts.passages_with_any(["lentill"])) == ["two"]
    assert documents_of(texts, texts.passages_with_any(["polish", "lentill"])) == ["one", "two"]
    assert texts.passages_with_any(["nowhere"]) == []


def test_a_phrase_is_its_words_in_a_row(texts: Texts) -> None:
    assert documents_of(texts, texts.passages_with_phrase(["ottoline", "quickwater"])) == ["one"]
    assert texts.passages_with_phrase(["quickwater", "ottoline"]) == []
    assert texts.passages_with_phrase(["polish", "ottolin"]) == [], "stems are not words"
    assert documents_of(texts, texts.passages_with_phrase(["the", "lens", "was"])) == ["one"]


def test_words_that_mean_something_to_the_full_text_search_are_words_there(texts: Texts) -> None:
    assert texts.passages_with_any(["and", "or", "near"]) == []
    assert texts.passages_with_phrase(["not"]) == []


def test_the_spread_counts_passages_not_words(texts: TextsWriter) -> None:
    doc = document("four", "Fog fog fog. Fog and fog. More fog here, and still more of fog there.")
    count = len(texts.add(doc, doc.entry, *parts(doc)))
    assert count > 1
    assert texts.spread(["fog", "quickwater", "nowhere"]) == {"fog": count, "quickwater": 3}
    texts.remove("four")
    assert texts.spread(["fog", "quickwater"]) == {"quickwater": 3}


@pytest.mark.parametrize(
    ("letter", "shortest", "longest", "expected"),
    [
        ("q", 1, 99, ["quickwater"]),
        ("l", 1, 99, ["lens", "lentilles", "les"]),
        ("l", 4, 9, ["lens", "lentilles"]),
        ("l", 4, 8, ["lens"]),
        ("b", 6, 6, ["brilla"]),
        ("p", 1, 99, ["polished"]),
        ("x", 1, 99, []),
        ("l", 5, 4, []),
    ],
)
def test_words_from_a_letter_are_folded_words_of_some_lengths_each_once(
    texts: Texts, letter: str, shortest: int, longest: int, expected: list[str]
) -> None:
    assert texts.words_from(letter, shortest, longest) == expected


def test_the_terms_of_passages_are_their_words_and_stems(texts: Texts) -> None:
    (first, *_), (second, *_) = texts.passage_numbers("one"), texts.passage_numbers("two")
    found = texts.terms_of([first, second, 999])
    assert found.keys() == {first, second}
    assert {"the", "lens", "was", "polished", "polish"} <= found[first]
    assert {"lentilles", "lentill"} <= found[second]
    assert texts.terms_of([]) == {}


@settings(max_examples=10)
@given(st.lists(latin_words, min_size=20, max_size=60))
def test_every_word_of_a_text_is_found_by_its_folded_form(drawn: list[str]) -> None:
    doc = document("one", " ".join(drawn))
    with TemporaryDirectory() as folder:
        texts = TextsWriter.open(Path(folder) / "texts.sqlite")
        texts.add(doc, doc.entry, *parts(doc))
        for number, passage in texts.passages(texts.passage_numbers("one")).items():
            for word in folded_words(passage.text):
                assert number in texts.passages_with_any([word])
                assert len(texts.passages_with_any([word])) == texts.spread([word])[word]
                assert word in texts.words_from(word[0], len(word), len(word))
                assert word in texts.terms_of([number])[number]
            assert number in texts.passages_with_phrase(folded_words(passage.text))
        texts.close()


def test_a_phrase_gives_the_first_passages_and_any_can_be_checked_for_it(texts: Texts) -> None:
    every = texts.passages_with_phrase(["quickwater"])
    assert texts.passages_with_phrase(["quickwater"], 2) == every[:2]
    (one,) = texts.passages_with_phrase(["ottoline", "quickwater"])
    assert texts.filter_by_phrase(every, ["ottoline", "quickwater"]) == [one]
    assert texts.filter_by_phrase(every, ["ottolin"]) == [], "half a word does not count"
    assert texts.filter_by_phrase([], ["quickwater"]) == []


def test_words_from_a_letter_are_looked_up(texts: TextsWriter) -> None:
    plan = texts.rows(
        "EXPLAIN QUERY PLAN SELECT term FROM spread WHERE substr(term, 1, 1) = 'f' "
        "AND letters > 0 AND letters BETWEEN 5 AND 9"
    )
    assert "words_from" in str(plan) and "SCAN" not in str(plan)
