"""Nonsense is answered or refused; an exception of another kind is counted as bad."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from benchmarks.faults.questions import ask_nonsense, nonsense
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.search.searcher import Searcher, open_searcher
from tests.conftest import CHECKOUT
from tests.encoders.other_vectors import OtherVectors


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    index = str(tmp_path_factory.mktemp("nonsense") / "index")
    build_index(CHECKOUT / "corpus", index, FakeEncoder(), "fake")
    opened = open_searcher(index, FakeEncoder())
    yield opened
    opened.close()


def test_nonsense_is_answered_or_refused(searcher: Searcher) -> None:
    figure = ask_nonsense(searcher, count=300, seconds=60)
    assert figure.tried == 300 and figure.bad == 0, figure.note


def test_what_breaks_is_counted(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(OtherVectors, "encode_questions", fail)
    figure = ask_nonsense(replace(searcher, encoder=OtherVectors()), count=50, seconds=60)
    assert 0 < figure.bad <= 50 and "ZeroDivisionError" in figure.note


def test_the_same_seed_makes_the_same_questions() -> None:
    one, other = Random(3), Random(3)
    assert [nonsense(one) for _ in range(20)] == [nonsense(other) for _ in range(20)]
