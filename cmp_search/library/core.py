"""What all methods of a library stand on: its folders, what it has open, who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from copy import copy
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cmp_search.audit import AuditLog, Via
from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting, user
from cmp_search.encoders import DEFAULT_MODEL, Encoder
from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.search.opened import Opened
from cmp_search.settings import AUTO, Settings

if TYPE_CHECKING:
    from cmp_search.index.base import Engine, Index
    from cmp_search.index.caveats import Caveat
    from cmp_search.search.searcher import Searcher


class Core:
    """Folders, index and model of a library, opened when they are first needed."""

    def __init__(
        self,
        corpus: str | PathLike[str],
        index: str | PathLike[str],
        model: str = DEFAULT_MODEL,
        reader: str = AUTO,
        *,
        waiting: Waiting = WITHOUT_LIMIT,
    ) -> None:
        """Name the folders, the embedding model and the reader; nothing is opened or loaded yet.

        `waiting` says how long other writers of the index are waited for.
        """
        self.corpus, self.index_address, self.model = Path(corpus), fspath(index), model
        self.reader, self.waiting = reader, waiting
        self.audit = AuditLog(Settings(self.corpus).audit_folder)
        self.who, self.via = user(), Via.LIBRARY
        self._opened = Opened(self.corpus, self.index_address, model, reader)

    def acting_for(self, who: str, via: Via) -> Self:
        """The same library, with what it has open, for what somebody else does, and how."""
        other = copy(self)
        other.who, other.via = who, via
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index; the next question opens it again.

        Its files are closed as soon as no question is being asked and no `Searcher` or `Index` from
        here is in use any more.
        """
        self._opened.close()

    @property
    def encoder(self) -> Encoder:
        """The encoder of the model; the model itself is loaded when it is first used."""
        return self._opened.encoder

    def warm(self) -> None:
        """Start loading the model and the reader, each in a thread."""
        self._opened.warm()

    def generation(self) -> str:
        """What identifies the current generation; it changes whenever a build is published."""
        return self._engine.current(self.index_address)

    def searcher(self) -> Searcher:
        """A searcher of the current generation, for asking several questions of the same one."""
        from cmp_search.index.caveats import note_opened

        searcher = self._opened.searcher()
        self._check_origin(searcher.index)
        note_opened(searcher.watch)
        return searcher

    def index(self) -> Index:
        """The current generation, to read from."""
        index = self._opened.index()
        self._check_origin(index)
        return index

    def check_index(self) -> None:
        """Make sure that there is an index, and that it was built from this corpus; quick."""
        with self._read():
            pass

    @contextmanager
    def _read(self) -> Iterator[Index]:
        """The current generation without its vectors."""
        from cmp_search.index.engines import open_index

        with closing(open_index(self.index_address, searchable=False)) as index:
            self._check_origin(index)
            yield index

    def _watch(self, index: Index) -> Callable[[], tuple[Caveat, ...]]:
        """What to know of the corpus before relying on an index; a command tells it, too."""
        from cmp_search.index.caveats import note_opened

        watch = partial(self._opened.watch.caveats, index)
        note_opened(watch)
        return watch

    def _check_origin(self, index: Index) -> None:
        from cmp_search.index.origin import check_origin

        check_origin(index.manifest, self.index_address, self.corpus)

    @property
    def _engine(self) -> Engine:
        from cmp_search.index.engines import engine_of

        return engine_of(self.index_address)

    def _check_address(self) -> None:
        """Make sure, before the corpus is changed, that its index can be built where it should."""
        with suppress(MismatchError, NoIndexError):
            self.check_index()
        self._finish_restoring()

    def _finish_restoring(self) -> None:
        """Complete what was killed, before anything else is changed."""
        from cmp_search.backup.restoring import finish_restoring
        from cmp_search.documents.journal import finish

        finish(self.corpus, self.waiting)
        finish_restoring(self.corpus, self.index_address, self.waiting)
