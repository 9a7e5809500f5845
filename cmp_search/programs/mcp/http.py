"""The tools over HTTP: each request by itself, without sessions, answered with JSON.

1. Names and origins are checked by the SDK as well as by the gate. The guard before it knows keys,
   and takes POST alone: a GET would hold open a stream on which nothing is ever sent.
2. Comparing words with all texts is counted by itself, as it is for REST.
3. Whoever hangs up while a tool is run gives up: what it waits for is cancelled.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from cmp_search.errors import CmpSearchError
from cmp_search.gate.discreet import discreet
from cmp_search.gate.limits import BODY, COMPARISONS, Limiter
from cmp_search.library import Library
from cmp_search.programs.guard import CALLER
from cmp_search.programs.mcp.server import Context, Manner, Tools
from cmp_search.programs.measures import HUNG_UP, Measures
from cmp_search.programs.workers import Workers


class McpOverHttp:
    """The tools at one address; `app` answers while `lifespan` runs."""

    # Made anew whenever `lifespan` begins, as each can be run once.
    _manager: StreamableHTTPSessionManager

    def __init__(self, tools: Tools, names: frozenset[str]) -> None:
        self._server = tools.server()
        self._security = _security(names)

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """What has to run while requests are answered."""
        self._manager = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            security_settings=self._security,
            max_request_body_size=BODY,
        )
        async with self._manager.run():
            yield

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (step 3)."""
        heard = _Heard(receive)
        answering = asyncio.ensure_future(self._manager.handle_request(scope, heard, send))
        watching = asyncio.create_task(heard.until_gone())
        try:
            await asyncio.wait((answering, watching), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (answering, watching):
                if task.cancel():
                    with suppress(asyncio.CancelledError):
                        await task
        if answering.cancelled():
            await Response(status_code=HUNG_UP)(scope, receive, send)
        else:
            answering.result()


class _Heard:
    """What is received of a request, which can be waited for by two: its body, and its end."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._has_body = asyncio.Event()

    async def __call__(self) -> Message:
        """The next part."""
        message = await self._receive()
        if not message.get("more_body"):
            self._has_body.set()
        return message

    async def until_gone(self) -> None:
        """Wait until the client has gone, once the body was taken."""
        await self._has_body.wait()
        while (await self._receive())["type"] != "http.disconnect":
            continue


def mcp_over_http(
    library: Callable[[], Library], workers: Workers, measures: Measures, names: frozenset[str]
) -> McpOverHttp:
    """The tools of a library, at a server that is known by these names."""
    limiter = Limiter(COMPARISONS)

    def may_compare(context: Context) -> bool:
        return limiter.take(context.request.scope[CALLER] if context.request else "")

    def told(error: CmpSearchError) -> CmpSearchError:
        measures.failed(error.code)
        return discreet(error)

    manner = Manner(told, measures.answered, may_compare)
    return McpOverHttp(Tools(library, workers, manner), names)


def _security(names: frozenset[str]) -> TransportSecuritySettings:
    """Step 1: these names, with any port, as the gate has compared the ports already."""
    hosts = [f"[{name}]" if ":" in name else name for name in sorted(names)]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(
        allowed_hosts=[*hosts, *(f"{host}:*" for host in hosts)],
        allowed_origins=[*origins, *(f"{origin}:*" for origin in origins)],
    )
