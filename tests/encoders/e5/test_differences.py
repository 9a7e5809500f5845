from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from cmp_search.documents.source import file_hash
from cmp_search.encoders.e5.differences import FILE, SHA256, Differences
from cmp_search.encoders.e5.export import read_shape
from cmp_search.encoders.e5.weights import model_folder
from tests.encoders.packing import DIFFERENT, HIDDEN, difference, write_differences


def test_the_hash_is_that_of_the_file() -> None:
    assert file_hash(FILE) == SHA256


def test_a_difference_is_added_where_there_is_one(tmp_path: Path) -> None:
    differences = Differences(write_differences(tmp_path / "d.safetensors"))
    ones = np.ones((HIDDEN, HIDDEN), np.float32)
    added = differences.added(DIFFERENT, ones)
    np.testing.assert_allclose(added, 1 + difference(), rtol=1e-3, atol=1e-3)
    assert differences.added("embeddings.LayerNorm.weight", ones) is ones


@pytest.mark.slow
def test_every_layer_of_the_default_model_has_its_differences() -> None:
    shape, factors = read_shape(model_folder()), load_file(FILE)
    matrices = {name.rsplit(".", 1)[0] for name in factors}
    assert len(matrices) == 6 * shape.layers
    for name in matrices:
        b, a = factors[f"{name}.b"], factors[f"{name}.a"]
        assert b.shape[1] == a.shape[0]
        assert {len(b), a.shape[1]} <= {shape.hidden, shape.feed_forward}
