"""Reopening: an index and searcher that are always of the current generation.

1. Each call checks which generation is current, which means reading one small file.
2. If it is a new one, one thread opens it while others wait. A searcher is also made anew when the
   calibration of the index has changed.
3. The old one is dropped; it is closed when nobody refers to it any more.
4. One that has been found damaged since is dropped, too, for the newest that is whole.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Lock

from cmp_search.encoders import Encoder
from cmp_search.errors import MismatchError
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.index.engines import engine_of, open_index
from cmp_search.logs import tell
from cmp_search.logs.events.asking import IndexCaveat, IndexOpened
from cmp_search.logs.stopwatch import Stopwatch
from cmp_search.search.reading.base import PassageReader
from cmp_search.search.searcher import Searcher, make_searcher


class Reopening:
    """The index at an address, reopened whenever a build has published a generation."""

    def __init__(
        self,
        address: Address,
        reader: PassageReader | None = None,
        caveats: Callable[[Index], tuple[Caveat, ...]] = lambda _: (),
    ) -> None:
        """Open nothing before the first call; `caveats` are told of each index besides its own."""
        self._address, self._reader, self._caveats = address, reader, caveats
        self._lock = Lock()
        self._opened = ""
        self._index: Index | None = None
        self._searcher: Searcher | None = None
        self._calibration: Calibration | None = None

    def index(self) -> Index:
        """The current generation.

        Raises:
            GenerationError: there is no readable index.
        """
        with self._lock:
            return self._current()

    def searcher(self, encoder: Encoder) -> Searcher:
        """A searcher of the current generation with an encoder.

        Raises:
            GenerationError: there is no index, it was built with another encoder, or its
                calibration is damaged.
        """
        _ = encoder.identity  # May load the model; who only reads the index must not wait for it.
        with self._lock:
            index = self._current()
            calibration = engine_of(self._address).calibration(self._address)
            known = self._searcher
            if known is None or known.encoder is not encoder or calibration != self._calibration:
                made = make_searcher(index, encoder, calibration, self._reader)
                self._searcher = replace(made, watch=partial(self._caveats, index))
                self._calibration = calibration
                return self._searcher
            return known

    def _current(self) -> Index:
        """Steps 1 to 4."""
        current = engine_of(self._address).current(self._address)
        if self._index is None or self._opened != current or _is_damaged(self._index):
            watch, before = Stopwatch(), self._index.manifest.generation if self._index else ""
            self._index, self._searcher = open_index(self._address), None
            _tell_opened(self._index, before, watch.seconds)
            # If it has changed since, the next call opens it once more.
            self._opened = current
        return self._index

    def close(self) -> None:
        """Let go of what is open; the next call opens it again.

        Whoever still reads from it, in another thread, goes on reading.
        """
        with self._lock:
            self._index = self._searcher = None


def _tell_opened(index: Index, before: str, seconds: float) -> None:
    """Tell of the index that is asked from now on, and what is to be known of it."""
    manifest = index.manifest
    generation, documents, passages = (
        manifest.generation,
        manifest.documents,
        manifest.passage_count,
    )
    tell(IndexOpened(generation, before, documents, passages, seconds))
    with suppress(MismatchError):  # Whoever asks it is told.
        for caveat in index.caveats():
            tell(IndexCaveat(generation, caveat.code, caveat.message()))


def _is_damaged(index: Index) -> bool:
    """Whether an open index has been found damaged."""
    try:
        index.caveats()
    except MismatchError:
        return True
    return False
