"""What a library has open: its model, its reader and its index; for all who act by it together."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from cmp_search.encoders import Encoder, open_encoder, warm_encoder

if TYPE_CHECKING:
    from cmp_search.index.address import Address
    from cmp_search.index.base import Index
    from cmp_search.index.changes import CorpusWatch
    from cmp_search.search.reading.base import PassageReader
    from cmp_search.search.reopening import Reopening
    from cmp_search.search.searcher import Searcher


class Opened:
    """A model, a reader and an index; each is loaded or opened when it is first used."""

    def __init__(self, corpus: Path, index: Address, model: str, reader: str) -> None:
        """Name them; nothing is opened or loaded yet."""
        self._corpus = corpus
        self._names = index, model, reader
        self._lock = RLock()
        self._encoder: Encoder | None = None
        self._reader: PassageReader | None = None
        self._reopening: Reopening | None = None
        self._watch: CorpusWatch | None = None

    @property
    def encoder(self) -> Encoder:
        """The encoder of the model; the model itself is loaded when it is first used."""
        with self._lock:
            if self._encoder is None:
                self._encoder = open_encoder(self._names[1])
            return self._encoder

    def warm(self) -> None:
        """Start loading the model and the reader, each in a thread."""
        from cmp_search.search.reading.opening import warm_reader

        _, model, reader = self._names
        with self._lock:
            if self._encoder is None:
                self._encoder = warm_encoder(model)
                self._reader = warm_reader(reader, model)

    def index(self) -> Index:
        """The current generation.

        Raises:
            GenerationError: there is none that can be read.
        """
        return self._current.index()

    def searcher(self) -> Searcher:
        """A searcher of the current generation.

        Raises:
            GenerationError: there is none that can be read, or it was built by another encoder.
        """
        return self._current.searcher(self.encoder)

    @property
    def watch(self) -> CorpusWatch:
        """What notices that the corpus has changed since it was indexed."""
        from cmp_search.index.changes import CorpusWatch

        with self._lock:
            if self._watch is None:
                self._watch = CorpusWatch(self._corpus, self._names[0])
            return self._watch

    def close(self) -> None:
        """Let go of the index; the next call opens it again."""
        with self._lock:
            if self._reopening is not None:
                self._reopening.close()

    @property
    def _current(self) -> Reopening:
        from cmp_search.search.reading.opening import open_reader
        from cmp_search.search.reopening import Reopening

        index, model, reader = self._names
        with self._lock:
            if self._reopening is None:
                opened = self._reader or open_reader(reader, model)
                self._reopening = Reopening(index, opened, self.watch.caveats)
            return self._reopening
