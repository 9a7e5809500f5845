import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.index.base import Index
from cmp_search.search import query_terms as module
from cmp_search.search.query_terms import NAME_WEIGHT, QueryTerm, QueryTerms, idf, query_terms
from cmp_search.search.question import parse_question
from tests.search.making import make_index, terms_of
from tests.strategies import latin_words

TEXTS = (
    "The fog was dense.",
    "Fog polishes every lens of the lighthouse.",
    "The initiative was signed by Ottoline Quickwater.",
    "Bread and oars.",
)


@pytest.fixture(scope="module")
def texts() -> Index:
    return make_index(TEXTS)


def read(texts: Index, question: str) -> QueryTerms:
    return query_terms(texts, parse_question(question).words)


def only_word(texts: Index, question: str) -> QueryTerm:
    (word,) = read(texts, question).matched
    return word


def share(texts: Index, question: str, number: int) -> float:
    return read(texts, question).share(terms_of(texts, number))


@pytest.mark.parametrize(("passages", "count"), [(0, 1), (1, 1), (0, 100), (3, 100), (100, 100)])
def test_idf_is_the_formula(passages: int, count: int) -> None:
    assert idf(passages, count) == pytest.approx(math.log((count + 1) / (passages + 0.5)))


@given(st.integers(1, 10**6), st.data())
def test_idf_falls_as_a_word_spreads_and_is_never_negative(count: int, data: st.DataObject) -> None:
    passages = data.draw(st.integers(0, count - 1))
    assert idf(passages, count) > idf(passages + 1, count) > 0


def test_the_numbers_of_the_docstring_are_those_of_the_code() -> None:
    docstring = (module.__doc__ or "").replace("\n   ", " ")
    assert (module.MIN_LIKENESS, NAME_WEIGHT) == (0.7, 2)
    assert "at least 0.7" in docstring and "a name's is twice" in docstring


@pytest.mark.parametrize(
    ("question", "terms", "passages"),
    [
        ("of fog", {"fog"}, 2),
        ("of lenses", {"lens"}, 1),
        ("polish", {"polish"}, 1),
        ("polishing", {"polish"}, 1),
        ("POLISHES", {"polish", "polishes"}, 1),
    ],
)
def test_a_word_occurs_where_it_or_its_stem_does(
    texts: Index, question: str, terms: set[str], passages: int
) -> None:
    word = only_word(texts, question)
    assert word.terms == terms
    assert (word.passages, word.likeness) == (passages, 1)


@pytest.mark.parametrize(
    ("typed", "meant", "likeness"),
    [
        ("iniciativa", "initiative", 0.8),
        ("initative", "initiative", 0.9),
        ("lihgthouse", "lighthouse", 0.9),
        ("Quikwatter", "quickwater", 0.8),
    ],
    ids=["another language", "a letter less", "two letters swapped", "a name"],
)
def test_a_word_that_does_not_occur_matches_the_most_similar_one(
    texts: Index, typed: str, meant: str, likeness: float
) -> None:
    word = only_word(texts, f"of {typed}")
    assert word.terms == {meant}
    assert word.passages == 1
    assert word.likeness == pytest.approx(likeness)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("znitiative", "another first letter"),
        ("brad", "four letters"),
        ("oarss", "the other has four"),
        ("lighxxxxse", "too few letters are the same"),
        ("lighthouseskeeping", "too many letters more"),
    ],
)
def test_a_word_that_is_similar_to_none_matches_none(texts: Index, typed: str, why: str) -> None:
    assert read(texts, typed) == QueryTerms((), 1), why


def test_words_nearly_as_similar_count_with_the_most_similar_one() -> None:
    base = "abcdefghijklmnopqrst"
    texts = make_index([f"{base[:-1]}z {base[:-2]}zz.", f"{base[:-3]}zzz."])
    word = only_word(texts, base)
    assert word.terms == {f"{base[:-1]}z", f"{base[:-2]}zz"}
    assert word.passages == 1
    assert word.likeness == pytest.approx(0.95)


def test_a_word_weighs_its_idf_and_a_name_twice_that(texts: Index) -> None:
    for word, passages in (("fog", 2), ("bread", 1), ("initative", 1)):
        assert only_word(texts, f"of {word}").weight == pytest.approx(idf(passages, 4) / idf(0, 4))
    assert only_word(texts, "of FOG").weight == pytest.approx(NAME_WEIGHT * idf(2, 4) / idf(0, 4))
    assert read(texts, "zzz").weight == pytest.approx(1)
    assert read(texts, "ZZZ").weight == pytest.approx(NAME_WEIGHT)


def test_a_share_is_the_weight_of_the_contained_words_over_that_of_all(texts: Index) -> None:
    fog, bread = idf(2, 4) / idf(0, 4), idf(1, 4) / idf(0, 4)
    assert share(texts, "of fog and bread", 1) == pytest.approx(fog / (fog + bread))
    assert share(texts, "of fog and bread", 4) == pytest.approx(bread / (fog + bread))
    assert share(texts, "of FOG and bread", 1) == pytest.approx(2 * fog / (2 * fog + bread))
    assert share(texts, "of fog and bread", 3) == 0


def test_a_word_that_does_not_occur_lowers_the_share(texts: Index) -> None:
    fog = idf(2, 4) / idf(0, 4)
    assert share(texts, "of fog and zzz", 1) == pytest.approx(fog / (fog + 1))
    assert share(texts, "of fog and ZZZ", 1) == pytest.approx(fog / (fog + NAME_WEIGHT))


def test_a_word_in_another_form_counts_its_likeness(texts: Index) -> None:
    assert share(texts, "iniciativa", 3) == pytest.approx(0.8)
    assert share(texts, "initiative", 3) == pytest.approx(1)


def test_function_words_alone_have_no_share(texts: Index) -> None:
    assert read(texts, "who is it?") == QueryTerms((), 0)
    assert share(texts, "who is it?", 1) == 0


questions = st.lists(
    st.one_of(latin_words, st.sampled_from(["fog", "FOG", "lens", "iniciativa", "bread", "oars"])),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(questions, st.lists(st.integers(1, 4), max_size=4))
def test_a_share_is_between_0_and_1_and_grows_with_the_words_contained(
    texts: Index, question: str, numbers: list[int]
) -> None:
    found = read(texts, question)
    of_passages = [terms_of(texts, number) for number in numbers]
    everything = frozenset().union(*of_passages)
    assert 0 <= found.share(everything) <= 1 + 1e-9
    assert all(found.share(terms) <= found.share(everything) + 1e-9 for terms in of_passages)
    assert found.share(frozenset()) == 0


def test_words_that_are_spelt_alike_are_listed_with_their_spelling_in_the_texts(
    texts: Index,
) -> None:
    asked = read(texts, "iniciativa fog")
    assert asked.similar(terms_of(texts, 3)) == (("iniciativa", "initiative"),)
    assert asked.similar(terms_of(texts, 1)) == ()
