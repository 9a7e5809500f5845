"""Whether more may be taken now: sessions, uploads and sign-ins, by rate and by size (`limits`).

This stands behind the guard, so that nobody can use up what those have who signed in.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.gate.limits import (
    OPEN_SESSIONS,
    SESSIONS,
    SIGN_INS,
    UPLOAD_SECONDS,
    UPLOADS,
    Limiter,
)
from cmp_search.gate.noting import address_of
from cmp_search.gate.refusal import Refusal
from cmp_search.web.gate.answering import refuse
from cmp_search.web.gate.routes import Route, Use, find_route
from cmp_search.web.gate.uploads import Uploads, session_of

Admission = AbstractAsyncContextManager[None]
"""What is held while a request is answered."""


class _SlowError(Exception):
    """An upload took too long."""


class Limits:
    """ASGI middleware; for HTTP and for WebSockets."""

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[Route],
        uploads: Uploads | None = None,
    ) -> None:
        self._app = app
        self._routes = routes
        self._uploads = uploads or Uploads()
        self._upload_rate = Limiter(UPLOADS)
        self._session_rate = Limiter(SESSIONS)
        self._sign_in_rate = Limiter(SIGN_INS)
        self._open_sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here; it has passed the gate."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        admitted = self._admitted(scope)
        if isinstance(admitted, Refusal):
            await refuse(admitted, scope, receive, send)
            return
        try:
            async with admitted:
                await self._app(scope, receive, send)
        except _SlowError:
            await refuse(Refusal.SLOW, scope, receive, send)

    def _admitted(self, scope: Scope) -> Admission | Refusal:
        """What is to be held while a request is answered, or why it is not."""
        route = find_route(self._routes, scope)
        if isinstance(route, Refusal):
            return route
        if route.use is Use.SESSION:
            return self._session(scope)
        if route.use is Use.UPLOAD and scope["method"] == "PUT":
            return self._upload(scope)
        if route.use is Use.SIGN_IN and not self._sign_in_rate.take(address_of(scope)):
            return Refusal.OFTEN
        return nullcontext()

    def _session(self, scope: Scope) -> Admission | Refusal:
        """Whether one more is opened."""
        if not self._session_rate.take(address_of(scope)):
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
        """Whether one more is taken in."""
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
