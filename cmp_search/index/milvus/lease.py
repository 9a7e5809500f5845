"""The lease of an index on a Milvus server: one writer at a time, on whatever machine.

1. A lease is a collection that is never loaded. The server makes one of a name in one step, so of
   several writers one succeeds; its description says who that is.
2. Its holder renews its `beat`, a property, every `BEAT` seconds. One whose beat has been missing
   for `STALE` seconds is dead, and so is one whose process on this machine has ended, or is this
   one, which has given it up while the server was away.
3. Whoever finds the newest lease dead makes the one with the next number and drops the others. If
   one of these turns out to be alive, the new one is given up, and is waited for.
4. A holder that was taken for dead, such as a machine that slept, finds another lease than its own
   when it checks before it publishes, and publishes nothing.
"""

import json
import os
import platform
import random
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from time import monotonic, sleep

from pydantic import TypeAdapter, ValidationError

from cmp_search.documents.lock import PATIENCE, WITHOUT_LIMIT, Holder, Waiting, myself
from cmp_search.errors import CmpSearchError, GenerationError
from cmp_search.index.address import Address
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.names import lock_of, locks_in
from cmp_search.index.stored.held import held

BEAT = 10.0
STALE = 60.0
_POLL = 0.5
_BEAT = "beat"
_HELD: set[str] = set()
"""The tokens of the leases that this process has not given up."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a lease says of its holder, and of the `machine` where its process is."""

    holder: Holder
    machine: str
    token: str


_RECORD = TypeAdapter(Record)


@dataclass(slots=True)
class Lease:
    """A lease that is held; `collection` is its name."""

    catalogue: Catalogue
    address: Address
    collection: str
    record: Record
    _ended: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Make sure that nobody else has taken over.

        Raises:
            GenerationError: somebody has.
        """
        found = _record(self.catalogue, self.collection)
        if found is None or found.token != self.record.token:
            raise GenerationError("lease_lost", folder=self.address)

    def keep(self) -> None:
        """Renew the beat until the lease ends; what fails is tried again with the next beat."""
        while not self._ended.wait(BEAT):
            with suppress(CmpSearchError):
                self.check()
                self.catalogue.set_property(self.collection, _BEAT, _now())

    def end(self) -> None:
        """Give the lease up; one that cannot be dropped is found dead by the next writer."""
        self._ended.set()
        _HELD.discard(self.record.token)
        with suppress(CmpSearchError):
            self.check()
            self.catalogue.drop(self.collection)


@contextmanager
def leased(
    catalogue: Catalogue, address: Address, index: str, waiting: Waiting = WITHOUT_LIMIT
) -> Iterator[Lease]:
    """Hold the lease of an index; other writers wait.

    Raises:
        BusyError: another writer had it for longer than was to be waited.
        EngineAwayError: the server does not answer.
    """
    lease = _waited(catalogue, address, index, waiting)
    threading.Thread(target=lease.keep, name="lease", daemon=True).start()
    try:
        yield lease
    finally:
        lease.end()


def _waited(catalogue: Catalogue, address: Address, index: str, waiting: Waiting) -> Lease:
    begun, is_told = monotonic(), False
    limit = inf if waiting.seconds is None else waiting.seconds
    while isinstance(found := _tried(catalogue, address, index), Holder):
        waited = monotonic() - begun
        if waited >= limit:
            raise held(address, found)
        if waited >= PATIENCE and waiting.on_wait and not is_told:
            is_told = True
            waiting.on_wait(found)
        sleep(min(_POLL * random.uniform(0.5, 1), limit - waited))
    return found


def _tried(catalogue: Catalogue, address: Address, index: str) -> Lease | Holder:
    """The lease, or who holds it (step 3)."""
    numbers = locks_in(index, catalogue.collections())
    newest = numbers[-1] if numbers else 0
    if (holder := _living(catalogue, lock_of(index, newest))) is not None:
        return holder
    record = Record(myself(), _machine(), secrets.token_hex(16))
    lease = Lease(catalogue, address, lock_of(index, newest + 1), record)
    _HELD.add(record.token)
    if not catalogue.make(lease.collection, json.dumps(asdict(record))):
        _HELD.discard(record.token)
        return _living(catalogue, lease.collection) or Holder()
    for number in locks_in(index, catalogue.collections()):
        other = lock_of(index, number)
        if other == lease.collection:
            continue
        if (holder := _living(catalogue, other)) is not None:
            lease.end()
            return holder
        catalogue.drop(other)
    return lease


def _living(catalogue: Catalogue, collection: str) -> Holder | None:
    """Who holds a lease; None if nobody does, or they are dead (step 2)."""
    record = _record(catalogue, collection)
    if record is None:
        return None
    if record.machine == _machine() and _has_ended(record):
        return None
    beat = catalogue.properties(collection).get(_BEAT) or record.holder.since
    try:
        silent = (datetime.now(UTC) - datetime.fromisoformat(beat)).total_seconds()
    except (ValueError, TypeError):
        return None
    return record.holder if silent < STALE else None


def _record(catalogue: Catalogue, collection: str) -> Record | None:
    """What a lease says of its holder; None without one."""
    description = catalogue.description(collection)
    if description is None:
        return None
    try:
        return _RECORD.validate_json(description)
    except ValidationError:
        return Record(Holder(), "", "")  # No writer of ours: it has no beat, so it is dead.


def _machine() -> str:
    """This machine as processes know it: those of a container have numbers of their own."""
    with suppress(OSError):
        return f"{platform.node()} {os.readlink('/proc/self/ns/pid')}"
    return platform.node()


def _has_ended(record: Record) -> bool:
    """Whether a holder on this machine has ended, as far as the system tells."""
    pid = record.holder.pid
    if pid == os.getpid():
        return record.token not in _HELD
    processes = Path("/proc")
    return processes.is_dir() and not (processes / str(pid)).exists()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
