"""Conversing with the server as assistants do: by the SDK's own client."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

import jsonschema
import pytest
from mcp import Client
from mcp import types as protocol
from mcp.shared.exceptions import MCPError

Mode = Literal["auto", "legacy"]
MODES: tuple[Mode, ...] = ("auto", "legacy")
"""The two generations of the protocol: without a handshake, and with one."""
Result = TypeVar("Result")


def converse(
    server: Any, talk: Callable[[Client], Awaitable[Result]], mode: Mode = "auto"
) -> Result:
    """Talk to a server, in this process or at a transport."""

    async def conversation() -> Result:
        async with Client(server, mode=mode, read_timeout_seconds=60) as client:
            return await talk(client)

    return asyncio.run(conversation())


def call(server: Any, tool: str, mode: Mode = "auto", /, **arguments: Any) -> Any:
    """What a tool gives, which has to be as the tool promises."""
    return converse(server, lambda client: called(client, tool, **arguments), mode)


async def called(client: Client, tool: str, /, **arguments: Any) -> Any:
    """The same within a conversation."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, told(result)
    schemas = {one.name: one.output_schema for one in (await client.list_tools()).tools}
    jsonschema.validate(result.structured_content, schemas[tool])
    assert json.loads(told(result)) == result.structured_content
    return result.structured_content


def protocol_error(
    server: Any, ask: Callable[[Client], Awaitable[object]], mode: Mode = "auto"
) -> str:
    """The error of the protocol with which a request ends."""

    async def fail(client: Client) -> str:
        with pytest.raises(MCPError) as raised:
            await ask(client)
        return str(raised.value)

    return converse(server, fail, mode)


def refused(server: Any, tool: str, /, **arguments: Any) -> str:
    """What an assistant is told of a call that fails."""
    result = converse(server, lambda client: client.call_tool(tool, arguments))
    assert result.is_error and result.structured_content is None
    return told(result)


def told(result: protocol.CallToolResult) -> str:
    """The words of a result."""
    (block,) = result.content
    assert isinstance(block, protocol.TextContent)
    return block.text
