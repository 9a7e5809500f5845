"""Requests one after another, with a pause between them; redirects are followed."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from cmp_search.corpus.fetch.address import Address, Endpoint, parse_address
from cmp_search.corpus.fetch.exchange import Response, exchange
from cmp_search.corpus.fetch.network import Deadline, Network
from cmp_search.errors import AddressError, AnswerError
from cmp_search.version import __version__

USER_AGENT = f"cmp-search/{__version__} (gets the texts of a catalogue, one at a time, on request)"
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


class Session:
    """All requests of one run; there is never more than one connection."""

    def __init__(self, network: Network, endpoints: frozenset[Endpoint]) -> None:
        """Prepare requests to these hosts and ports only."""
        self.limits = network.limits
        self._network, self._endpoints = network, endpoints
        self._last_end: float | None = None

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Response]:
        """Request an address and follow its redirects; yields the final response.

        Raises:
            FetchError: see `exchange`; or it redirects too often, or to a host that is not allowed.
        """
        address = parse_address(url)
        sent = {"User-Agent": USER_AGENT, **headers}
        for _ in range(self.limits.max_redirects + 1):
            self._check(address)
            self._pause()
            try:
                with exchange(self._network, address, sent, deadline) as response:
                    if response.status not in _REDIRECTS:
                        yield response
                        return
                    address = address.joined(response.headers.get("location", ""))
            finally:
                self._last_end = time.monotonic()
        raise AnswerError("redirects_too_many", most=self.limits.max_redirects)

    def _check(self, address: Address) -> None:
        if address.endpoint not in self._endpoints:
            raise AddressError("redirect_elsewhere", host=address.authority)

    def _pause(self) -> None:
        """Wait until the pause after the last request is over."""
        if self._last_end is not None:
            time.sleep(max(0.0, self._last_end + self.limits.pause - time.monotonic()))
