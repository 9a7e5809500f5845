"""Moving an index from a folder to a server, and back."""

from pathlib import Path

import pytest

from cmp_search.index.address import Address
from cmp_search.index.engines import engine_of
from cmp_search.index.moving import move_index
from cmp_search.index.off_topic import off_topic_questions
from tests.index.test_moving import assert_same, built
from tests.sample import CountingEncoder


@pytest.mark.milvus
def test_there_and_back_it_is_the_same_index(
    corpus: Path, tmp_path: Path, address: Address
) -> None:
    first, last = str(tmp_path / "first"), str(tmp_path / "last")
    built(corpus, first)
    encoder = CountingEncoder()
    move_index(corpus, first, address, encoder)
    assert_same(first, address)
    move_index(corpus, address, last, encoder)
    assert_same(first, last)
    assert encoder.encoded == 2 * off_topic_questions()
    assert engine_of(last).calibration(last) == engine_of(first).calibration(first)
