"""Moving an index; `milvus/test_moving` moves one to a server and back."""

from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import GenerationError, MismatchError, NoIndexError
from cmp_search.index.build import build_index
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.moving import move_index
from cmp_search.index.off_topic import off_topic_questions
from cmp_search.search.searcher import make_searcher
from tests.index.building import ALL
from tests.index.oracle import ENCODER, SETTINGS
from tests.index.publishing import CALIBRATION
from tests.raising import raises_code
from tests.sample import CountingEncoder

QUESTION = "Who polished forty lenses?"


def built(corpus: Path, address: str) -> None:
    build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
    engine_of(address).set_calibration(address, CALIBRATION)


def assert_same(first: str, second: str) -> None:
    """Both indexes have the same documents, and give the same hits with the same evidence."""
    one, other = open_index(first), open_index(second)
    assert one.statistics() == other.statistics()
    assert one.orientations() == other.orientations()
    for entry in one.entries():
        assert one.document(entry.id) == other.document(entry.id)
        assert one.passages_of(entry.id) == other.passages_of(entry.id)
    hits = [make_searcher(index, ENCODER).ask(QUESTION).hits for index in (one, other)]
    assert [hit.passage.id for hit in hits[0]] == [hit.passage.id for hit in hits[1]]
    assert list(other.verify()) == []
    one.close()
    other.close()


@pytest.fixture
def places(tmp_path: Path) -> tuple[str, str]:
    return str(tmp_path / "one"), str(tmp_path / "two")


def test_it_is_the_same_index_and_no_text_is_encoded(corpus: Path, places: tuple[str, str]) -> None:
    source, target = places
    built(corpus, source)
    before = engine_of(source).current(source)
    encoder = CountingEncoder()
    manifest = move_index(corpus, source, target, encoder)
    assert encoder.encoded == off_topic_questions()
    assert_same(source, target)
    assert manifest.origin and manifest.origin.index == str(Path(target).resolve())
    assert engine_of(target).calibration(target) == CALIBRATION
    assert engine_of(source).current(source) == before
    report = build_index(corpus, target, ENCODER, "fake", settings=SETTINGS)
    assert (report.encoded, set(report.unchanged)) == (0, set(ALL))


def test_what_was_there_is_an_earlier_generation(corpus: Path, places: tuple[str, str]) -> None:
    source, target = places
    (corpus / "oars.txt").write_text("Oars\n\nThe oars are of ash.\n", "utf-8")
    built(corpus, target)
    (corpus / "oars.txt").unlink()
    built(corpus, source)
    move_index(corpus, source, target, ENCODER)
    assert_same(source, target)
    assert len(engine_of(target).generations(target)) == 2


def test_what_cannot_be_moved_is_told(corpus: Path, places: tuple[str, str]) -> None:
    source, target = places
    with pytest.raises(NoIndexError):
        move_index(corpus, source, target, ENCODER)
    built(corpus, source)
    with raises_code(GenerationError, "move_same", index=source):
        move_index(corpus, source, source, ENCODER)

    other = FakeEncoder()
    other.identity = replace(other.identity, revision="2")
    with raises_code(MismatchError, "other_encoder", model="fake"):
        move_index(corpus, source, target, other)
    with pytest.raises(NoIndexError):
        open_index(target)
