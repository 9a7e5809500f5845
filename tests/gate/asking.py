"""Requests to the gate, without a server."""

from typing import Any

from starlette.types import Scope

Header = tuple[str, str]
OWN = ("host", "127.0.0.1:8501")
OWN_ORIGIN = ("origin", "http://127.0.0.1:8501")


def scope(method: str, path: str, *headers: Header, **more: Any) -> Scope:
    """A request that reached the server at a loopback address; WEBSOCKET is a handshake."""
    is_socket = method == "WEBSOCKET"
    return {
        "type": "websocket" if is_socket else "http",
        **({} if is_socket else {"method": method}),
        "scheme": "ws" if is_socket else "http",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 50_000),
        **more,
    }
