"""Which routes are open, to which methods, and to whom; all others are closed.

Streamlit has more routes than the app needs: metrics, an interface for agents, custom components, a
check of the script. A route that a new version of it adds is closed, too, until it is listed here.
Those of signing in are open only where people sign in. There, a route's role is the least that
opens it; the few without one are what the page that asks people to sign in needs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from starlette.types import Scope

from cmp_search.gate.hosts import SAFE
from cmp_search.gate.refusal import Refusal
from cmp_search.programs.entrances import HEALTH
from cmp_search.web.access.roles import Role

HANDSHAKE = "WEBSOCKET"
"""What stands for a method where a WebSocket is opened."""
_FILE = r"(?!.*\.\.)[\w.@~-]+(?:/[\w.@~-]+)*"


BEGIN = "/sign-in"
"""Our own: it sends people on to where signing in begins."""


class Use(Enum):
    """What a route is for."""

    PAGE = "page"
    FILE = "file"
    MEDIA = "media"
    STATE = "state"
    SESSION = "session"
    UPLOAD = "upload"
    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Route:
    """A route: what it is for, the form of its paths, the methods that it is open to.

    `least` is the role that it takes where people sign in; None: it takes none.
    """

    use: Use
    paths: re.Pattern[str]
    methods: tuple[str, ...]
    least: Role | None = Role.READER


SIGN_IN_ROUTES = (
    Route(Use.SIGN_IN, re.compile(rf"{BEGIN}|/auth/login|/oauth2callback"), ("GET",), least=None),
    Route(Use.SIGN_OUT, re.compile(r"/auth/logout"), ("GET",), least=None),
)


PROGRAM_ROUTES = (
    Route(Use.PROGRAM, re.compile(r"/api/.*"), ("GET", "HEAD", "POST"), least=None),
    Route(Use.PROGRAM, re.compile(r"/mcp"), ("POST",), least=None),
)
"""They take keys (`programs.guard`), not roles. No path has a line end: to Starlette it ends there,
so the guard would take it for another."""
HEALTH_ROUTE = Route(Use.PROGRAM, re.compile(re.escape(HEALTH)), SAFE, least=None)
"""Open whatever is installed, to whatever watches over the server."""


def routes_of(
    pages: Iterable[str],
    for_administrators: Iterable[str] = (),
    *,
    with_sign_in: bool = False,
    with_programs: bool = False,
) -> tuple[Route, ...]:
    """The open routes of an app with pages at these addresses, some for administrators alone."""
    names = "|".join(map(re.escape, pages))
    return (
        Route(Use.PAGE, re.compile(rf"/(?:(?:{names})/?)?"), SAFE),
        *(
            Route(Use.PAGE, re.compile(rf"/{re.escape(page)}/?"), SAFE, least=Role.ADMINISTRATOR)
            for page in for_administrators
        ),
        Route(Use.FILE, re.compile(r"/favicon\.png|/served/look\.css"), SAFE, least=None),
        Route(Use.FILE, re.compile(rf"/(?:static|served)/{_FILE}|/manifest\.json"), SAFE),
        Route(Use.MEDIA, re.compile(rf"/media/{_FILE}"), SAFE),
        Route(Use.STATE, re.compile(r"/_stcore/(?:health|host-config)"), SAFE),
        Route(Use.SESSION, re.compile(r"/_stcore/stream"), (HANDSHAKE,)),
        Route(Use.UPLOAD, re.compile(r"/_stcore/upload_file/[\w-]+/[\w-]+"), ("PUT", "DELETE")),
        *(SIGN_IN_ROUTES if with_sign_in else ()),
        *(PROGRAM_ROUTES if with_programs else (HEALTH_ROUTE,)),
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
