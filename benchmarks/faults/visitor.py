"""A visitor of the running app, without a browser: it speaks Streamlit's protocol.

1. A session is a WebSocket. What a browser does is told to the server as a BackMsg, and what is to
   be drawn comes as ForwardMsgs; both are protobuf.
2. A question is asked by its address, as where a visitor follows a link: the script is run with
   that query.
3. The answer is there when the script has finished; its last line says which index was searched.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_S = 120
"""How long an answer is waited for."""
_INDEX = re.compile(r", index ([0-9a-f]+)\.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a question: when it was asked and answered, by one clock, and what was drawn.

    `index` is the fingerprint that the answer names; empty if there is no answer.
    """

    asked: float
    answered: float
    drawn: str
    index: str

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.answered - self.asked


class Visitor:
    """A session of the app; make it with `visiting`."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def ask(self, question: str) -> Seen:
        """Ask a question, and wait until all of its answer was drawn (steps 2 and 3).

        Raises:
            TimeoutError: it did not come.
        """
        asked = monotonic()
        async with asyncio.timeout(PATIENCE_S):
            drawn = await self._drawn({"q": question})
        found = _INDEX.search(drawn)
        return Seen(asked, monotonic(), drawn, found[1] if found else "")

    async def open_page(self) -> None:
        """Draw the page without a question."""
        await self._drawn({})

    async def _drawn(self, query: dict[str, str]) -> str:
        """All HTML and messages of one run of the script."""
        run = BackMsg()
        run.rerun_script.query_string = urlencode(query)
        await self._connection.send(run.SerializeToString())
        pieces: list[str] = []
        async for data in self._connection:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                pieces += [element.html.body, element.alert.body]
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
        return "\n".join(filter(None, pieces))


@asynccontextmanager
async def visiting(address: str) -> AsyncIterator[Visitor]:
    """A new session of the app at an address."""
    place = urlsplit(address).netloc
    async with connect(
        f"ws://{place}/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE_S,
    ) as connection:
        yield Visitor(connection)
