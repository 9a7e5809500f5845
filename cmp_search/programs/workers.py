"""Where the requests of programs are worked on: in threads of their own, and not too many.

1. A question waits in a thread for its turn at the door of all questions (`search.door`), with
   those of the app.
2. Where too many wait already, it is refused at once instead.
3. Whoever hangs up gives up the turn: nothing is computed for nobody.
4. What only reads takes no turn and has threads of its own, so that texts, readiness and measures
   are to be had while many ask.
5. Comparing words or a draft with all texts takes long, so that is done one at a time, and few
   wait for it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import TypeVar

from starlette.types import Receive

from cmp_search.errors import RequestError
from cmp_search.search.door import DOOR

THREADS = 40
"""Most questions that are answered or wait for their turn in a thread."""
READERS = 4
"""Most that read at once."""
MOST_WAITING = 100
"""Most questions that wait, for a thread or for their turn."""
MOST_COMPARING = 20
"""Most comparisons that are made or wait."""
Result = TypeVar("Result")


class GoneError(Exception):
    """Whoever asked has hung up."""


class Workers:
    """The threads; used by the server's one event loop."""

    def __init__(self) -> None:
        self._asking = ThreadPoolExecutor(THREADS, "asking")
        self._reading = ThreadPoolExecutor(READERS, "reading")
        self._comparing = ThreadPoolExecutor(1, "comparing")
        self._asked = 0
        self._comparisons = 0

    def close(self) -> None:
        """Begin nothing more."""
        for pool in (self._asking, self._reading, self._comparing):
            pool.shutdown(wait=False, cancel_futures=True)

    @property
    def waiting(self) -> int:
        """How many questions wait for a thread or for their turn."""
        return DOOR.waiting + max(0, self._asked - THREADS)

    async def work(self, work: Callable[[], Result]) -> Result:
        """Do what takes no turn (step 4)."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, work)

    async def compare(self, work: Callable[[], Result]) -> Result:
        """Compare words or a draft with the texts (step 5).

        Raises:
            RequestError: too many wait already.
        """
        if self._comparisons >= MOST_COMPARING:
            raise RequestError("overloaded")
        self._comparisons += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._comparing, work)
        finally:
            self._comparisons -= 1

    async def ask(
        self, ask: Callable[[Callable[[], None]], Result], receive: Receive | None = None
    ) -> Result:
        """Ask a question (steps 1 to 3).

        `ask` gets what is to be called while it waits (see `Searcher.ask`); `receive` tells of who
        hangs up, once the body of the request has been read.

        Raises:
            RequestError: too many wait already.
            GoneError: nobody waits for the answer any more.
        """
        if self.waiting >= MOST_WAITING:
            raise RequestError("overloaded")
        gone = Event()

        def look() -> None:
            if gone.is_set():
                raise GoneError

        self._asked += 1
        watching = asyncio.create_task(_watch(receive, gone)) if receive else None
        try:
            return await asyncio.get_running_loop().run_in_executor(self._asking, ask, look)
        finally:
            gone.set()
            self._asked -= 1
            if watching:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching


async def _watch(receive: Receive, gone: Event) -> None:
    """Step 3."""
    while (await receive())["type"] != "http.disconnect":
        continue
    gone.set()
