"""Files: uploads are for their own session, and a file for whoever was told of it."""

from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cmp_search.web.access.roles import Role
from tests.web.access.door import MEDIA, STREAM, App, Door, by
from tests.web.access.signing_in import EMAILS

pytestmark = pytest.mark.usefixtures("kept")


def test_uploads_of_another_s_session_are_not_to_be_had(door: Door) -> None:
    for who in (EMAILS[Role.EDITOR], EMAILS[Role.ADMINISTRATOR], EMAILS[Role.READER]):
        for session in ("own", "other", "none"):
            for method, path in (
                ("PUT", f"/_stcore/upload_file/{session}/file"),
                ("DELETE", f"/_stcore/upload_file/{session}/file"),
            ):
                is_own = (who, session) == (EMAILS[Role.READER], "own")
                assert door.status(by(who, method, path)) == (200 if is_own else 404)


def told(*, image: str = "", saved: str = "", made: str = "", words: str = "") -> Message:
    """What Streamlit sends for a page that has a file, or words that look like one."""
    sent = ForwardMsg()
    if made:
        sent.backend_operation_response.deferred_file.url = made
    elif image:
        sent.delta.new_element.imgs.imgs.add().url = image
    elif saved:
        sent.delta.new_element.download_button.url = saved
    else:
        sent.delta.new_element.text_area.default = words
    return {"type": "websocket.send", "bytes": sent.SerializeToString()}


@pytest.mark.parametrize("way", ["image", "saved", "made", "words"])
def test_a_file_is_for_whoever_was_told_of_it(tmp_path: Path, way: str) -> None:
    class Telling(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                await send(told(**{way: MEDIA}))
            await super().__call__(scope, receive, send)

    door, (rita, edith) = Door(tmp_path, Telling()), list(EMAILS.values())[:2]
    gone: Message = {"type": "websocket.disconnect"}
    assert door.status(by(rita, "GET", MEDIA)) == 404
    door.answer(by(rita, "WEBSOCKET", STREAM), [gone])
    assert door.status(by(rita, "GET", MEDIA)) == (404 if way == "words" else 200)
    assert door.status(by(edith, "GET", MEDIA)) == 404
    assert door.status(by(rita, "GET", "/media/other.png")) == 404
