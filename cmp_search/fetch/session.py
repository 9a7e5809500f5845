"""Requests one after the other, with a pause between them, and the redirects that they meet."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from cmp_search import __version__
from cmp_search.errors import AddressError, AnswerError
from cmp_search.fetch.address import Address, Place, parse_address
from cmp_search.fetch.exchange import Answer, exchange
from cmp_search.fetch.network import Network, Watch

USER_AGENT = f"cmp-search/{__version__} (gets the texts of a catalogue, one at a time, on request)"
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


class Session:
    """All requests of one run; there is never more than one connection."""

    def __init__(self, network: Network, places: frozenset[Place]) -> None:
        """Prepare to ask these hosts and no others."""
        self.limits = network.limits
        self._network, self._places = network, places
        self._last: float | None = None

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str], watch: Watch) -> Iterator[Answer]:
        """Ask for an address and go where it redirects; gives the answer that is none.

        Raises:
            FetchError: see `exchange`; or it redirects too often or to somewhere else.
        """
        address = parse_address(url)
        for _ in range(self.limits.redirects + 1):
            self._check(address)
            self._rest()
            try:
                with exchange(self._network, address, self._headers(headers), watch) as answer:
                    if answer.status not in _REDIRECTS:
                        yield answer
                        return
                    address = address.joined(answer.headers.get("location", ""))
            finally:
                self._last = time.monotonic()
        raise AnswerError("redirects_too_many", most=self.limits.redirects)

    def _check(self, address: Address) -> None:
        if address.place not in self._places:
            raise AddressError("redirect_elsewhere", host=address.authority)

    def _rest(self) -> None:
        """Wait until the pause since the last request is over."""
        if self._last is not None:
            time.sleep(max(0.0, self._last + self.limits.pause - time.monotonic()))

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {"User-Agent": USER_AGENT, **headers}
