"""Reopening: a searcher that is always of the current generation of an index.

1. Each call looks at which generation is current, which costs the reading of one small file.
2. Another one than before is opened, by one thread while others wait.
3. The one before is let go of, and closed when nobody uses it any more: whoever still reads from it
   keeps it.
"""

from pathlib import Path
from threading import Lock

from cmp_search.encoders import Encoder
from cmp_search.index.base import Index
from cmp_search.index.engines import engine_of, open_index
from cmp_search.search.searcher import Searcher, make_searcher


class Reopening:
    """The index at an address, as it stands."""

    def __init__(self, address: Path) -> None:
        """Open nothing yet."""
        self._address = address
        self._lock = Lock()
        self._index: Index | None = None
        self._searcher: Searcher | None = None

    def index(self) -> Index:
        """The current generation.

        Raises:
            GenerationError: there is no index that can be read.
        """
        with self._lock:
            return self._current()

    def searcher(self, encoder: Encoder) -> Searcher:
        """A searcher of the current generation with an encoder.

        Raises:
            GenerationError: there is no index, or it was built by another encoder.
        """
        with self._lock:
            index = self._current()
            if self._searcher is None or self._searcher.encoder is not encoder:
                self._searcher = make_searcher(index, encoder)
            return self._searcher

    def _current(self) -> Index:
        """Steps 1 to 3."""
        name = engine_of(self._address).current(self._address)
        if self._index is None or self._index.manifest.generation != name:
            self._index, self._searcher = open_index(self._address), None
        return self._index

    def close(self) -> None:
        """Close what is open; the next call opens it again."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index = self._searcher = None
