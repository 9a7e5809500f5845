"""Tests of the rows of a document."""

from pathlib import Path

import numpy as np
import pytest

from cmp_search.documents.source import scan_corpus
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.encoding import DocumentEncoder
from cmp_search.index.milvus.packing import (
    pack_document,
    pack_vectors,
    unpack_document_row,
    unpack_passage,
    unpack_sketch,
    unpack_vectors,
)
from cmp_search.index.milvus.texts import payloads
from cmp_search.readers import read_document
from tests.index.oracle import ENCODER, SETTINGS
from tests.raising import raises_code
from tests.sample import write_corpus


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> EncodedDocument:
    corpus: Path = write_corpus(tmp_path_factory.mktemp("packing") / "corpus")
    source = next(one for one in scan_corpus(corpus) if one.id == "ports-2021")
    encoder = DocumentEncoder(FakeEncoder(), SETTINGS, lambda passages, sentences: {})
    return encoder.encode(read_document(source), source.entry, lambda share, texts: None)


def test_numbers_are_consecutive_and_headings_come_last(encoded: EncodedDocument) -> None:
    rows = pack_document(encoded, 7, 100, 1_000)
    assert [row.number for row in rows.passages] == [*range(100, 100 + len(rows.passages))]
    assert [row.number for row in rows.sentences] == [*range(1_000, 1_000 + len(rows.sentences))]
    assert len(rows.sentences) == len(encoded.sentence_keys)
    for row in rows.passages:
        own = [one for one in rows.sentences if one.passage == row.number]
        places = [one.start < one.end for one in own]
        assert own[0].number == row.first_sentence
        assert places == [True] * row.sentences + [False] * row.heading
    assert {row.document for row in rows.passages} == {7}
    assert {row.document for row in rows.sentences} == {7}
    assert any(row.heading for row in rows.passages)


def test_passages_come_back_unless_they_are_damaged(encoded: EncodedDocument) -> None:
    rows = pack_document(encoded, 7, 100, 1_000).passages
    id = encoded.document.id
    assert [unpack_passage(row, id) for row in rows] == encoded.passages
    for damaged in (rows[0]._replace(text=rows[0].text + " "), rows[0]._replace(paragraph=9)):
        with raises_code(MismatchError, "rows_damaged"):
            unpack_passage(damaged, id)
    with raises_code(MismatchError, "rows_damaged"):
        unpack_passage(rows[0], "another")


def test_the_row_and_sketch_of_a_document_come_back(encoded: EncodedDocument) -> None:
    texts = pack_document(encoded, 7, 100, 1_000).texts
    of_kind = {
        kind: payloads(row for row in texts if row.kind == kind)[7, 0] for kind in ("d", "k")
    }
    row = unpack_document_row(of_kind["d"])
    assert (row.id, row.characters) == (encoded.document.id, len(encoded.document.text))
    assert (row.first_passage, row.last_passage) == (100, 99 + len(encoded.passages))
    sections, sketch = unpack_sketch(of_kind["k"])
    assert sections == len({passage.section for passage in encoded.passages})
    assert sketch == encoded.derived.sketch


@pytest.mark.parametrize("count", [0, 1, 90])
def test_vectors_come_back_bit_by_bit(count: int) -> None:
    dimension = ENCODER.identity.dimension
    vectors = np.random.default_rng(1).normal(size=(count, dimension)).astype(np.float32)
    (payload,) = payloads(pack_vectors(vectors)).values()
    assert np.array_equal(unpack_vectors(payload), vectors)
