"""A server of the tools on loopback, and a client that talks to it."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial

import httpx2
import uvicorn
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from cmp_search.programs.alone import app_alone
from cmp_search.settings import Settings
from tests.programs.mcp.conversing import Mode

CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "list_documents", "arguments": {"words": "puertos"}},
}
ASKED = ("search_passages", {"question": "Who polished forty lenses?"})
ERA = {"MCP-Protocol-Version": "2025-11-25", "Accept": "application/json"}
"""What a request of the older generation says, which says nothing else of itself."""
PATIENCE_S = 30
post = partial(httpx2.post, timeout=PATIENCE_S)
get = partial(httpx2.get, timeout=PATIENCE_S)


@contextmanager
def serving(settings: Settings, host: str) -> Iterator[str]:
    """The address of a server as it would be at a host, though it listens at loopback."""
    config = uvicorn.Config(app_alone(settings, host), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        waited(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.should_exit = True
        thread.join()


def waited(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def talk(
    address: str, mode: Mode, work: Callable[[Client], Awaitable[None]], token: str = ""
) -> None:
    """Talk to a server at an address."""

    async def conversation() -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=PATIENCE_S) as http,
            Client(streamable_http_client(address, http_client=http), mode=mode) as client,
        ):
            await work(client)

    asyncio.run(conversation())
