"""REST and MCP served without the app: `cmp-search serve --api-only`.

1. Where others can reach the server, programs send keys, unless it is said that they need none.
2. What comes under a foreign name, or from a page of another site, is refused before anything else,
   as in front of the app.
3. So is what is no address of the rooms, and a path with a line end: to Starlette it ends there, so
   the guard would take it for another.
4. Streamlit is not even imported.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.errors import ServingError
from cmp_search.extras import install_extra
from cmp_search.gate.hosts import Allowed, is_for_programs
from cmp_search.gate.noting import NOTES, PROGRAM
from cmp_search.gate.refusal import POLICY_VIOLATION, Refusal
from cmp_search.gate.starting import EVERYWHERE, OWN_PROXIES, allowed_at, is_without_sign_in
from cmp_search.library import Library
from cmp_search.programs.entrances import entrances
from cmp_search.programs.problems import refusal_problem
from cmp_search.settings import Settings

CLOSING_S = 10
"""How long answers that are under way are waited for when the server is stopped."""


def serve_alone(app: Starlette, host: str, port: int) -> None:
    """Serve the app of `app_alone` until it is stopped."""
    uvicorn.run(
        app,
        host=EVERYWHERE[1] if host in EVERYWHERE[:2] else host,
        port=port,
        forwarded_allow_ips=OWN_PROXIES,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=CLOSING_S,
    )


def app_alone(settings: Settings, host: str) -> Starlette:
    """The server's app, if it listens at an address.

    Raises:
        ServingError: it may not be served at that address, or what it needs is not installed.
    """
    allowed = allowed_at(host, is_keyed=True)
    needs_key = allowed.is_open and not is_without_sign_in()
    library = Library(settings.corpus, settings.index, settings.model, settings.reader)
    opened = entrances(lambda: library, settings, allowed.names, needs_key=needs_key)
    if opened is None:
        raise ServingError("api_extra", command=install_extra("api"))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with opened.lifespan():
            yield
        library.close()

    gate = Middleware(ProgramGate, allowed=allowed)
    return Starlette(routes=list(opened.routes), lifespan=lifespan, middleware=[gate])


class ProgramGate:
    """Steps 2 and 3, as ASGI middleware."""

    def __init__(self, app: ASGIApp, allowed: Allowed) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        elif refusal := self._allowed.refusal(scope) or _closed(scope):
            NOTES.refusal(refusal, scope, PROGRAM)
            await refusal_problem(refusal, scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _closed(scope: Scope) -> Refusal | None:
    """Step 3."""
    path = scope["path"]
    is_known = is_for_programs(scope) and path != "/api" and "\n" not in path
    return None if is_known else Refusal.CLOSED
