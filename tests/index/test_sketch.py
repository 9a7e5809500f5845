import random

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.index.sketch import RUN, SIZE, pack, share, sketch, unpack
from cmp_search.language.terms import folded_words
from tests.strategies import any_text


def text(seed: int, count: int) -> list[str]:
    """Random words of a large vocabulary."""
    drawn = random.Random(seed)
    return [f"w{drawn.randrange(10**6)}" for _ in range(count)]


def jaccard(first: list[str], second: list[str]) -> float:
    """The true Jaccard index of the runs of two texts."""
    ours, theirs = (
        {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
        for words in (first, second)
    )
    return len(ours & theirs) / len(ours | theirs)


pairs = st.tuples(st.integers(0, 10**6), st.integers(RUN, 2_000), st.floats(0, 0.3))


@given(pairs)
def test_the_estimate_is_near_the_truth(drawn: tuple[int, int, float]) -> None:
    seed, count, changed = drawn
    first = text(seed, count)
    chance = random.Random(seed + 1)
    second = ["x" if chance.random() < changed else word for word in first] + text(
        seed + 2, count // 9
    )
    found = share(sketch(" ".join(first)), sketch(" ".join(second)))
    # Four standard errors of a sample of 256, at their widest.
    assert abs(found - jaccard(first, second)) < 4 * 0.5 / SIZE**0.5


@given(st.integers(0, 10**6), st.integers(RUN, 120))
def test_the_estimate_is_exact_for_short_texts(seed: int, count: int) -> None:
    first, new = text(seed, count), text(seed + 1, count // 5)
    second = first[: count // 2] + new + first[count // 2 :]
    assert share(sketch(" ".join(first)), sketch(" ".join(second))) == jaccard(first, second)


@given(any_text, any_text)
def test_equal_texts_share_all_and_order_does_not_matter(first: str, second: str) -> None:
    ours, theirs = sketch(first), sketch(second)
    assert share(ours, ours) == (1 if folded_words(first) else 0)
    assert share(ours, theirs) == share(theirs, ours)
    assert 0 <= share(ours, theirs) <= 1
    assert unpack(pack(ours)) == ours == tuple(sorted(set(ours)))


def test_different_texts_share_nothing() -> None:
    assert share(sketch(" ".join(text(1, 3_000))), sketch(" ".join(text(2, 3_000)))) == 0


def test_case_accents_and_line_ends_are_no_difference() -> None:
    assert sketch("L’été à\nQuébec, où IL pleut") == sketch("l'ete a Quebec — ou il pleut.")


def test_texts_of_few_words_have_one_run() -> None:
    assert len(sketch("Fog")) == len(sketch("Fog and oil")) == 1
    assert share(sketch("Fog"), sketch("Oil")) == 0
    assert sketch("—") == sketch("") == ()


def test_a_sketch_has_no_more_than_its_size() -> None:
    assert len(sketch(" ".join(text(3, 5_000)))) == SIZE
