"""The gate in front of Streamlit: nothing that it refuses is seen by anything behind it.

1. Where a request or handshake comes from (`hosts`).
2. Whether its route is open to its method (`routes`).
3. Whether more of it may be taken now: sessions and uploads, by rate and by size (`limits`).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.locales import messages_for
from cmp_search.web.gate.hosts import Allowed
from cmp_search.web.gate.limits import OPEN_SESSIONS, SESSIONS, UPLOAD_SECONDS, UPLOADS, Limiter
from cmp_search.web.gate.refusal import Refusal
from cmp_search.web.gate.routes import Route, Use, find_route
from cmp_search.web.gate.uploads import Uploads, session_of
from cmp_search.web.language_switch import preferred_language

Admission = AbstractAsyncContextManager[None]
"""What is held while a request is answered."""
POLICY_VIOLATION = 1008
"""The code with which a handshake is refused."""


class _SlowError(Exception):
    """An upload took too long."""


class Gate:
    """ASGI middleware; for HTTP and for WebSockets."""

    def __init__(
        self,
        app: ASGIApp,
        allowed: Allowed,
        routes: Sequence[Route],
        uploads: Uploads | None = None,
    ) -> None:
        self._app = app
        self._allowed = allowed
        self._routes = routes
        self._uploads = uploads or Uploads()
        self._upload_rate = Limiter(UPLOADS)
        self._session_rate = Limiter(SESSIONS)
        self._open_sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        admitted = self._admitted(scope)
        if isinstance(admitted, Refusal):
            await _refuse(admitted, scope, receive, send)
            return
        try:
            async with admitted:
                await self._app(scope, receive, send)
        except _SlowError:
            await _refuse(Refusal.SLOW, scope, receive, send)

    def _admitted(self, scope: Scope) -> Admission | Refusal:
        """What is to be held while a request is answered, or why it is not."""
        if refusal := self._allowed.refusal(scope):
            return refusal
        route = find_route(self._routes, scope)
        if isinstance(route, Refusal):
            return route
        if route.use is Use.SESSION:
            return self._session(scope)
        if route.use is Use.UPLOAD and scope["method"] == "PUT":
            return self._upload(scope)
        return nullcontext()

    def _session(self, scope: Scope) -> Admission | Refusal:
        """Step 3, for a session."""
        client = scope.get("client")
        if not self._session_rate.take(client[0] if client else ""):
            return Refusal.OFTEN
        return Refusal.FULL if self._open_sessions >= OPEN_SESSIONS else self._opened()

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[None]:
        self._open_sessions += 1
        try:
            yield
        finally:
            self._open_sessions -= 1

    def _upload(self, scope: Scope) -> Admission | Refusal:
        """Step 3, for an upload."""
        if not self._upload_rate.take(session_of(scope)):
            return Refusal.OFTEN
        return self._uploads.refusal(scope) or self._coming(scope)

    @asynccontextmanager
    async def _coming(self, scope: Scope) -> AsyncIterator[None]:
        """Room is held for an upload, but not for ever; it is answered only when all is there."""
        with self._uploads.coming(scope):
            try:
                async with asyncio.timeout(UPLOAD_SECONDS):
                    yield
            except TimeoutError as error:
                raise _SlowError from error


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer in the place of the app; a handshake is closed before it is accepted."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await _response(refusal, scope)(scope, receive, send)


def _response(refusal: Refusal, scope: Scope) -> Response:
    """The answer to a refused request, in the language that the browser asks for."""
    headers = {"cache-control": "no-store", "connection": "close"}
    if refusal is Refusal.CLOSED:
        # The middleware of the page replaces HTML by the page that says what there is.
        return Response(status_code=refusal.status, headers=headers, media_type="text/html")
    text = HTTPStatus(refusal.status).phrase
    if refusal.key:
        accepted = Headers(scope=scope).get("accept-language", "")
        text = messages_for(preferred_language(None, accepted))(refusal.key)
    return PlainTextResponse(text, refusal.status, headers)
