"""What is said over a WebSocket: the kinds of message that are listed; others are dropped.

Streamlit takes more than the pages of the app say. With one word (`clear_cache`) any visitor would
throw away what all share, the loaded model among it, as often as they like; another has files
written into the folder of the app (`install_skills`); others tell of the checkout that the server
runs from, or have a page drawn again when its source changes. A kind that a new version adds is
dropped, too, until it is listed here.
"""

from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg

from cmp_search.gate.limits import MEGABYTE, MESSAGE_MEGABYTES

OPERATION = "backend_operation_request"
"""What the server is to do for a page; a kind of its own in each message says what."""
LISTED = frozenset(("rerun_script", "stop_script", "app_heartbeat", "file_urls_request", OPERATION))
"""Draw a page, stop that, keep the socket open, where to upload, and what an operation is."""
OPERATIONS = frozenset(("deferred_file",))
"""Make a file that is to be saved."""


def listed(receive: Receive) -> Receive:
    """What a WebSocket receives, without the messages whose kind is not listed."""

    async def received() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or _is_listed(message.get("bytes")):
                return message

    return received


def _is_listed(data: bytes | None) -> bool:
    """Whether a message may pass.

    What is none or too large passes, as Streamlit closes the socket for it.
    """
    if data is None or len(data) > MESSAGE_MEGABYTES * MEGABYTE:
        return True
    said = BackMsg()
    try:
        said.ParseFromString(data)
    except Exception:  # Protobuf's own, of which its types say nothing.
        return True
    kind = said.WhichOneof("type")
    if kind == OPERATION:
        return said.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in LISTED
