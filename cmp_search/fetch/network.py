"""Connections, to public addresses only.

1. The name is resolved once. Each address it has must be public, else none is used.
2. The connection goes to one of these addresses, not to the name again.
3. The address at the other end of the socket is checked once more, before a byte is sent.
4. TLS begins; the certificate must be valid for the name, by the trust of the operating system.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cmp_search.errors import AddressError, TransferError
from cmp_search.fetch.address import Place
from cmp_search.readers import MAX_BYTES

PAUSE = 1.0
"""Seconds between the end of one request and the next."""
SILENCE = 30.0
"""Seconds to wait for the next byte."""
IN_ALL = 600.0
"""Seconds that one text may take, with its redirects."""
REDIRECTS = 5

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_PUBLIC = tuple(
    # Not in every Python's own list: IETF protocols, 6to4 relays and addresses, documentation.
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
)


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to one machine in the public internet."""
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
    """TLS that trusts the certificates that the operating system trusts."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and redirects; see the constants above."""

    pause: float = PAUSE
    silence: float = SILENCE
    in_all: float = IN_ALL
    size: int = MAX_BYTES
    redirects: int = REDIRECTS


@dataclass(frozen=True, slots=True)
class Network:
    """What may be reached and whom to trust; tests replace it, nothing else does."""

    allows: Callable[[IPAddress], bool] = is_public
    trust: Callable[[], ssl.SSLContext] = system_trust
    limits: Limits = field(default_factory=Limits)


class Watch:
    """The time that one text may take, and what is left of it."""

    def __init__(self, limits: Limits) -> None:
        """Start now."""
        self._limits = limits
        self._end = time.monotonic() + limits.in_all

    def patience(self) -> float:
        """How many seconds to wait for the next byte.

        Raises:
            TransferError: no time is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TransferError("transfer_slow", seconds=self._limits.in_all)
        return min(left, self._limits.silence)


def connect(network: Network, place: Place, watch: Watch) -> ssl.SSLSocket:
    """A TLS connection to a host.

    Raises:
        AddressError: the host has an address that is not public.
        TransferError: it cannot be reached, or its certificate is not trusted.
    """
    host, port = place
    plain = _reach(network, place, _resolve(network, place), watch)
    try:
        plain.settimeout(watch.patience())
        # A connection that ends without TLS's own farewell may have been cut by someone else.
        return network.trust().wrap_socket(plain, server_hostname=host, suppress_ragged_eofs=False)
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message or error
        raise TransferError("certificate", host=host, reason=reason) from error
    except OSError as error:
        raise TransferError(
            "connection_unsafe", host=f"{host}:{port}", reason=_why(error)
        ) from error
    finally:
        plain.close()  # Without effect where TLS has taken the socket over.


def _resolve(network: Network, place: Place) -> list[tuple[int, Any]]:
    """Step 1: the addresses of a host, each with its family."""
    host, port = place
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TransferError("host_unresolved", host=host) from error
    for *_, end in found:
        _check(network, host, str(end[0]))
    return [(family, end) for family, *_, end in found]


def _reach(
    network: Network, place: Place, ends: list[tuple[int, Any]], watch: Watch
) -> socket.socket:
    """Steps 2 and 3: a connection to the first address that answers."""
    last: OSError | None = None
    for family, end in ends:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(watch.patience())
            plain.connect(end)
            _check(network, place[0], str(plain.getpeername()[0]))
        except OSError as error:
            plain.close()
            last = error
        except BaseException:
            plain.close()
            raise
        else:
            return plain
    host, port = place
    raise TransferError("host_unreachable", host=f"{host}:{port}", reason=_why(last)) from last


def _check(network: Network, host: str, address: str) -> None:
    if not network.allows(ipaddress.ip_address(address)):
        raise AddressError("address_private", host=host, address=address)


def _why(error: OSError | None) -> str:
    """An error of the system in a few words."""
    words = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return str(words).lower().replace("_", " ")
