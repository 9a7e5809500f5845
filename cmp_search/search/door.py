"""The door: questions are answered in the order in which they came, a few at once.

1. Whoever asks takes a ticket. It is called at once if there is room, else when one of those that
   are being answered is done, and no ticket is left that is earlier.
2. A ticket is as old as the request that the question came with: many pages that are drawn at once
   come to the door in any order. `come` notes when that was; without it, it is now.
3. Whoever gives up, waiting or not, makes room for the next.
Without it, all questions that come at once share the processors, and the first is answered hardly
before the last. With fewer than `WIDTH` at once a processor is idle while Python or a file is
waited for; with more, all take longer and none is done sooner (docs/robustness.md has the figures).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count
from threading import Lock

WIDTH = min(os.cpu_count() or 1, 4)
"""The model computes one question at a time, with all processors: only the rest is done beside."""
LOOKING_S = 0.25
"""How often whoever waits looks whether to give up."""
_numbers = count()
_came: ContextVar[int | None] = ContextVar("came", default=None)


def come() -> None:
    """Note that a request has come, with the question that this thread will ask (step 2)."""
    _came.set(next(_numbers))


def wait_on() -> None:
    """Never give up."""


@dataclass(order=True, slots=True)
class _Ticket:
    """A place in the order of all requests; of two questions of a request, the first is before."""

    came: int
    number: int
    called: Lock = field(default_factory=Lock, compare=False)


class Door:
    """Lets a few in at once; may be used by any number of threads."""

    def __init__(self, width: int = WIDTH) -> None:
        self._width = width
        self._lock = Lock()
        self._inside: list[_Ticket] = []
        self._waiting: list[_Ticket] = []

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @contextmanager
    def turn(self, while_waiting: Callable[[], None] = wait_on) -> Iterator[None]:
        """Wait for a turn, and have it until the end of the block; not to be nested.

        `while_waiting` is called now and then; what it raises gives up.
        """
        number, came = next(_numbers), _came.get()
        ticket = _Ticket(number if came is None else came, number)
        ticket.called.acquire()
        try:
            self._queue(ticket)
            while not ticket.called.acquire(timeout=LOOKING_S):
                while_waiting()
            yield
        finally:
            self._leave(ticket)

    def _queue(self, ticket: _Ticket) -> None:
        """Step 1; a ticket that is called is released, and no longer among those that wait."""
        with self._lock:
            heappush(self._waiting, ticket)
            self._call()

    def _leave(self, ticket: _Ticket) -> None:
        """Step 3."""
        with self._lock:
            for tickets in (self._waiting, self._inside):
                if ticket in tickets:
                    tickets.remove(ticket)
            heapify(self._waiting)
            self._call()

    def _call(self) -> None:
        while self._waiting and len(self._inside) < self._width:
            ticket = heappop(self._waiting)
            self._inside.append(ticket)
            ticket.called.release()


DOOR = Door()
"""The door of all questions of this process, whatever index they are of."""
