"""Closes a WebSocket when whoever opened it may no more.

1. A message is handed on only if they may at that moment.
2. Where none comes, it is looked at every second.
3. When they may not, the browser is told that the socket is closed, the app that it was; what the
   app has yet to send is dropped.
"""

import asyncio
from collections.abc import Callable

from starlette.types import Message, Receive, Send

from cmp_search.gate.refusal import POLICY_VIOLATION

LOOK_S = 1.0
"""How often it is looked at while no message comes."""


def closing(may: Callable[[], bool], receive: Receive, send: Send) -> tuple[Receive, Send]:
    """What a WebSocket receives from and sends to; `may` says whether it may be open."""
    is_closed = False
    coming: asyncio.Future[Message] | None = None

    async def received() -> Message:
        nonlocal coming, is_closed
        coming = coming or asyncio.ensure_future(receive())
        while not is_closed:
            await asyncio.wait({coming}, timeout=LOOK_S)
            if not may():
                is_closed = True
                coming.cancel()
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            elif coming.done():
                message, coming = coming.result(), None
                return message
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def sent(message: Message) -> None:
        if not is_closed:
            await send(message)

    return received, sent
