"""One request and its answer, in HTTP/1.1 over a connection of its own.

h11 knows the protocol and never touches the socket, so that each wait here has a limit and what
follows the end of an answer is seen.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import h11

from cmp_search.errors import AnswerError, TransferError
from cmp_search.fetch.address import Address
from cmp_search.fetch.network import Network, Watch, connect

CHUNK = 65_536
AFTERWARDS = 1.0
"""Seconds in which a server that was asked to close the connection should have done so."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and the body as it comes."""

    address: Address
    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]

    @property
    def length(self) -> int | None:
        """How many bytes the body has by its header; None where that is not said."""
        if "transfer-encoding" in self.headers or "content-length" not in self.headers:
            return None
        return int(self.headers["content-length"])


@contextmanager
def exchange(
    network: Network, address: Address, headers: Mapping[str, str], watch: Watch
) -> Iterator[Answer]:
    """Ask for an address; gives the answer while its body can be read.

    Raises:
        AddressError: the host is not public.
        TransferError: it cannot be reached or breaks off; reading the body raises this too.
        AnswerError: it does not speak HTTP as it should; reading the body raises this too.
    """
    with connect(network, address.place, watch) as sock:
        line = _Line(sock, watch, address.host)
        line.send(
            h11.Request(
                method="GET",
                target=address.target,
                headers=[*{"Host": address.authority, "Connection": "close", **headers}.items()],
            )
        )
        event = line.next()
        while isinstance(event, h11.InformationalResponse):
            event = line.next()
        if not isinstance(event, h11.Response):
            raise AnswerError("http_not_spoken", host=address.host)
        got: dict[str, str] = {}
        for name, value in event.headers:
            got.setdefault(name.decode("latin-1"), value.decode("latin-1"))
        yield Answer(address, event.status_code, got, line.body())


class _Line:
    """A connection with what has been said on it."""

    def __init__(self, sock: ssl.SSLSocket, watch: Watch, host: str) -> None:
        self._sock, self._watch, self._host = sock, watch, host
        self._http = h11.Connection(h11.CLIENT)
        self._ended = False

    def send(self, request: h11.Request) -> None:
        """Send a request that has no body."""
        data = (self._http.send(request) or b"") + (self._http.send(h11.EndOfMessage()) or b"")
        with self._failures():
            self._sock.settimeout(self._watch.patience())
            self._sock.sendall(data)

    def next(self) -> object:
        """The next thing that the server says."""
        with self._failures():
            while (event := self._http.next_event()) is h11.NEED_DATA:
                self._sock.settimeout(self._watch.patience())
                data = self._sock.recv(CHUNK)
                self._ended = not data
                self._http.receive_data(data)
        return event

    def body(self) -> Iterator[bytes]:
        """The body piece by piece, to its true end."""
        while isinstance(event := self.next(), h11.Data):
            yield bytes(event.data)
        if self._http.trailing_data[0] or self._says_more():
            raise AnswerError("http_excess", host=self._host)

    def _says_more(self) -> bool:
        """Whether more comes after the end of the answer."""
        if self._ended:
            return False
        try:
            self._sock.settimeout(AFTERWARDS)
            return bool(self._sock.recv(1))
        except OSError:
            return False

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Turn what went wrong on the way into errors of our own."""
        try:
            yield
        except h11.RemoteProtocolError as error:
            if self._ended:
                raise TransferError("connection_broken", host=self._host) from error
            raise AnswerError("http_broken", host=self._host, reason=error) from error
        except TimeoutError as error:
            self._watch.patience()
            raise TransferError("server_silent", host=self._host) from error
        except OSError as error:
            raise TransferError("connection_broken", host=self._host) from error
