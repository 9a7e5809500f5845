"""What the server does around Streamlit: the page that it sends, and warming the engine.

1. Streamlit sends one page, in English, for every address. It is replaced by the same page in the
   visitor's language, with our title, loading text, style and script (see `shell`).
2. An address that is not a page of the app, as the gate knows, gets a page that says so, with
   status 404.
3. Every response tells the browser to run and load nothing that is not from this server, and to
   give it to no page of another.
4. When the server starts, the engine is loaded in the background; no page waits for that. Changes
   of the corpus that were accepted before it was stopped are gone on with.
5. What is loaded then stays, so Python's garbage collector is not to look at it. Streamlit runs a
   full collection whenever a page was made, which holds up what the browser has yet to be sent.
"""

import gc
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cmp_search.gate.hosts import Allowed
from cmp_search.gate.refusal import Refusal
from cmp_search.locales import messages_for
from cmp_search.locales.preference import preferred_language
from cmp_search.logs.events.serving import Serving
from cmp_search.programs.entrances import Entrances, health
from cmp_search.programs.places import announce
from cmp_search.web.access.sign_in import SignIn
from cmp_search.web.address import INTERFACE_LANGUAGE
from cmp_search.web.app import ADDRESSES, FOR_ADMINISTRATORS
from cmp_search.web.engine import resume, warm
from cmp_search.web.gate.limiting import Limits
from cmp_search.web.gate.middleware import Gate
from cmp_search.web.gate.routes import routes_of
from cmp_search.web.language_switch import chosen_messages
from cmp_search.web.rendering import escape_markdown
from cmp_search.web.shell import FOLDER, missing_page, shell, streamlit_page

SCRIPT = Path(__file__).with_name("script.py")
"""What Streamlit runs whenever something on a page changes."""
OF_THE_GUARD = (Refusal.SIGN_IN.status, Refusal.ROLE.status)
"""The status of pages that are sent as they are: they ask people to sign in, or turn them away."""
FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "serial")
"""What no page may use; copying a citation needs the clipboard."""


def lifespan(
    programs: Entrances | None, server: Serving
) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """What runs as long as the server does (steps 4 and 5), and what programs need.

    It says that it begins, and where `server` is.
    """

    @asynccontextmanager
    async def running(_: st.App) -> AsyncIterator[None]:
        Thread(target=load, daemon=True).start()
        announce(server)
        async with programs.lifespan() if programs else nullcontext():
            yield

    return running


def load() -> None:
    """Load what every visitor needs, and leave it out of all collections from now on."""
    resume()
    warm()
    gc.collect()
    gc.freeze()


def routes(programs: Entrances | None) -> list[BaseRoute]:
    """Our own files, and what programs ask."""
    return [
        Mount("/served", StaticFiles(directory=FOLDER)),
        *(programs.routes if programs else [health()]),
    ]


def middleware(
    allowed: Allowed, sign_in: SignIn | None, programs: Entrances | None
) -> list[Middleware]:
    """What runs between the browser and Streamlit; what the gate answers gets headers, too."""
    _, *others = ADDRESSES
    routes = routes_of(
        others,
        FOR_ADMINISTRATORS,
        with_sign_in=sign_in is not None,
        with_programs=programs is not None,
    )
    return [
        Middleware(PageMiddleware),
        Middleware(Gate, allowed=allowed, routes=routes),
        *([sign_in.guard(routes)] if sign_in else []),
        Middleware(Limits, routes=routes),
    ]


def show_failure(_: Exception) -> bool:
    """Say in the visitor's language that a page failed; the log has where (`logs.showing`)."""
    st.error(escape_markdown(chosen_messages()("app.failed")))
    return True


class PageMiddleware:
    """Steps 1 to 3, as ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app respond, and change what it sends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        page: list[HTMLResponse] = []

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security_headers().items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-cache")
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page and message["status"] not in OF_THE_GUARD:
                    page.append(_response(scope, exists=message["status"] < 400))
            if not page:
                await send(message)

        await self._app(scope, receive, changed)
        if page:
            page[0].headers.update(security_headers())
            await page[0](scope, receive, send)


def _response(scope: Scope, *, exists: bool) -> HTMLResponse:
    """The page for an address, or the one that says that it does not exist (step 2)."""
    named = QueryParams(scope["query_string"]).get(INTERFACE_LANGUAGE)
    accepted = Headers(scope=scope).get("accept-language", "")
    messages = messages_for(preferred_language(named, accepted))
    return HTMLResponse(
        shell(messages.language) if exists else missing_page(messages, named),
        status_code=200 if exists else 404,
        headers={"cache-control": "no-cache", "vary": "accept-language"},
    )


@cache
def security_headers() -> dict[str, str]:
    """The headers of step 3; Streamlit's inline script is allowed by its hash."""
    inline = re.findall(r"<script>(.*?)</script>", streamlit_page(), flags=re.DOTALL)
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in inline]
    policy = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *(f"'sha256-{sum}'" for sum in hashes)],
        # Streamlit writes its styles into the page.
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return {
        "content-security-policy": "; ".join(" ".join([k, *v]) for k, v in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    }
