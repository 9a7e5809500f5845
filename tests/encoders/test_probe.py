"""Probes: whether a model still computes what an index states."""

import base64

import numpy as np
import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.encoders.probe import PROBES, computes_alike, probe
from tests.encoders.other_vectors import OtherVectors


def test_a_model_computes_what_it_did() -> None:
    stated = probe(FakeEncoder())
    assert len(stated) == len(PROBES)
    assert computes_alike(FakeEncoder(), stated)


def test_an_index_without_probes_is_believed() -> None:
    assert computes_alike(FakeEncoder(), ())


def test_a_model_that_computes_otherwise_is_noticed() -> None:
    assert not computes_alike(OtherVectors(), probe(FakeEncoder()))


@pytest.mark.parametrize("stated", ["", "AAAA", "not base64!", "é"])
def test_what_are_no_vectors_are_not_believed(stated: str) -> None:
    assert not computes_alike(FakeEncoder(), (stated,) * len(PROBES))


def test_nothing_computes_like_no_number() -> None:
    dimension = FakeEncoder.identity.dimension
    nan = base64.b64encode(np.full(dimension, np.nan, "<f2").tobytes()).decode()
    assert not computes_alike(FakeEncoder(), (nan,) * len(PROBES))
