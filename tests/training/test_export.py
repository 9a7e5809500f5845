import numpy as np

from cmp_search.search.reading.small_graph import POSITIONS, SCALE
from training.export import LEVELS, packed


def test_large_tensors_ship_in_eight_bits_near_to_what_they_were() -> None:
    random = np.random.default_rng(1)
    large = random.normal(size=(400, 300)).astype(np.float32) * random.uniform(0.01, 9, (400, 1))
    small = random.normal(size=300).astype(np.float32)
    found = packed({"large": large, "small": small, POSITIONS: large})
    assert found.keys() == {"large", "large" + SCALE, "small"}
    assert found["large"].dtype == np.int8
    error = np.abs(found["large"] * found["large" + SCALE] - large)
    assert np.all(error <= np.abs(large).max(axis=1, keepdims=True) / LEVELS / 2 * 1.001)
    assert found["small"] is small
