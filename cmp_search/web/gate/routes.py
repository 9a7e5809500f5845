"""Which routes are open, and to which methods; all others are closed.

Streamlit has more routes than the app needs: metrics, an interface for agents, sign-in, custom
components, a check of the script. A route that a new version of it adds is closed, too, until it
is listed here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from starlette.types import Scope

from cmp_search.web.gate.hosts import SAFE
from cmp_search.web.gate.refusal import Refusal

HANDSHAKE = "WEBSOCKET"
"""What stands for a method where a WebSocket is opened."""
_FILE = r"(?!.*\.\.)[\w.@~-]+(?:/[\w.@~-]+)*"


class Use(Enum):
    """What a route is for."""

    PAGE = "page"
    FILE = "file"
    STATE = "state"
    SESSION = "session"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Route:
    """A route: what it is for, the form of its paths, the methods that it is open to."""

    use: Use
    paths: re.Pattern[str]
    methods: tuple[str, ...]


def routes_of(pages: Iterable[str]) -> tuple[Route, ...]:
    """The open routes of an app with pages at these addresses."""
    names = "|".join(map(re.escape, pages))
    return (
        Route(Use.PAGE, re.compile(rf"/(?:(?:{names})/?)?"), SAFE),
        Route(Use.FILE, re.compile(rf"/(?:static|served|media)/{_FILE}"), SAFE),
        Route(Use.FILE, re.compile(r"/favicon\.png|/manifest\.json"), SAFE),
        Route(Use.STATE, re.compile(r"/_stcore/(?:health|host-config)"), SAFE),
        Route(Use.SESSION, re.compile(r"/_stcore/stream"), (HANDSHAKE,)),
        Route(Use.UPLOAD, re.compile(r"/_stcore/upload_file/[\w-]+/[\w-]+"), ("PUT", "DELETE")),
    )


def method_of(scope: Scope) -> str:
    """The method of a request, or what stands for it."""
    return HANDSHAKE if scope["type"] == "websocket" else str(scope["method"])


def find_route(routes: Iterable[Route], scope: Scope) -> Route | Refusal:
    """The route that is asked for, or why it is refused."""
    for route in routes:
        if route.paths.fullmatch(scope["path"]):
            return route if method_of(scope) in route.methods else Refusal.METHOD
    return Refusal.CLOSED
