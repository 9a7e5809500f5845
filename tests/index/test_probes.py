"""A model that no longer computes what it did neither answers from an index nor adds to it."""

from pathlib import Path

import pytest

from cmp_search.encoders import Encoder
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.search.searcher import open_searcher
from tests.encoders.other_vectors import OtherVectors
from tests.raising import raises_code


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "lamps.md").write_text("# Lamps\n\nThe keepers polish lamps.\n", "utf-8")
    return folder


def build(corpus: Path, encoder: Encoder) -> str:
    index = str(corpus.parent / "index")
    build_index(corpus, index, encoder, "fake")
    return index


def probes_in(index: str) -> tuple[str, ...]:
    opened = open_index(index)
    opened.close()
    return opened.manifest.probes


def test_it_does_not_answer(corpus: Path) -> None:
    index = build(corpus, FakeEncoder())
    open_searcher(index, FakeEncoder()).close()
    with raises_code(MismatchError, "model_differs", model="fake"):
        open_searcher(index, OtherVectors())


def test_it_adds_nothing(corpus: Path) -> None:
    index = build(corpus, FakeEncoder())
    build(corpus, OtherVectors())  # There is nothing to do.
    (corpus / "fog.md").write_text("# Fog\n\nThe fog came.\n", "utf-8")
    with raises_code(MismatchError, "model_differs", model="fake"):
        build(corpus, OtherVectors())
    open_searcher(index, FakeEncoder()).close()


def test_probes_stay_where_nothing_was_encoded(corpus: Path) -> None:
    index = build(corpus, FakeEncoder())
    before = probes_in(index)
    (corpus / "lamps.txt").write_text("The keepers polish lamps.\n", "utf-8")
    (corpus / "lamps.md").unlink()
    build(corpus, FakeEncoder())
    assert before and probes_in(index) == before
