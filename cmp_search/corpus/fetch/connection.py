"""The connections beneath httpcore: to public addresses only, within the deadline.

1. The name is resolved once. Every address it has must be public, or none is used.
2. The connection goes to one of these addresses, not to the name again.
3. The address at the other end of the socket is checked once more before a byte is sent.
4. TLS starts; the certificate must be valid for the name and trusted by the operating system.
5. httpcore would drop what follows a response. It therefore never gets a byte beyond the end: heads
   and chunks end with a line and are handed over line by line, other bodies by their length.
"""

import io
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2

from cmp_search.corpus.fetch.address import Endpoint
from cmp_search.corpus.fetch.network import Deadline, Network
from cmp_search.errors import AddressError, TransferError

CLOSE_TIMEOUT = 1.0
"""Seconds within which a server that was asked to close the connection should have done so."""


class Backend(httpcore2.NetworkBackend):
    """Connects to public addresses. Its deadline stands in for httpcore's own timeouts."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        """Prepare; nothing is connected yet."""
        self._network, self._deadline = network, deadline

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> "Stream":
        """Steps 1 to 3: a connection to the first address that answers.

        Raises:
            AddressError: the host has an address that is not public.
            TransferError: it cannot be reached.
        """
        last: OSError | None = None
        for family, address in self._resolve(host, port):
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(self._deadline.timeout())
                sock.connect(address)
                self._check(host, str(sock.getpeername()[0]))
            except OSError as error:
                sock.close()
                last = error
            except BaseException:
                sock.close()
                raise
            else:
                return Stream(sock, (host, port), self._deadline)
        raise TransferError("host_unreachable", host=f"{host}:{port}", reason=_why(last)) from last

    def _resolve(self, host: str, port: int) -> list[tuple[int, Any]]:
        """Step 1: the addresses of a host, each with its family."""
        try:
            resolved = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise TransferError("host_unresolved", host=host) from error
        for *_, address in resolved:
            self._check(host, str(address[0]))
        return [(family, address) for family, *_, address in resolved]

    def _check(self, host: str, address: str) -> None:
        if not self._network.allows(ipaddress.ip_address(address)):
            raise AddressError("address_private", host=host, address=address)


class Stream(httpcore2.NetworkStream):
    """The bytes of one connection, first without TLS, then with it."""

    def __init__(self, sock: socket.socket, endpoint: Endpoint, deadline: Deadline) -> None:
        """Take over a connected socket; the head of a response comes first."""
        self._sock, self._endpoint, self._deadline = sock, endpoint, deadline
        self._host = endpoint[0]
        self._received = io.BytesIO()
        self._by_line = True
        self._length: int | None = None

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        *_: object,
        **__: object,
    ) -> "Stream":
        """Step 4.

        Raises:
            TransferError: there is no TLS there, or the certificate is not trusted.
        """
        host, port = self._endpoint
        try:
            self._sock.settimeout(self._deadline.timeout())
            # A connection that ends without TLS's close_notify may have been cut by a third party.
            tls = ssl_context.wrap_socket(
                self._sock, server_hostname=server_hostname, suppress_ragged_eofs=False
            )
        except ssl.SSLCertVerificationError as error:
            reason = error.verify_message or error
            raise TransferError("certificate", host=host, reason=reason) from error
        except OSError as error:
            raise TransferError(
                "connection_unsafe", host=f"{host}:{port}", reason=_why(error)
            ) from error
        finally:
            self._sock.close()  # Has no effect once TLS has taken the socket over.
        return Stream(tls, self._endpoint, self._deadline)

    def expect_body(self, length: int | None) -> None:
        """Step 5: an unchunked body follows, of this length or until the connection ends."""
        self._by_line, self._length = False, length

    def read(self, max_bytes: int, *_: object, **__: object) -> bytes:
        """The next piece of a response; empty at the end of a body that the connection ends.

        Raises:
            TransferError: the connection ends too early, or nothing arrives in time.
        """
        if not (data := self._take(max_bytes)):
            with self._waiting():
                self._received = io.BytesIO(self._sock.recv(max_bytes))
            data = self._take(max_bytes)
        if not data and (self._by_line or self._length is not None):
            raise self._broken()
        return data

    def has_more(self) -> bool:
        """Whether more bytes follow the response that has been read."""
        if self._received.read(1):
            return True
        try:
            self._sock.settimeout(CLOSE_TIMEOUT)
            return bool(self._sock.recv(1))
        except OSError:
            return False

    def write(self, buffer: bytes, *_: object, **__: object) -> None:
        """Send a piece of the request; raises the same errors as `read`."""
        with self._waiting():
            self._sock.sendall(buffer)

    def close(self) -> None:
        """Close the connection."""
        self._sock.close()

    def _take(self, max_bytes: int) -> bytes:
        """The received part of a line or body, never more than belongs to the response."""
        if self._by_line:
            return self._received.readline(max_bytes)
        if self._length is None:
            return self._received.read(max_bytes)
        data = self._received.read(min(max_bytes, self._length))
        self._length -= len(data)
        return data

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Keep to the deadline; report socket errors as ours."""
        try:
            self._sock.settimeout(self._deadline.timeout())
            yield
        except TimeoutError as error:
            self._deadline.timeout()
            raise TransferError("server_silent", host=self._host) from error
        except OSError as error:
            raise self._broken() from error

    def _broken(self) -> TransferError:
        return TransferError("connection_broken", host=self._host)


def _why(error: OSError | None) -> str:
    """An operating system's error in a few words."""
    words = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return str(words).lower().replace("_", " ")
