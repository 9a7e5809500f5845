"""One request and its response, over a connection of its own: HTTP/1.1 by httpcore."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2

from cmp_search.corpus.fetch.address import Address
from cmp_search.corpus.fetch.connection import Backend, Stream
from cmp_search.corpus.fetch.network import Deadline, Network
from cmp_search.errors import AnswerError


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers by lower-case name, the stated length, and the body as it comes."""

    address: Address
    status: int
    headers: Mapping[str, str]
    length: int | None
    body: Iterator[bytes]


@contextmanager
def exchange(
    network: Network, address: Address, headers: Mapping[str, str], deadline: Deadline
) -> Iterator[Response]:
    """Request an address; yields the response, whose body can be read until the block ends.

    Raises:
        AddressError: the host is not public.
        TransferError: it cannot be reached, or the connection breaks.
        AnswerError: it violates HTTP. Reading the body may raise both errors, too.
    """
    url = httpcore2.URL(scheme="https", host=address.host, port=address.port, target=address.target)
    sent = [*{"Host": address.authority, "Connection": "close", **headers}.items()]
    with httpcore2.HTTPConnection(
        url.origin, network.trust(), network_backend=Backend(network, deadline)
    ) as connection:
        with _protocol_errors(address.host):
            reply = connection.handle_request(httpcore2.Request("GET", url, headers=sent))
        received: dict[str, str] = {}
        for name, value in reply.headers:
            received.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
        length = None
        if "transfer-encoding" not in received:
            length = int(received["content-length"]) if "content-length" in received else None
            reply.extensions["network_stream"].expect_body(length)
        yield Response(address, reply.status, received, length, _body(reply, address.host))


def _body(reply: httpcore2.Response, host: str) -> Iterator[bytes]:
    """The body piece by piece; nothing may follow it."""
    with _protocol_errors(host):
        yield from reply.iter_stream()
    stream: Stream = reply.extensions["network_stream"]
    if stream.has_more():
        raise AnswerError("http_excess", host=host)


@contextmanager
def _protocol_errors(host: str) -> Iterator[None]:
    """Report violations of HTTP as our own errors."""
    try:
        yield
    except httpcore2.RemoteProtocolError as error:
        raise AnswerError("http_broken", host=host, reason=error) from error
