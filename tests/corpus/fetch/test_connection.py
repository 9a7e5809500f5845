import socket
import threading
from contextlib import closing

import pytest

from cmp_search.corpus.fetch.address import Address, Endpoint
from cmp_search.corpus.fetch.connection import Backend
from cmp_search.corpus.fetch.exchange import exchange
from cmp_search.corpus.fetch.network import Deadline, IPAddress, Limits, Network
from cmp_search.errors import AddressError, TransferError
from tests.corpus.fetch.publisher import HOST, LOCAL, Publisher, is_local, page, resolver
from tests.raising import raises_code


def connect(network: Network, endpoint: Endpoint) -> None:
    """Connect as httpcore does, which would send its request next."""
    host, port = endpoint
    stream = Backend(network, Deadline(network.limits)).connect_tcp(host, port)
    stream.start_tls(network.trust(), host).close()


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["::1"],
        ["169.254.169.254"],
        ["8.8.8.8", "127.0.0.1"],
        ["127.0.0.1", "8.8.8.8"],
    ],
)
def test_a_name_with_an_address_that_is_not_public_is_not_connected_to(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "getaddrinfo", resolver({HOST: addresses}))
    monkeypatch.setattr(socket.socket, "connect", never)
    with raises_code(AddressError, "address_private"):
        connect(Network(), (HOST, publisher.port))


def test_the_other_end_is_looked_at_before_a_byte_is_sent(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: list[bytes] = []
    seen: list[IPAddress] = []

    def allows(address: IPAddress) -> bool:
        seen.append(address)
        return len(seen) < 2

    with closing(socket.create_server((LOCAL, 0))) as listener:

        def listen() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(2)
                received.append(connection.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        network = Network(allows, publisher.trust, Limits(read_timeout=1))
        with raises_code(AddressError, "address_private", address="127.0.0.1"):
            connect(network, (HOST, listener.getsockname()[1]))
        thread.join()
    assert received == [b""]
    assert len(seen) == 2


def test_the_next_address_is_tried_where_one_does_not_answer(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolver({HOST: ["::1", LOCAL]}))
    network = Network(lambda address: address.is_loopback, publisher.trust)
    publisher.pages["/fog"] = page(b"Fog rests.")
    address = Address(HOST, publisher.port, "/fog")
    with exchange(network, address, {}, Deadline(network.limits)) as response:
        assert b"".join(response.body) == b"Fog rests."
    assert publisher.paths == ["/fog"]


def test_a_certificate_of_someone_unknown_is_refused(publisher: Publisher) -> None:
    network = Network(is_local)
    with raises_code(TransferError, "certificate", host="texts.example"):
        connect(network, (HOST, publisher.port))
    assert publisher.requests == []


def test_a_certificate_for_another_name_is_refused(publisher: Publisher) -> None:
    network = publisher.network()
    with raises_code(TransferError, "certificate", host="elsewhere.example"):
        connect(network, ("elsewhere.example", publisher.port))
    assert publisher.requests == []


def test_a_name_that_nobody_knows(publisher: Publisher) -> None:
    network = publisher.network()
    with raises_code(TransferError, "host_unresolved", host="nowhere.example"):
        connect(network, ("nowhere.example", 443))


def test_a_port_where_nobody_listens(publisher: Publisher) -> None:
    with closing(socket.create_server((LOCAL, 0))) as unused:
        port = unused.getsockname()[1]
    with raises_code(TransferError, "host_unreachable", reason="connection refused"):
        connect(publisher.network(), (HOST, port))


def test_a_server_that_does_not_speak_tls(publisher: Publisher) -> None:
    with closing(socket.create_server((LOCAL, 0))) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        network = publisher.network()
        with raises_code(TransferError, "connection_unsafe"):
            connect(network, (HOST, listener.getsockname()[1]))
        thread.join()


def test_a_server_that_never_begins(publisher: Publisher) -> None:
    with closing(socket.create_server((LOCAL, 0))) as listener:
        network = publisher.network(read_timeout=0.1)
        with raises_code(TransferError, "connection_unsafe"):
            connect(network, (HOST, listener.getsockname()[1]))
