"""Made-up generations: always the same, kept while valid, and asked."""

from pathlib import Path

import pytest

from benchmarks import generations
from benchmarks.asking import ask
from benchmarks.generations import is_kept, write_generation
from benchmarks.synthetic import Maker
from cmp_search.documents.passage import is_genuine
from cmp_search.encoders.fake import FakeEncoder

pytestmark = pytest.mark.slow

PASSAGES = 120


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("made") / "generation"
    write_generation(found, PASSAGES)
    return found


def test_the_same_number_makes_the_same_texts() -> None:
    document, cut = Maker(7).document(0, 15)
    assert Maker(7).document(0, 15) == (document, cut)
    assert all(document.text[one.start : one.end] == one.text for one in cut)
    assert all(is_genuine(one) for one in cut)


def test_a_generation_is_kept_while_this_version_wrote_it(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_kept(tmp_path / "nothing")
    assert is_kept(place)
    monkeypatch.setattr(generations, "versions_key", lambda *_: "another")
    assert not is_kept(place)


def test_texts_are_kept_when_only_vectors_are_made_anew(tmp_path: Path) -> None:
    write_generation(tmp_path / "made", PASSAGES)
    (texts,) = tmp_path.glob("made-*.sqlite")
    before = texts.stat()
    write_generation(tmp_path / "made", PASSAGES)
    assert [*tmp_path.glob("made-*.sqlite")] == [texts]
    assert (texts.stat().st_ino, texts.stat().st_mtime) == (before.st_ino, before.st_mtime)
    assert is_kept(tmp_path / "made")


def test_asking_tells_the_figures_of_a_size(place: Path) -> None:
    found = ask(place, 20, 2, FakeEncoder())
    assert (found.passages, found.questions, found.p50.n) == (PASSAGES, 20, 2)
    assert found.p50.median <= found.p95.median <= found.p99.median <= found.slowest.median
    # Few vectors are all compared with the question; the tenth may be as near as the eleventh.
    assert found.recall_candidates == 1.0
    assert found.recall_at_10 > 0.99
    assert found.shown == 1.0
    assert 0 < found.encoder.median < found.p50.median
    assert 0 < found.share.median < 1
