"""Questions leave nothing behind: a quick part of `benchmarks.faults.long`."""

import gc
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from benchmarks.faults.long import Note, asked_long, growth, long_figures
from cmp_search.library import Library

QUESTIONS = 60


@pytest.fixture
def library(corpus: Path, index: Path) -> Iterator[Library]:
    with Library(corpus, index, "fake") as opened:
        yield opened


def remembered() -> dict[str, int]:
    """How much each cache without bounds remembers."""
    caches = (one for one in gc.get_objects() if type(one) is _lru_cache_wrapper)
    own = (one for one in caches if one.__module__.startswith("cmp_search."))
    return {
        f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize
        for one in own
        if one.cache_info().maxsize is None
    }


def test_questions_asked_again_leave_no_objects(library: Library) -> None:
    for _ in range(2):
        *_, before = asked_long(library, QUESTIONS, QUESTIONS)
    *_, after = asked_long(library, QUESTIONS, QUESTIONS)
    assert after.objects - before.objects < QUESTIONS


def test_words_of_questions_are_remembered_within_bounds(library: Library) -> None:
    for _ in asked_long(library, QUESTIONS, QUESTIONS):
        before = remembered()
    for _ in asked_long(library, QUESTIONS, QUESTIONS, seed=2):
        after = remembered()
    assert before and after == before


def test_growth_is_that_of_the_second_half() -> None:
    assert growth([0, 50, 90, 100, 100, 100, 100, 100]) == 0
    assert growth([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]) == 1


def test_what_grows_is_counted() -> None:
    flat = [Note(100 * n, 200 + n % 2, 5_000) for n in range(1, 21)]
    leaking = [Note(100 * n, 200 + 2 * n, 5_000 + 100 * n) for n in range(1, 21)]
    assert [figure.bad for figure in long_figures(flat, 1)] == [0, 0]
    assert [figure.bad for figure in long_figures(leaking, 1)] == [1, 1]
