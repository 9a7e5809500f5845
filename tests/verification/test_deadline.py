"""Comparing a draft ends in one line when it takes too long, or too much memory."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest

from cmp_search.errors import SlowError
from cmp_search.index.base import Index
from cmp_search.search.searcher import Searcher
from cmp_search.verification import deadline, resemblance
from cmp_search.verification.cited import Footnotes
from cmp_search.verification.comparing import compare
from cmp_search.verification.deadline import SECONDS, SECONDS_A_TEXT, Deadline
from cmp_search.verification.draft import Place
from cmp_search.verification.likeness import find_likenesses
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verify import verify


@pytest.fixture
def index(searcher: Searcher) -> Index:
    return searcher.index


@pytest.fixture
def slowed() -> Iterator[Callable[[float], None]]:
    """Let each look at the clock take some seconds."""
    with patch.object(deadline, "monotonic", return_value=0.0) as clock:

        def slow(seconds: float) -> None:
            clock.side_effect = count(0.0, seconds)

        yield slow


def test_the_time_grows_with_the_texts_alone(slowed: Callable[[float], None]) -> None:
    slowed(SECONDS + 2 * SECONDS_A_TEXT)
    Deadline(2).check()
    slowed(SECONDS + 2 * SECONDS_A_TEXT + 1)
    with pytest.raises(SlowError):
        Deadline(2).check()


def test_many_quotations_that_stand_in_the_texts_end_in_a_line(
    index: Index, slowed: Callable[[float], None]
) -> None:
    slowed(1.0)
    quotations = [DraftQuotation("The group polished forty lenses.", 0, Place.BODY)] * 100
    with pytest.raises(SlowError) as error:
        compare(index, quotations, Footnotes(index.entries(), {}))
    assert (error.value.code, error.value.parameters) == ("comparing_slow", {"seconds": 64})


@pytest.mark.parametrize("words", ["The group polished thirty lenses.", "Whales sing at night."])
def test_what_stands_nowhere_ends_in_a_line(
    index: Index, slowed: Callable[[float], None], words: str
) -> None:
    limit = Deadline(4)
    slowed(10.0)
    with pytest.raises(SlowError):
        find_likenesses(index, dict.fromkeys(range(100), words), {}, limit)


def test_too_many_hits_end_in_a_line(index: Index) -> None:
    with patch.object(resemblance, "MOST_HITS", 5), pytest.raises(SlowError):
        find_likenesses(index, {0: "The group polished thirty lenses."}, {}, Deadline(4))


def test_the_line_names_the_file(
    index: Index, tmp_path: Path, slowed: Callable[[float], None]
) -> None:
    slowed(100.0)
    note = tmp_path / "note.md"
    note.write_text("They said: “The group polished forty lenses.”", "utf-8")
    with pytest.raises(SlowError) as error:
        verify(index, note)
    assert str(error.value).startswith("note.md: comparing its quotations")
