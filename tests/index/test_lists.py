"""Lists in a mapped file."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np

from cmp_search.index.lists import make_lists, mapped

_FAISS: Any = faiss


def test_a_mapped_index_starts_no_threads_to_read_ahead(tmp_path: Path) -> None:
    sample = np.random.default_rng(0).normal(size=(200, 8)).astype(np.float32)
    index = make_lists(sample, 4)
    index.add(sample)
    faiss.write_index(index, str(tmp_path / "vectors.faiss"))
    found = mapped(tmp_path / "vectors.faiss")
    lists = _FAISS.downcast_InvertedLists(found.invlists)
    assert (type(lists).__name__, lists.prefetch_nthread) == ("OnDiskInvertedLists", 0)
