"""The pages for whoever has not signed in, or may not read: plain HTML, with nothing of the app.

They are at the address that was asked for, in the language that it or the browser names. Signing in
leads back there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import Scope

from cmp_search.gate.refusal import Refusal
from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.locales.preference import preferred_language
from cmp_search.web.access.streamlit_parts import LOGOUT
from cmp_search.web.address import INTERFACE_LANGUAGE
from cmp_search.web.gate.routes import BEGIN, Route, Use, find_route
from cmp_search.web.rendering import render

FAILED = "sign-in-failed"
"""In the address: signing in did not work."""
CAME = "cmp-search-came"
"""The cookie of a browser in which somebody signed in, and has not signed out."""
TO = "to"
"""In the address where signing in begins: the page that was asked for."""
SAFE_IN_ADDRESS = "/?&=%+,;:@!$'()*~"


@dataclass(frozen=True, slots=True)
class SignInView:
    """A page with what it says, one thing to do, and itself in the other languages."""

    language: str
    name: str
    title: str
    lines: tuple[str, ...]
    do: str
    address: str
    languages: tuple[tuple[str, str, str], ...]


def sign_in_page(scope: Scope) -> HTMLResponse:
    """The page that asks people to sign in; to whom a session has ended, it says so."""
    messages, query = _messages(scope), QueryParams(scope["query_string"])
    asked = urlencode([(name, value) for name, value in query.multi_items() if name != FAILED])
    place = f"{scope['path']}{'?' if asked else ''}{asked}"
    has_ended = CAME in HTTPConnection(scope).cookies and FAILED not in query
    lines = ["access.ended"] if has_ended else ["access.lead"]
    lines = ["access.failed"] * (FAILED in query) + lines
    return _page(
        scope,
        messages,
        messages("access.title"),
        tuple(map(messages, lines)),
        (messages("access.sign_in"), f"{BEGIN}?{urlencode({TO: place})}"),
        Refusal.SIGN_IN,
    )


def refused_page(scope: Scope, email: str) -> HTMLResponse:
    """The page for somebody who signed in and may not read."""
    messages = _messages(scope)
    who = messages("access.refused_who", who=email) if email else messages("access.refused_email")
    return _page(
        scope,
        messages,
        messages("access.refused"),
        (who, messages("access.refused_how")),
        (messages("access.sign_out"), LOGOUT),
        Refusal.ROLE,
    )


def page_to_return_to(place: str, routes: Sequence[Route]) -> str:
    """A page of the app that signing in leads back to, as a safe address; empty if it is none."""
    try:
        parts = urlsplit(place)
    except ValueError:
        return ""
    asked = {"type": "http", "method": "GET", "path": parts.path}
    route = find_route(routes, asked)
    is_page = isinstance(route, Route) and route.use is Use.PAGE
    if not is_page or parts.scheme or parts.netloc or place.startswith("//"):
        return ""
    return quote(f"{parts.path}{'?' if parts.query else ''}{parts.query}", safe=SAFE_IN_ADDRESS)


def _messages(scope: Scope) -> Messages:
    named = QueryParams(scope["query_string"]).get(INTERFACE_LANGUAGE)
    accepted = Headers(scope=scope).get("accept-language", "")
    return messages_for(preferred_language(named, accepted))


def _page(
    scope: Scope,
    messages: Messages,
    title: str,
    lines: tuple[str, ...],
    action: tuple[str, str],
    refusal: Refusal,
) -> HTMLResponse:
    query = QueryParams(scope["query_string"])
    rest = [(key, value) for key, value in query.multi_items() if key != INTERFACE_LANGUAGE]
    languages = tuple(
        (code, f"?{urlencode([*rest, (INTERFACE_LANGUAGE, code)])}", name)
        for code, name in interfaces().items()
        if code != messages.language
    )
    view = SignInView(
        messages.language, messages("app.name"), title, lines, *action, languages=languages
    )
    # Whether there is such a page, and what it needs, depends on who asks.
    headers = {"cache-control": "no-store", "vary": "accept-language, cookie"}
    return HTMLResponse(render("server.html", "sign_in", view), refusal.status, headers)
