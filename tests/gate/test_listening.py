"""Where the app cannot listen, a line says why and what to do."""

import errno
import socket

import pytest

from cmp_search.errors import ServingError
from cmp_search.gate.listening import check_can_listen
from tests.browser.driving import free_port
from tests.raising import raises_code


def test_a_port_is_free_until_something_listens_there() -> None:
    port = free_port()
    check_can_listen("localhost", port)
    with socket.create_server(("127.0.0.1", port)):
        with raises_code(ServingError, "serving_port_taken", port=str(port)):
            check_can_listen("localhost", port)


def test_an_address_of_another_machine_is_none_to_listen_at() -> None:
    with raises_code(ServingError, "serving_address", address="192.0.2.1"):
        check_can_listen("192.0.2.1", free_port())


def test_a_port_that_the_system_keeps_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("cmp_search.gate.listening.socket.socket.bind", refused)
    with raises_code(ServingError, "serving_port_closed", port="80"):
        check_can_listen("localhost", 80)
