"""Whether the first question was answered."""

from pathlib import Path
from time import monotonic, sleep

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import NoIndexError
from cmp_search.index.build import build_index
from cmp_search.library import Library
from cmp_search.programs.readiness import Readiness
from tests.raising import raises_code

PATIENCE_S = 60


def test_it_is_ready_once_a_question_was_answered(corpus: Path, index: Path) -> None:
    with Library(corpus, index, "fake", "none") as library:
        readiness = Readiness(lambda: library)
        readiness.begin()
        readiness.begin()
        wait_for(readiness)


def test_an_index_that_is_built_later_is_asked_then(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "later"
    with Library(corpus, index, "fake", "none") as library:
        readiness = Readiness(lambda: library)
        readiness.begin()
        with raises_code(NoIndexError, "no_index"):
            readiness.is_ready()
        build_index(corpus, str(index), FakeEncoder(), "fake")
        wait_for(readiness)


def wait_for(readiness: Readiness) -> None:
    end = monotonic() + PATIENCE_S
    while not readiness.is_ready():
        if monotonic() > end:
            pytest.fail("no question was answered")
        sleep(0.01)
