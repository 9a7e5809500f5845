"""Tests of trying whether a server takes encrypted connections."""

import gc
import socket
import ssl
import threading
from collections.abc import Callable

import pytest
import trustme

from cmp_search.index.milvus.encryption import takes_encryption
from tests.index.milvus.namespace import reset

LOCAL = "127.0.0.1"


def _encrypted(connection: socket.socket) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("elsewhere.example").configure_cert(context)
    context.wrap_socket(connection, server_side=True).close()


def _plain(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    connection.close()


@pytest.mark.parametrize(("answer", "expected"), [(_encrypted, True), (_plain, False)])
def test_it_is_tried(answer: Callable[[socket.socket], None], expected: bool) -> None:
    with socket.create_server((LOCAL, 0)) as listening:
        thread = threading.Thread(target=lambda: answer(listening.accept()[0]))
        thread.start()
        assert takes_encryption(LOCAL, listening.getsockname()[1]) is expected
        thread.join()


def test_what_is_away_takes_none() -> None:
    with socket.create_server((LOCAL, 0)) as listening:
        port = listening.getsockname()[1]
    assert not takes_encryption(LOCAL, port)
    assert not takes_encryption("[::1]", port)


def _end_and_reset(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_WR)
    reset(connection)


@pytest.mark.parametrize("end", [reset, _end_and_reset, socket.socket.close])
def test_one_that_ends_at_once_takes_none_and_nothing_stays_open(
    end: Callable[[socket.socket], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server((LOCAL, 0)) as listening:
        connect = socket.socket.connect

        def connect_and_lose(client: socket.socket, address: tuple[str, int]) -> None:
            connect(client, address)
            end(listening.accept()[0])

        monkeypatch.setattr(socket.socket, "connect", connect_and_lose)
        assert not takes_encryption(LOCAL, listening.getsockname()[1])
    gc.collect()
