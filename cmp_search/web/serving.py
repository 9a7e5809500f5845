"""What the server does around Streamlit: the page that it sends, and the engine that it warms.

1. Streamlit sends one page, in English, for every address. In its place goes the same page in the
   visitor's language, with our title, waiting words, style and script.
2. An address that is no page of the app gets a page that says so, with status 404.
3. Every answer tells the browser to run and load nothing that is not of this server.
4. When the server starts, the engine is loaded beside it; no page waits for that.
"""

import json
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from threading import Thread

import streamlit as st
from starlette.datastructures import URL, Headers, MutableHeaders, QueryParams
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cmp_search.web.address import INTERFACE
from cmp_search.web.app import ADDRESSES
from cmp_search.web.engine import warm
from cmp_search.web.html import plain
from cmp_search.web.interface import interface, preferred
from cmp_search.words import Words, interfaces, words_in

SCRIPT = Path(__file__).with_name("script.py")
"""What Streamlit runs whenever something changes on a page."""
FOLDER = Path(__file__).with_name("served")
"""Our style and script, and the page for an address that there is not."""
SHELL = Path(st.__file__).parent / "static" / "index.html"
"""The page that Streamlit sends."""
STREAMLIT = "streamlit."
"""How the keys of the words begin that stand in for Streamlit's own."""
FRAME = {"html": r"<html lang=\"en\">", "title": r"<title>.*?</title>", "head": r"</head>"}
FRAME |= {"noscript": r"<noscript>.*?</noscript>", "root": r"<div id=\"root\"></div>"}
"""What is replaced in it, by name; each stands there once."""


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Step 4."""
    Thread(target=warm, daemon=True).start()
    yield


def routes() -> list[BaseRoute]:
    """Our own files."""
    return [Mount("/served", StaticFiles(directory=FOLDER))]


def middleware() -> list[Middleware]:
    """What stands between the browser and Streamlit."""
    return [Middleware(Front)]


def failed(_: Exception) -> bool:
    """Say in the visitor's language that a page broke; Streamlit has written to the log why."""
    st.error(plain(interface()("app.failed")))
    return True


class Front:
    """Steps 1 to 3, as ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, and change what it sends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        page: list[HTMLResponse] = []

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security().items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-cache")
                if headers.get("content-type", "").startswith("text/html"):
                    page.append(_page(scope))
            if not page:
                await send(message)

        await self._app(scope, receive, changed)
        if page:
            page[0].headers.update(security())
            await page[0](scope, receive, send)


def _page(scope: Scope) -> HTMLResponse:
    """The page for an address, in the language that is asked for."""
    named = QueryParams(scope["query_string"]).get(INTERFACE)
    accepted = Headers(scope=scope).get("accept-language", "")
    words = words_in(preferred(named, accepted))
    known = {"", *list(ADDRESSES)[1:]}
    found = URL(scope=scope).path.strip("/") in known
    return HTMLResponse(
        shell(words.language) if found else missing(words, named),
        status_code=200 if found else 404,
        headers={"cache-control": "no-cache", "vary": "accept-language"},
    )


@cache
def shell(language: str) -> str:
    """Streamlit's page in a language (step 1)."""
    words = words_in(language)
    name, waiting, script = (escape(words(f"app.{key}")) for key in ("name", "loading", "script"))
    put = {
        "html": f'<html lang="{language}">',
        "title": f"<title>{name}</title>",
        "noscript": f"<noscript><p>{script}</p></noscript>",
        "root": f'<div id="root"><p class="loading">{waiting}</p></div>',
        "head": (
            f'<script type="application/json" id="words">{_streamlit_words()}</script>'
            f'<link rel="stylesheet" href="./served/look.css?{_sum("look.css")}" />'
            f'<script type="module" src="./served/page.js?{_sum("page.js")}"></script></head>'
        ),
    }
    page = _streamlit()
    for part, pattern in FRAME.items():
        before, _, after = re.split(f"({pattern})", page, maxsplit=1, flags=re.DOTALL)
        page = before + put[part] + after
    return page


def missing(words: Words, named: str | None) -> str:
    """The page that says that there is none at this address (step 2)."""
    query = f"?{INTERFACE}={words.language}" if named else ""
    pages = "".join(
        f'<li><a href="/{address if n else ""}{query}">{escape(words(f"page.{address}"))}</a></li>'
        for n, address in enumerate(ADDRESSES)
    )
    texts = {key: escape(words(f"app.{key}")) for key in ("name", "missing", "instead")}
    template = Template((FOLDER / "missing.html").read_text("utf-8"))
    return template.substitute(texts, language=words.language, pages=pages)


@cache
def security() -> dict[str, str]:
    """The headers of step 3; Streamlit's one script within its page is known by its hash."""
    inline = re.findall(r"<script>(.*?)</script>", _streamlit(), flags=re.DOTALL)
    hashes = [b64encode(sha256(words.encode()).digest()).decode() for words in inline]
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
    }


@cache
def _streamlit_words() -> str:
    """Streamlit's own words in every language, as JSON for our script."""
    own = {
        language: {
            key.removeprefix(STREAMLIT): message
            for key, message in words_in(language).messages.items()
            if key.startswith(STREAMLIT)
        }
        for language in interfaces()
    }
    return json.dumps(own, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _streamlit() -> str:
    return SHELL.read_text("utf-8")


def _sum(name: str) -> str:
    """What tells one version of a file from the next."""
    return sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
