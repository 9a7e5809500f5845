"""Whether a server answers: told to the operator's log once when it goes, once when it is back."""

from threading import Lock
from time import monotonic

from cmp_search.index.address import Address
from cmp_search.logs import tell
from cmp_search.logs.events.serving import EngineAway, EngineBack


class Presence:
    """Whether one server answers; used by any number of threads."""

    def __init__(self, address: Address) -> None:
        """Begin with a server that answers; its address has no password."""
        self._address = address
        self._lock = Lock()
        self._since: float | None = None

    def is_away(self, code: str) -> None:
        """Note that it did not answer, with the code of the error."""
        with self._lock:
            if self._since is not None:
                return
            self._since = monotonic()
        tell(EngineAway(self._address, code))

    def is_here(self) -> None:
        """Note that it answered."""
        if self._since is None:
            return
        with self._lock:
            since, self._since = self._since, None
        if since is not None:
            tell(EngineBack(self._address, monotonic() - since))
