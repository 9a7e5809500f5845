"""The door: questions are answered in the order in which they came, a few at once.

1. Whoever asks takes a ticket. It is called at once if there is room, else when all before it have
   been called and one of those that are being answered is done.
2. Whoever gives up, waiting or not, makes room for the next.
Without it, all questions that come at once share the processors, and the first is answered hardly
before the last. With fewer than `WIDTH` at once a processor is idle while Python or a file is
waited for; with more, all take longer and none is done sooner (docs/robustness.md has the figures).
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

WIDTH = min(os.cpu_count() or 1, 4)
"""The model computes one question at a time, with all processors: only the rest is done beside."""
LOOKING_S = 0.25
"""How often whoever waits looks whether to give up."""


def wait_on() -> None:
    """Never give up."""


class Door:
    """Lets a few in at once; may be used by any number of threads."""

    def __init__(self, width: int = WIDTH) -> None:
        self._width = width
        self._lock = Lock()
        self._inside: set[Lock] = set()
        self._waiting: deque[Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @contextmanager
    def turn(self, while_waiting: Callable[[], None] = wait_on) -> Iterator[None]:
        """Wait for a turn, and have it until the end of the block; not to be nested.

        `while_waiting` is called now and then; what it raises gives up.
        """
        ticket = Lock()
        ticket.acquire()
        try:
            self._queue(ticket)
            while not ticket.acquire(timeout=LOOKING_S):
                while_waiting()
            yield
        finally:
            self._leave(ticket)

    def _queue(self, ticket: Lock) -> None:
        """Step 1; a ticket that is called is released, and no longer among those that wait."""
        with self._lock:
            self._waiting.append(ticket)
            self._call()

    def _leave(self, ticket: Lock) -> None:
        """Step 2."""
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            self._inside.discard(ticket)
            self._call()

    def _call(self) -> None:
        while self._waiting and len(self._inside) < self._width:
            ticket = self._waiting.popleft()
            self._inside.add(ticket)
            ticket.release()


DOOR = Door()
"""The door of all questions of this process, whatever index they are of."""
