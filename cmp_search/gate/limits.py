"""All limits of rate and size, in one table.

A rate is a bucket of tokens: it holds `burst` of them, gets `per_second` more, and each use takes
one. There is a bucket for each key, such as a session, and one for all keys together. Visitors
behind a proxy that does not say where they come from share an address, so what a single address
may do is generous.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

MEGABYTE = 1_000_000
KEYS = 10_000
"""Buckets kept; the one longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often: at once, and per second from then on."""

    burst: int
    per_second: float


@dataclass(frozen=True, slots=True)
class Rates:
    """What one key may do, and what all may do together."""

    each: Rate
    all: Rate


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many bytes of uploads are held: of a file, of a session, and of all."""

    file: int
    session: int
    all: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many jobs wait, of a visitor and of all, and how many bytes; how many ended are kept."""

    each: int
    all: int
    bytes: int
    ended: int


QUESTIONS = Rates(each=Rate(40, 1), all=Rate(400, 50))
"""By session; a page that is drawn again asks nothing."""
UPLOADS = Rates(each=Rate(20, 0.5), all=Rate(200, 10))
"""By session."""
SESSIONS = Rates(each=Rate(200, 5), all=Rate(600, 20))
"""By address."""
SIGN_INS = Rates(each=Rate(60, 1), all=Rate(300, 10))
"""By address; each sign-in takes two requests, for each of which the provider is asked."""
PROGRAMS = Rates(each=Rate(60, 10), all=Rate(600, 60))
"""By key, or by address where none is needed: requests to REST and MCP."""
WRONG_KEYS = Rates(each=Rate(20, 0.2), all=Rate(200, 5))
"""By address; then no key is looked up."""
REFUSALS = Rates(each=Rate(1, 1 / 60), all=Rate(10, 1 / 6))
"""By address: refused keys that are recorded in the audit log."""
COMPARISONS = Rates(each=Rate(10, 0.5), all=Rate(20, 1))
"""By key, or by address: what is compared with all texts, one at a time."""
BODY, DRAFT_BODY, BODY_SECONDS = 100_000, 10 * MEGABYTE, 30
"""Bytes of a program's request, and of one that has a draft; how long it may take to come."""
OPEN_SESSIONS = 500
"""Most sessions that are open at once."""
MESSAGE_MEGABYTES = 1
"""Largest message of a page over its WebSocket, and most that its fields hold: a session keeps
several copies of that."""
UPLOAD_SECONDS = 600
"""Longest time that an upload may take, as room is held for it."""
DRAFTS = Sizes(file=53 * MEGABYTE, session=110 * MEGABYTE, all=250 * MEGABYTE)
"""What the pages Check and Note need, where the app does not add texts."""
TEXTS = Sizes(file=210 * MEGABYTE, session=430 * MEGABYTE, all=650 * MEGABYTE)
"""What adding texts needs; a file replaces the one before it only when it is there."""

QUEUE = Backlog(each=10, all=40, bytes=1_000 * MEGABYTE, ended=100)
"""Changes of the corpus that are ordered in the app; their files are on disk."""


class Limiter:
    """Counts uses against rates; may be used by several threads."""

    def __init__(self, rates: Rates, clock: Callable[[], float] = time.monotonic) -> None:
        self._rates = rates
        self._clock = clock
        self._lock = Lock()
        self._all = (float(rates.all.burst), clock())
        self._each: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> bool:
        """Whether a use is within the limits; if so, it counts."""
        each, of_all = self._rates.each, self._rates.all
        with self._lock:
            now = self._clock()
            own = _filled(self._each.get(key, (each.burst, now)), each, now)
            together = _filled(self._all, of_all, now)
            if own < 1 or together < 1:
                return False
            self._all = (together - 1, now)
            self._each[key] = (own - 1, now)
            self._each.move_to_end(key)
            if len(self._each) > KEYS:
                self._each.popitem(last=False)
            return True


def _filled(bucket: tuple[float, float], rate: Rate, now: float) -> float:
    """The tokens of a bucket now, by how many it had and when."""
    tokens, since = bucket
    return min(rate.burst, tokens + (now - since) * rate.per_second)
