"""The gate in front of Streamlit: nothing that it refuses is seen by anything behind it.

1. Where a request or handshake comes from (`hosts`).
2. Whether its route is open to its method (`routes`).
3. Over an open WebSocket, only messages of the kinds that pages send are handed on (`messages`).

Behind it come the guard, where people sign in (`access/guard.py`), and the limits (`limiting`).
"""

from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.gate.hosts import Allowed
from cmp_search.gate.refusal import Refusal
from cmp_search.web.gate.answering import refuse
from cmp_search.web.gate.messages import listed
from cmp_search.web.gate.routes import Route, find_route


class Gate:
    """ASGI middleware; for HTTP and for WebSockets."""

    def __init__(self, app: ASGIApp, allowed: Allowed, routes: Sequence[Route]) -> None:
        self._app = app
        self._allowed = allowed
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal:
            await refuse(refusal, scope, receive, send)
        else:
            handed_on = listed(receive) if scope["type"] == "websocket" else receive
            await self._app(scope, handed_on, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        if refusal := self._allowed.refusal(scope):
            return refusal
        route = find_route(self._routes, scope)
        return route if isinstance(route, Refusal) else None
