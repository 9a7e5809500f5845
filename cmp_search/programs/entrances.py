"""What a server opens to programs: the one thing that the app's server and `alone` know.

1. REST is mounted at /api, MCP is at /mcp; each stands behind the measures and the guard, which
   know them by their places.
2. What REST needs is installed by the extra `api`, and what MCP needs besides by `mcp`; what is
   not installed is not opened.
3. The library is called for when it is first needed, since a server may have to run before.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from starlette.routing import BaseRoute, Mount, Route

from cmp_search.audit import AuditLog
from cmp_search.library import Library
from cmp_search.programs.keys import KeyRing, Refusals

REST, MCP = "/api", "/mcp"
"""Where programs ask."""


@dataclass(frozen=True, slots=True)
class Entrances:
    """Routes for programs, each behind the guard, and what has to run meanwhile."""

    routes: Sequence[BaseRoute]
    lifespan: Callable[[], AbstractAsyncContextManager[None]]


def entrances(
    library: Callable[[], Library],
    names: frozenset[str],
    ring: KeyRing,
    log: AuditLog,
    *,
    collection: str,
    needs_key: bool,
) -> Entrances | None:
    """The entrances of a server known by these names; None if they are not installed.

    Without `needs_key`, whoever reaches the server may ask; a key that is sent has to hold.
    """
    if not (find_spec("fastapi") and find_spec("prometheus_client")):
        return None
    from cmp_search.programs.guard import Guard
    from cmp_search.programs.measures import Measured, Measures
    from cmp_search.programs.readiness import Readiness
    from cmp_search.programs.rest.app import rest_app
    from cmp_search.programs.rest.served import Served
    from cmp_search.programs.workers import Workers

    workers, readiness = Workers(), Readiness(library)
    measures = Measures(lambda: workers.waiting)
    guard = Guard(ring, Refusals(log), measures, collection=collection, needs_key=needs_key)
    rest = rest_app(Served(library, workers, measures, needs_key, readiness.is_ready))
    routes: list[BaseRoute] = [Mount(REST, Measured(guard.before(rest), measures, "rest"))]
    mcp = None
    if find_spec("mcp"):
        from cmp_search.programs.mcp.http import mcp_over_http

        mcp = mcp_over_http(library, workers, measures, names)
        routes.append(Route(MCP, Measured(guard.before(mcp.app), measures, "mcp")))

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(workers.close)
            if mcp:
                await stack.enter_async_context(mcp.lifespan())
            readiness.begin()
            yield

    return Entrances(routes, lifespan)
