import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import GenerationError
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.embedded.builder import open_builder
from cmp_search.index.encoding import DocumentEncoder
from cmp_search.index.plan import Plan, RebuildCode, RebuildReason
from cmp_search.index.record import make_record
from tests.index.building import build, state
from tests.raising import raises_code
from tests.sample import make_document, paragraph

SETTINGS = PassageSettings()
RECORD = make_record(FakeEncoder.identity, "fake", SETTINGS, {}, ())
LENS = make_document([paragraph("One lens was polished. Two were not.")], id="lens")


def encoded() -> EncodedDocument:
    """A document as a build encodes it."""
    documents = DocumentEncoder(FakeEncoder(), SETTINGS, lambda *_: {})
    return documents.encode(LENS, LENS.entry, lambda *_: None)


def test_what_is_not_published_leaves_no_trace(index: Path) -> None:
    before = state(index)
    with open_builder(index, FakeEncoder()) as builder:
        builder.start(Plan())
        builder.replace(encoded())
        builder.remove("harbour-2021")
        assert builder.changed
    assert state(index) == before


def test_known_vectors_are_looked_up_by_key(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.index.embedded.previous.KEYS_PER_QUERY", 1)
    with open_builder(tmp_path / "lens", FakeEncoder()) as builder:
        builder.start(Plan())
        builder.replace(encoded())
        builder.publish(RECORD)
    document = encoded()
    (passage,), (first, second) = document.passage_keys, document.sentence_keys
    with open_builder(tmp_path / "lens", FakeEncoder()) as builder:
        builder.start(Plan(keeps_vectors=True))
        found = builder.known_vectors([passage, b"unknown"], [first, second, passage])
        assert found.keys() == {passage, first, second}
        assert np.array_equal(found[passage], document.passage_vectors[0])
        assert np.array_equal(found[second], document.sentence_vectors[1])
    with open_builder(tmp_path / "lens", FakeEncoder()) as builder:
        builder.start(Plan(RebuildReason(RebuildCode.ENCODER, encoder="another")))
        assert builder.known_vectors([passage], [first]) == {}


def full_disk(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def no_space(*_: object, **__: object) -> None:
    raise RuntimeError("Error in write_index: No space left on device")


@pytest.mark.parametrize(
    ("place", "failing"),
    [
        ("writer.TextsWriter.add", full_disk),
        ("writer.TextsWriter.commit", full_disk),
        ("vectors.VectorIndex.save", no_space),
    ],
)
def test_a_full_disk_is_one_line_and_keeps_the_last_index(
    corpus: Path,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    failing: Callable[..., None],
) -> None:
    before = state(index)
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(f"cmp_search.index.embedded.{place}", failing)
        with raises_code(GenerationError, "index_unwritable", folder=str(index)):
            build(corpus, index)
    assert state(index) == before
