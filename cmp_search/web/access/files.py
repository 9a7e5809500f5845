"""Whose the files are that Streamlit keeps: of whoever was told of them, over a WebSocket.

Streamlit serves a file to everybody who knows its address, and its own record of sessions does not
have those that are made when somebody saves them.
"""

from collections import OrderedDict
from pathlib import PurePosixPath

from starlette.types import Message, Send

from cmp_search.web.access.streamlit_parts import files_told

MOST_FILES = 10_000
"""Files that are known; the one longest not told of goes first."""


class Files:
    """Who was told of which file; used by the server's one thread."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, set[str]] = OrderedDict()

    def has(self, path: str, email: str) -> bool:
        """Whether somebody was told of the file at a path."""
        return email in self._told.get(PurePosixPath(path).stem, ())

    def noting(self, send: Send, email: str) -> Send:
        """Sends to somebody over a WebSocket, and notes the files that they are told of."""

        async def sent(message: Message) -> None:
            data = message.get("bytes")
            for path in files_told(data) if isinstance(data, bytes) else ():
                self._note(PurePosixPath(path).stem, email)
            await send(message)

        return sent

    def _note(self, id: str, email: str) -> None:
        self._told.setdefault(id, set()).add(email)
        self._told.move_to_end(id)
        if len(self._told) > MOST_FILES:
            self._told.popitem(last=False)
