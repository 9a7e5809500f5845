import ipaddress
import socket
import ssl
import threading
from contextlib import closing

import pytest

from cmp_search.errors import AddressError, TransferError
from cmp_search.fetch.network import (
    IN_ALL,
    PAUSE,
    SILENCE,
    IPAddress,
    Limits,
    Network,
    Watch,
    connect,
    is_public,
    system_trust,
)
from cmp_search.readers import MAX_BYTES
from tests.fetch.publisher import HOST, LOCAL, Publisher, is_local, resolver
from tests.raising import raises_code


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.1",
        "192.88.99.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_addresses_that_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "205.193.1.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def test_the_limits_are_the_promised_ones() -> None:
    limits = Network().limits
    assert limits == Limits(PAUSE, SILENCE, IN_ALL, MAX_BYTES, 5)
    assert (SILENCE, IN_ALL, MAX_BYTES) == (30, 600, 200_000_000)
    assert PAUSE >= 0.5
    assert Network().allows is is_public


def test_certificates_are_checked_and_so_is_the_name() -> None:
    context = system_trust()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


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
        connect(Network(), (HOST, publisher.port), Watch(Limits()))


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
        network = Network(allows, publisher.trust, Limits(silence=1))
        with raises_code(AddressError, "address_private", address="127.0.0.1"):
            connect(network, (HOST, listener.getsockname()[1]), Watch(network.limits))
        thread.join()
    assert received == [b""]
    assert len(seen) == 2


def test_the_next_address_is_tried_where_one_does_not_answer(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolver({HOST: ["::1", LOCAL]}))
    network = Network(lambda address: address.is_loopback, publisher.trust, Limits(silence=1))
    with connect(network, (HOST, publisher.port), Watch(network.limits)) as sock:
        assert sock.getpeername()[0] == LOCAL


def test_a_certificate_of_someone_unknown_is_refused(publisher: Publisher) -> None:
    network = Network(is_local, limits=Limits(silence=1))
    with raises_code(TransferError, "certificate", host="texts.example"):
        connect(network, (HOST, publisher.port), Watch(network.limits))
    assert publisher.requests == []


def test_a_certificate_for_another_name_is_refused(publisher: Publisher) -> None:
    network = publisher.network()
    with raises_code(TransferError, "certificate", host="elsewhere.example"):
        connect(network, ("elsewhere.example", publisher.port), Watch(network.limits))
    assert publisher.requests == []


def test_a_name_that_nobody_knows(publisher: Publisher) -> None:
    network = publisher.network()
    with raises_code(TransferError, "host_unresolved", host="nowhere.example"):
        connect(network, ("nowhere.example", 443), Watch(network.limits))


def test_a_port_where_nobody_listens(publisher: Publisher) -> None:
    with closing(socket.create_server((LOCAL, 0))) as unused:
        port = unused.getsockname()[1]
    with raises_code(TransferError, "host_unreachable", reason="connection refused"):
        connect(publisher.network(), (HOST, port), Watch(Limits()))


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
            connect(network, (HOST, listener.getsockname()[1]), Watch(network.limits))
        thread.join()


def test_a_server_that_never_begins(publisher: Publisher) -> None:
    with closing(socket.create_server((LOCAL, 0))) as listener:
        network = publisher.network(silence=0.1)
        with raises_code(TransferError, "connection_unsafe"):
            connect(network, (HOST, listener.getsockname()[1]), Watch(network.limits))
