"""The writer's side: tasks for the workers, and their results in the order of the corpus.

1. Files that are expected wait in a queue; the workers have many of them at any time.
2. A file that was cut is encoded next, but for the texts whose vectors the index has.
3. `prepare` goes on with all of them until the file that is asked for is ready.
4. A shard that was damaged since is made once more. If it then cannot be seen from here either, the
   workers write to another disk.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source
from cmp_search.encoders import Encoder
from cmp_search.encoders.probe import probe
from cmp_search.errors import BreakdownError, CmpSearchError, WorkersError
from cmp_search.extras import has_extra, install_extra
from cmp_search.index.address import Address, absolute
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.encoding import EncodingProgress, KeyedTexts, KnownVectors, Unread
from cmp_search.index.shards.store import ShardStore
from cmp_search.index.shards.work import (
    Cut,
    Recipe,
    cut,
    cut_in,
    encode,
    vectors_in,
    versions_here,
)

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

FOLDER = ".shards"
"""Hidden folder of the corpus, which all workers see."""
TRUSTED = "CMP_SEARCH_WORKERS_TRUSTED"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
AHEAD = 1_000
"""Files that are being worked on, or wait at a worker, at a time."""
CONNECTING = 15
"""Seconds until a scheduler must have answered, and have a worker."""


def recipe_of(
    corpus: Path, index: Address, encoder: Encoder, model: str, settings: PassageSettings
) -> Recipe:
    """What the workers are told for a build of an index; each index has shards of its own."""
    folder = sha256(absolute(index).encode()).hexdigest()[:16]
    store = ShardStore(corpus.absolute() / FOLDER / folder)
    return Recipe(store, model, encoder.identity, probe(encoder), settings, versions_here())


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file whose shards are there; without vectors if the index has all of them."""

    cut: str
    vectors: str = ""


class WorkerPreparation:
    """Has documents read and encoded by the workers of a Dask scheduler (see `Preparation`)."""

    def __init__(self, address: str, recipe: Callable[[], Recipe], known: KnownVectors) -> None:
        """Neither connect nor ask for the recipe before there is work.

        Raises:
            WorkersError: others may reach the workers (see docs/scale.md).
        """
        _check_address(address)
        self._address, self._make_recipe, self._known = address, recipe, known
        self._waiting: deque[Source] = deque()
        self._running: dict[object, tuple[Source, Cut | None]] = {}
        self._ready: dict[str, _Ready | Unread] = {}
        self.encoded = 0
        self.reused = 0

    @cached_property
    def _recipe(self) -> Recipe:
        return self._make_recipe()

    @cached_property
    def _client(self) -> Client:
        if not has_extra("build"):
            raise WorkersError("workers_not_installed", command=install_extra("build"))
        from distributed import Client

        for name in ("distributed", "distributed.client"):  # A lost scheduler is told by an error.
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            with ExitStack() as stack:
                client = Client(self._address, timeout=CONNECTING, set_as_default=False)
                stack.callback(client.close, timeout=CONNECTING)
                client.wait_for_workers(1, timeout=CONNECTING)
                stack.pop_all()
        except (OSError, ValueError) as error:
            raise WorkersError("workers_away", address=self._address, reason=error) from error
        return client

    @cached_property
    def _completed(self) -> as_completed:
        from distributed import as_completed

        return as_completed(loop=self._client.loop)

    def expect(self, sources: Sequence[Source]) -> None:
        """Begin with the first files (step 1)."""
        self._waiting.extend(map(_findable, sources))
        self._fill()

    def prepare(self, source: Source, progress: EncodingProgress) -> EncodedDocument | Unread:
        """Go on until a file is ready, and give it (steps 3 and 4)."""
        for _ in range(2):
            while source.id not in self._ready:
                self._step()
            ready = self._ready.pop(source.id)
            if isinstance(ready, Unread):
                return ready
            if found := self._load(ready, progress):
                return found
            self._waiting.appendleft(_findable(source))
            self._fill()
        raise WorkersError("workers_apart", folder=self._recipe.store.folder)

    def _load(self, ready: _Ready, progress: EncodingProgress) -> EncodedDocument | None:
        """A document from its shards; None if one is not there."""
        store = self._recipe.store
        document = store.read(ready.cut)
        rows = store.read(ready.vectors) if ready.vectors else b""
        if document is None or rows is None:
            return None
        texts = KeyedTexts(cut_in(document))
        vectors = dict(self._known(texts.passage_keys, texts.sentence_keys))
        unknown = texts.besides(vectors)
        if unknown:
            vectors.update(zip(unknown, vectors_in(rows), strict=True))
        self.encoded += len(unknown)
        self.reused += len(texts) - len(unknown)
        progress(1.0, len(unknown))
        return texts.encoded(vectors, self._recipe.encoder.dimension)

    def _fill(self) -> None:
        """Give the workers more to do, if they have little (step 1)."""
        while self._waiting and len(self._running) < AHEAD:
            source = self._waiting.popleft()
            self._note(source, None, self._client.submit(cut, source, self._recipe, pure=False))

    def _step(self) -> None:
        """Take the next result that comes, and go on with its file (step 2)."""
        future = next(self._completed)
        source, of = self._running.pop(future.key)
        result = self._result(future, source)
        if isinstance(result, Unread):
            self._ready[source.id] = result
        elif isinstance(result, Cut):
            self._go_on(source, result)
        elif of:
            self._ready[source.id] = _Ready(of.name, result)
        self._fill()

    def _go_on(self, source: Source, found: Cut) -> None:
        """Have the texts of a file encoded whose vectors are not known, if there are any."""
        known = self._known(found.passage_keys, found.sentence_keys)
        keys = dict.fromkeys([*found.passage_keys, *found.sentence_keys])
        unknown = tuple(key for key in keys if key not in known)
        if not unknown:
            self._ready[source.id] = _Ready(found.name)
            return
        # First of all, as the index waits for whole documents.
        future = self._client.submit(
            encode, found.name, unknown, self._recipe, pure=False, priority=1
        )
        self._note(source, found, future)

    def _note(self, source: Source, of: Cut | None, future: Future[Any]) -> None:
        self._running[future.key] = source, of
        self._completed.add(future)

    def _result(self, future: Future[Any], source: Source) -> Cut | Unread | str:
        """What a task gave; a file that has cost several workers their lives cannot be read."""
        from distributed import KilledWorker

        try:
            result: Cut | Unread | str = future.result()
        except CmpSearchError:
            raise
        except KilledWorker:
            return Unread(source, BreakdownError("reading_crashed").of(source.path.name))
        except (Exception, CancelledError) as error:  # Of Dask, or of the worker's machine.
            raise WorkersError("workers_lost", address=self._address, reason=error) from error
        return result

    def finish(self) -> None:
        """Remove the shards, which the index has taken."""
        if "_recipe" in self.__dict__:
            self._recipe.store.clear()

    def close(self) -> None:
        """Give up what is still being worked on; shards that are finished stay."""
        client = self.__dict__.pop("_client", None)
        if client:
            client.close(timeout=CONNECTING)


def _findable(source: Source) -> Source:
    """A source whose path means the same in any process."""
    return replace(source, path=source.path.absolute())


def _check_address(address: str) -> None:
    """Make sure that only those reach the workers who may run programs there.

    Raises:
        WorkersError: the address is neither of this machine nor guarded by TLS, nor is it trusted.
    """
    parts = urlsplit(address)
    guarded = parts.scheme == "tls" or parts.hostname in LOOPBACK
    if not guarded and os.environ.get(TRUSTED) != "yes":
        raise WorkersError("workers_open", address=address, variable=TRUSTED)
