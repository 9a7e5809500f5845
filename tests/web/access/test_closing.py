"""Sockets: closed when a sign-in ends or a role is changed."""

import time
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from cmp_search.gate.refusal import POLICY_VIOLATION
from cmp_search.web.access import closing
from cmp_search.web.access.roles import Role
from tests.web.access.door import STREAM, App, Door, by
from tests.web.access.signing_in import EMAILS

pytestmark = pytest.mark.usefixtures("kept")


def message(query: str = "") -> Message:
    said = BackMsg()
    said.rerun_script.query_string = query
    return {"type": "websocket.receive", "bytes": said.SerializeToString()}


CLOSE = {"type": "websocket.close", "code": POLICY_VIOLATION}


def test_a_socket_is_closed_when_its_sign_in_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "LOOK_S", 0.02)
    door = Door(tmp_path, App(), hours=0.3 / 3600)
    asked = by(EMAILS[Role.READER], "WEBSOCKET", STREAM, iat=time.time())
    sent = door.answer(asked, [message()])
    assert [one["type"] for one in sent][-1] == "websocket.close"
    assert sent[-1] == CLOSE
    assert [one["type"] for one in door.app.messages] == [
        "websocket.connect",
        "websocket.receive",
        "websocket.disconnect",
    ]


@pytest.mark.parametrize("instead", ["@others.example", "edith@editor.example"])
def test_a_message_after_a_role_was_changed_is_not_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instead: str
) -> None:
    """A role that is taken away, and one that becomes another: `editor` becomes `reader`."""

    class Changing(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def changed() -> Message:
                if len(self.messages) == 2:
                    text = guarded.policy.read_text().replace('"edith@editor.example", ', "")
                    guarded.policy.write_text(text.replace("@reader.example", instead))
                return await receive()

            await super().__call__(scope, changed, send)

    guarded = Door(tmp_path, Changing())
    asked = by(EMAILS[Role.EDITOR], "WEBSOCKET", STREAM)
    sent = guarded.answer(asked, [message("1"), message("2"), message("3")])
    assert sent[-1] == CLOSE
    assert [one.get("bytes") for one in guarded.app.messages[1:]] == [message("1")["bytes"], None]


def test_the_app_may_close_a_socket_itself(door: Door) -> None:
    sent = door.answer(
        by(EMAILS[Role.READER], "WEBSOCKET", STREAM), [{"type": "websocket.disconnect"}]
    )
    assert [one["type"] for one in sent] == ["websocket.accept", "websocket.send", "websocket.send"]
