"""A graph in a file."""

from pathlib import Path

import faiss
import numpy as np

from cmp_search.index.graph import compare, make_graph, numbers_in, walk


def test_a_walk_and_a_comparison_find_the_nearest_that_pass(tmp_path: Path) -> None:
    vectors = np.random.default_rng(0).normal(size=(900, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    numbers = 3 * np.arange(900) + 1
    graph = make_graph(vectors)
    graph.add_with_ids(vectors, numbers)
    faiss.write_index(graph, str(tmp_path / "vectors.faiss"))
    found = faiss.read_index(str(tmp_path / "vectors.faiss"), faiss.IO_FLAG_MMAP_IFC)
    assert (numbers_in(found) == numbers).all()
    passing = numbers[:450]
    bits = np.packbits(np.isin(np.arange(2_800), passing), bitorder="little")
    for asked in vectors[::90]:
        # The 8 bits may change the order of neighbours, so the first ten are looked for in 15.
        order = numbers[np.argsort(-(vectors @ asked))]
        assert set(order[:10]) <= set(walk(found, asked, 15, None, 1.0))
        wanted = [number for number in order if number in passing][:10]
        assert set(wanted) <= set(walk(found, asked, 15, bits, 0.5))
        assert set(wanted) <= set(compare(found, asked, 15, bits))
        assert np.isin(walk(found, asked, 15, bits, 0.5), passing).all()
