"""A session of the app by somebody who signed in, without a browser."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_S = 60
XSRF = "_streamlit_xsrf"


class Session:
    """An open session; `id` and the files of its page are known once a page was drawn."""

    def __init__(self, person: httpx2.Client, connection: ClientConnection, address: str) -> None:
        self.connection = connection
        self.id = ""
        self._person = person
        self._headers = {"origin": address, "x-xsrftoken": person.cookies.get(XSRF) or ""}

    def draw(self, page: str, **query: str) -> list[ForwardMsg]:
        """Have a page drawn; returns all that was sent for it."""
        run = BackMsg()
        run.rerun_script.query_string = urlencode(query)
        run.rerun_script.page_name = page
        self.connection.send(run.SerializeToString())
        drawn: list[ForwardMsg] = []
        while True:
            message = _message(self.connection.recv(PATIENCE_S))
            drawn.append(message)
            if message.WhichOneof("type") == "new_session":
                self.id = message.new_session.initialize.session_id
            if (
                message.WhichOneof("type") == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                return drawn

    def save(self, drawn: Sequence[ForwardMsg]) -> str:
        """Click the first button of a page that saves a file; returns where the file is."""
        asked = BackMsg()
        asked.backend_operation_request.session_id = self.id
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.deferred_file.file_id = _first_file(drawn)
        self.connection.send(asked.SerializeToString())
        while True:
            answer = _message(self.connection.recv(PATIENCE_S))
            if answer.HasField("backend_operation_response"):
                return answer.backend_operation_response.deferred_file.url

    def upload(self, session: str) -> int:
        """The status of an upload to a session."""
        path = f"/_stcore/upload_file/{session}/file"
        files = {"file": ("a.txt", b"words")}
        return self._person.put(path, files=files, headers=self._headers).status_code

    def remove(self, session: str) -> int:
        """The status of taking that upload away."""
        path = f"/_stcore/upload_file/{session}/file"
        return self._person.delete(path, headers=self._headers).status_code


def _first_file(drawn: Sequence[ForwardMsg]) -> str:
    ids = (message.delta.new_element.download_button.deferred_file_id for message in drawn)
    return next(filter(None, ids))


def _message(data: str | bytes) -> ForwardMsg:
    assert isinstance(data, bytes)
    message: ForwardMsg = ForwardMsg.FromString(data)
    return message


@contextmanager
def session_of(person: httpx2.Client, address: str, resumed: str = "") -> Iterator[Session]:
    """A session of somebody, who may ask for one that there was; closed at the end of the block.

    Raises:
        websockets.exceptions.InvalidStatus: it was refused.
    """
    person.get("/_stcore/health")
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    asked = ["streamlit", (person.cookies.get(XSRF) or "none").strip('"'), resumed]
    with connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol(one) for one in asked if one],
        additional_headers={"Cookie": cookies},
        proxy=None,
        max_size=None,
    ) as connection:
        yield Session(person, connection, address)
