"""What may be reached, which certificates are trusted, and how long it may take."""

import ipaddress
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cmp_search.errors import TransferError
from cmp_search.readers import MAX_BYTES

PAUSE = 1.0
"""Seconds between the end of one request and the next."""
READ_TIMEOUT = 30.0
"""Seconds to wait for the next byte."""
TOTAL_TIMEOUT = 600.0
"""Seconds that one text may take, redirects included."""
MAX_REDIRECTS = 5

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_PUBLIC = tuple(
    # Missing from some Pythons' own list: IETF protocols, 6to4 relays and addresses, documentation.
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
)


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to a single machine on the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address not in _GLOBAL_V6:
            return False
    listed = any(address in network for network in _NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not listed


def system_trust() -> ssl.SSLContext:
    """A TLS context that trusts the certificates that the operating system trusts."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits in seconds, bytes and redirects; see the constants above."""

    pause: float = PAUSE
    read_timeout: float = READ_TIMEOUT
    total_timeout: float = TOTAL_TIMEOUT
    max_bytes: int = MAX_BYTES
    max_redirects: int = MAX_REDIRECTS


@dataclass(frozen=True, slots=True)
class Network:
    """Which addresses may be reached, and which certificates trusted; only tests replace it."""

    allows: Callable[[IPAddress], bool] = is_public
    trust: Callable[[], ssl.SSLContext] = system_trust
    limits: Limits = field(default_factory=Limits)


class Deadline:
    """When the transfer of one text must be over."""

    def __init__(self, limits: Limits) -> None:
        """Start the clock."""
        self._limits = limits
        self._end = time.monotonic() + limits.total_timeout

    def timeout(self) -> float:
        """How many seconds the next step may wait.

        Raises:
            TransferError: no time is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TransferError("transfer_slow", seconds=self._limits.total_timeout)
        return min(left, self._limits.read_timeout)
