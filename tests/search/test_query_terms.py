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


def the_word(texts: Index, question: str) -> QueryTerm:
    (word,) = read(texts, question).matched
    return word


def share(texts: Index, question: str, number: int) -> float:
    return read(texts, question).share(terms_of(texts, number))


@pytest.mark.parametrize(("held", "count"), [(0, 1), (1, 1), (0, 100), (3, 100), (100, 100)])
def test_idf_is_the_formula(held: int, count: int) -> None:
    assert idf(held, count) == pytest.approx(math.log((count + 1) / (held + 0.5)))


@given(st.integers(1, 10**6), st.data())
def test_idf_falls_as_a_word_spreads_and_is_never_negative(count: int, data: st.DataObject) -> None:
    held = data.draw(st.integers(0, count - 1))
    assert idf(held, count) > idf(held + 1, count) > 0


def test_the_numbers_of_the_docstring_are_those_of_the_code() -> None:
    said = (module.__doc__ or "").replace("\n   ", " ")
    assert (module.MIN_LIKENESS, NAME_WEIGHT) == (0.7, 2)
    assert "at least 0.7" in said and "a name's is twice" in said


@pytest.mark.parametrize(
    ("question", "terms", "held"),
    [
        ("of fog", {"fog"}, 2),
        ("of lenses", {"lens"}, 1),
        ("polish", {"polish"}, 1),
        ("polishing", {"polish"}, 1),
        ("POLISHES", {"polish", "polishes"}, 1),
    ],
)
def test_a_word_stands_where_it_or_a_stem_of_it_does(
    texts: Index, question: str, terms: set[str], held: int
) -> None:
    word = the_word(texts, question)
    assert word.terms == terms
    assert (word.passages, word.likeness) == (held, 1)


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
def test_a_word_that_stands_nowhere_stands_for_the_most_like_one(
    texts: Index, typed: str, meant: str, likeness: float
) -> None:
    word = the_word(texts, f"of {typed}")
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
def test_a_word_that_is_like_none_stands_for_none(texts: Index, typed: str, why: str) -> None:
    assert read(texts, typed) == QueryTerms((), 1), why


def test_words_that_are_nearly_as_like_stand_beside_the_most_like_one() -> None:
    base = "abcdefghijklmnopqrst"
    texts = make_index([f"{base[:-1]}z {base[:-2]}zz.", f"{base[:-3]}zzz."])
    word = the_word(texts, base)
    assert word.terms == {f"{base[:-1]}z", f"{base[:-2]}zz"}
    assert word.passages == 1
    assert word.likeness == pytest.approx(0.95)


def test_a_word_weighs_its_idf_and_a_name_twice_that(texts: Index) -> None:
    for word, held in (("fog", 2), ("bread", 1), ("initative", 1)):
        assert the_word(texts, f"of {word}").weight == pytest.approx(idf(held, 4) / idf(0, 4))
    assert the_word(texts, "of FOG").weight == pytest.approx(NAME_WEIGHT * idf(2, 4) / idf(0, 4))
    assert read(texts, "zzz").weight == pytest.approx(1)
    assert read(texts, "ZZZ").weight == pytest.approx(NAME_WEIGHT)


def test_a_share_is_the_weight_of_the_words_held_by_that_of_all(texts: Index) -> None:
    fog, bread = idf(2, 4) / idf(0, 4), idf(1, 4) / idf(0, 4)
    assert share(texts, "of fog and bread", 1) == pytest.approx(fog / (fog + bread))
    assert share(texts, "of fog and bread", 4) == pytest.approx(bread / (fog + bread))
    assert share(texts, "of FOG and bread", 1) == pytest.approx(2 * fog / (2 * fog + bread))
    assert share(texts, "of fog and bread", 3) == 0


def test_a_word_that_stands_nowhere_lowers_the_share(texts: Index) -> None:
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
def test_a_share_is_from_nothing_to_all_and_grows_with_what_is_held(
    texts: Index, question: str, numbers: list[int]
) -> None:
    found = read(texts, question)
    held = [terms_of(texts, number) for number in numbers]
    everything = frozenset().union(*held)
    assert 0 <= found.share(everything) <= 1 + 1e-9
    assert all(found.share(terms) <= found.share(everything) + 1e-9 for terms in held)
    assert found.share(frozenset()) == 0


def test_words_that_are_spelt_alike_are_named_where_they_stand(texts: Index) -> None:
    asked = read(texts, "iniciativa fog")
    assert asked.similar(terms_of(texts, 3)) == (("iniciativa", "initiative"),)
    assert asked.similar(terms_of(texts, 1)) == ()
