"""What a server opens to programs: the one thing that the app's server and `alone` know.

1. REST is mounted at /api, MCP is at /mcp; each stands behind the measures and the guard.
2. What REST needs is installed by the extra `api`, and what MCP needs besides by `mcp`; what is
   not installed is not opened.
3. Whether the server runs is told at the same address even then, for whatever watches over it.
4. The library is called for when it is first needed, since a server may have to run before.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route

from cmp_search.audit import AuditLog
from cmp_search.extras import has_extra
from cmp_search.library import Library
from cmp_search.programs.keys import KeyRing, Refusals
from cmp_search.settings import Settings

if TYPE_CHECKING:
    from cmp_search.programs.guard import Guard, Limiters
    from cmp_search.programs.measures import Measures
    from cmp_search.programs.workers import Workers

HEALTH = "/api/health"
"""Where a server says that it runs, whatever is installed."""
REST, MCP = "/api", "/mcp"
"""Where programs ask."""


@dataclass(frozen=True, slots=True)
class Entrances:
    """Routes for programs, each behind the guard, and what has to run meanwhile."""

    routes: Sequence[BaseRoute]
    lifespan: Callable[[], AbstractAsyncContextManager[None]]


def are_installed() -> bool:
    """Whether programs can be served at all (step 2)."""
    return has_extra("api")


def have_mcp() -> bool:
    """Whether assistants can be served, too (step 2)."""
    return has_extra("mcp")


async def _health(_: Request) -> JSONResponse:
    return JSONResponse({"running": True}, headers={"cache-control": "no-store"})


def health() -> BaseRoute:
    """What tells that the server runs, where REST is not installed (step 3)."""
    return Route(HEALTH, _health)


def entrances(
    library: Callable[[], Library],
    settings: Settings,
    names: frozenset[str],
    *,
    needs_key: bool,
    limiters: "Limiters | None" = None,
) -> Entrances | None:
    """The entrances of a server known by these names; None if they are not installed.

    Without `needs_key`, whoever reaches the server may ask; a key that is sent has to hold.
    """
    if not are_installed():
        return None
    from cmp_search.programs.guard import Guard
    from cmp_search.programs.measures import Measures
    from cmp_search.programs.workers import Workers

    workers = Workers()
    measures = Measures(lambda: workers.waiting)
    guard = Guard(
        KeyRing(settings.keys),
        Refusals(AuditLog(settings.audit_folder)),
        measures,
        collection=settings.collection,
        needs_key=needs_key,
        limiters=limiters,
    )
    rooms = [_rest(library, workers, measures, guard, needs_key=needs_key)]
    if have_mcp():
        rooms.append(_mcp(library, workers, measures, guard, names))

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(workers.close)
            stack.enter_context(measures.counting_events())
            for room in rooms:
                await stack.enter_async_context(room.lifespan())
            yield

    return Entrances([route for room in rooms for route in room.routes], lifespan)


def _rest(
    library: Callable[[], Library],
    workers: "Workers",
    measures: "Measures",
    guard: "Guard",
    *,
    needs_key: bool,
) -> Entrances:
    from cmp_search.programs.measures import Measured
    from cmp_search.programs.readiness import Readiness
    from cmp_search.programs.rest.app import rest_app
    from cmp_search.programs.rest.served import Served

    readiness = Readiness(library)
    app = rest_app(Served(library, workers, measures, needs_key, readiness.is_ready))

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        readiness.begin()
        yield

    return Entrances([Mount(REST, Measured(guard.before(app), measures, "rest"))], lifespan)


def _mcp(
    library: Callable[[], Library],
    workers: "Workers",
    measures: "Measures",
    guard: "Guard",
    names: frozenset[str],
) -> Entrances:
    from cmp_search.programs.mcp.http import mcp_over_http
    from cmp_search.programs.measures import Measured

    served = mcp_over_http(library, workers, measures, names)
    app = Measured(guard.before(served.app), measures, "mcp", "mcp")
    return Entrances([Route(MCP, app)], served.lifespan)
