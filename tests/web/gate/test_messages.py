"""What is said over a WebSocket: what pages say is handed on, and nothing else."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from cmp_search.gate.hosts import Allowed
from cmp_search.web.gate.messages import LISTED, OPERATION
from cmp_search.web.gate.middleware import Gate
from cmp_search.web.gate.routes import HANDSHAKE, routes_of
from tests.gate.asking import OWN, OWN_ORIGIN, scope

KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
_OPERATION = BackMsg.DESCRIPTOR.fields_by_name[OPERATION].message_type
OPERATION_KINDS = [field.name for field in _OPERATION.oneofs_by_name["payload"].fields]


def said(kind: str) -> bytes:
    """A message of a kind, as a browser sends it."""
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True)
    data: bytes = message.SerializeToString()
    return data


def handed_on(messages: Sequence[Message]) -> list[Message]:
    """What is received behind the gate over a socket on which these come, and then its end."""
    coming, seen = iter([*messages, {"type": "websocket.disconnect"}]), list[Message]()

    async def app(_: Scope, receive: Receive, __: Send) -> None:
        while not seen or seen[-1]["type"] != "websocket.disconnect":
            seen.append(await receive())

    async def receive() -> Message:
        return next(coming)

    async def send(_: Message) -> None:
        raise AssertionError("the gate refused the handshake")

    gate = Gate(app, Allowed(), routes_of(["read"]))
    asyncio.run(gate(scope(HANDSHAKE, "/_stcore/stream", OWN, OWN_ORIGIN), receive, send))
    return seen[:-1]


@pytest.mark.parametrize("kind", sorted({*KINDS} - {OPERATION}))
def test_what_is_listed_is_handed_on_and_nothing_else(kind: str) -> None:
    message = {"type": "websocket.receive", "bytes": said(kind)}
    assert handed_on([message]) == ([message] if kind in LISTED else [])


@pytest.mark.parametrize("operation", ["", *OPERATION_KINDS])
def test_of_operations_only_the_making_of_a_file_is_handed_on(operation: str) -> None:
    said = BackMsg()
    said.backend_operation_request.request_id = "1"
    if operation:
        getattr(said.backend_operation_request, operation).SetInParent()
    message = {"type": "websocket.receive", "bytes": said.SerializeToString()}
    assert handed_on([message]) == ([message] if operation == "deferred_file" else [])


def test_nobody_has_files_written_into_the_app() -> None:
    assert {"deferred_file", "install_skills"} <= {*OPERATION_KINDS}


def test_nobody_clears_what_all_share() -> None:
    assert "clear_cache" in KINDS and "clear_cache" not in LISTED
    assert set(KINDS) >= LISTED, "each is a kind that Streamlit knows"


def test_the_last_of_two_kinds_in_one_message_counts() -> None:
    both = said("rerun_script") + said("clear_cache")
    assert handed_on([{"type": "websocket.receive", "bytes": both}]) == []


@pytest.mark.parametrize(
    "message",
    [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "text": "words"},
        {"type": "websocket.receive", "bytes": b"\xff\xff"},
    ],
)
def test_what_is_no_such_message_is_left_to_streamlit(message: Message) -> None:
    assert handed_on([message]) == [message]
