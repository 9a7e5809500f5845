"""Nonsense is answered or refused; an exception of another kind is counted as bad."""

from dataclasses import replace
from random import Random

import pytest

from benchmarks.faults.questions import ask_nonsense, nonsense
from cmp_search.search.searcher import Searcher
from tests.encoders.other_vectors import OtherVectors


def test_nonsense_is_answered_or_refused(digests: Searcher) -> None:
    figure = ask_nonsense(digests, count=300, seconds=60)
    assert figure.tried == 300 and figure.bad == 0, figure.note


def test_what_breaks_is_counted(digests: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(OtherVectors, "encode_questions", fail)
    figure = ask_nonsense(replace(digests, encoder=OtherVectors()), count=50, seconds=60)
    assert 0 < figure.bad <= 50 and "ZeroDivisionError" in figure.note


def test_the_same_seed_makes_the_same_questions() -> None:
    one, other = Random(3), Random(3)
    assert [nonsense(one) for _ in range(20)] == [nonsense(other) for _ in range(20)]
