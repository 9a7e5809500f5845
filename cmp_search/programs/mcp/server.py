"""The server of the tools and resources, whatever it is reached by.

1. Arguments are checked, and the tool is run, by the workers of all programs: a question waits for
   its turn, and whoever gives up makes room.
2. What a tool gives is sent as structured content, and the same as JSON in words.
3. Wrong arguments and errors of the package are results, too, for the assistant to read: the
   message with the error's code. Of any other error only the log has more than that it happened.
4. Asking for a tool or a resource that does not exist is an error of the protocol.
The SDK's server of higher level would set up the logging of our process, and make schemas of its
own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from mcp import types as protocol
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cmp_search.api.line import json_line
from cmp_search.errors import CmpSearchError, CorpusError, RateError, system_error
from cmp_search.gate.noting import NOTES
from cmp_search.library import Library
from cmp_search.locales import DEFAULT, messages_for
from cmp_search.logs.failures import tell_failure
from cmp_search.programs.mcp.instructions import INSTRUCTIONS
from cmp_search.programs.mcp.resources import PLAIN, SECTION, UnknownResourceError, listed, read
from cmp_search.programs.mcp.tools import SEARCH, TOOLS, VERIFY, described_tools
from cmp_search.programs.problems import logged_status_of
from cmp_search.programs.workers import Workers
from cmp_search.version import __version__

Result = TypeVar("Result")
Context = ServerRequestContext[Any]


def _whole(error: CmpSearchError) -> CmpSearchError:
    return error


def _uncounted(_: str) -> None:
    pass


def _always(_: Context) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Manner:
    """What differs from one transport to another; by default, one assistant has all to itself.

    `told` makes of an error what the assistant may know of it, `answered` counts an answer by its
    level, and `may_compare` counts what is compared with all texts, unless it is too much.
    """

    told: Callable[[CmpSearchError], CmpSearchError] = _whole
    answered: Callable[[str], None] = _uncounted
    may_compare: Callable[[Context], bool] = _always


ALONE = Manner()
"""Of whoever runs the server for itself."""


class Tools:
    """The tools and resources of a library, as the handlers of a server's requests."""

    def __init__(
        self, library: Callable[[], Library], workers: Workers, manner: Manner = ALONE
    ) -> None:
        self._library = library
        self._workers = workers
        self._manner = manner

    def server(self) -> Server[Any]:
        """A server of them, for any transport."""
        return Server(
            "cmp-search",
            version=__version__,
            title=messages_for(DEFAULT)("app.name"),
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read,
        )

    async def _list_tools(
        self, _: Context, __: protocol.PaginatedRequestParams | None
    ) -> protocol.ListToolsResult:
        return protocol.ListToolsResult(tools=described_tools())

    async def _call(
        self, context: Context, asked: protocol.CallToolRequestParams
    ) -> protocol.CallToolResult:
        """Steps 1 to 3."""
        tool = TOOLS.get(asked.name)
        if tool is None:
            known = ", ".join(TOOLS)
            raise MCPError(protocol.INVALID_PARAMS, f"there is no such tool; there are {known}")
        arguments = asked.arguments or {}
        try:
            taken = tool.takes.model_validate(arguments)
        except ValidationError as error:
            return _failed("; ".join(map(_wrong, error.errors())))
        try:
            if tool is VERIFY and not self._manner.may_compare(context):
                raise RateError("requested_too_often")
            given = await tool.run(self._workers, self._library, taken)
        except Exception as error:
            return _failed(self._message(error, str(arguments.get("language", DEFAULT))))
        if tool is SEARCH:
            self._manner.answered(str(given["verdict"]))
        words = protocol.TextContent(text=json_line(given))
        return protocol.CallToolResult(content=[words], structured_content=given)

    async def _list_resources(
        self, _: Context, asked: protocol.PaginatedRequestParams | None
    ) -> protocol.ListResourcesResult:
        cursor = asked.cursor if asked else None
        return await self._looked_up(lambda: listed(self._library(), cursor))

    async def _list_templates(
        self, _: Context, __: protocol.PaginatedRequestParams | None
    ) -> protocol.ListResourceTemplatesResult:
        return protocol.ListResourceTemplatesResult(resource_templates=[SECTION])

    async def _read(
        self, _: Context, asked: protocol.ReadResourceRequestParams
    ) -> protocol.ReadResourceResult:
        text = await self._looked_up(lambda: read(self._library(), asked.uri))
        contents = protocol.TextResourceContents(uri=asked.uri, text=text, mime_type=PLAIN)
        return protocol.ReadResourceResult(contents=[contents])

    async def _looked_up(self, work: Callable[[], Result]) -> Result:
        """What the workers give; a resource has no results that are errors (step 4)."""
        try:
            return await self._workers.work(work)
        except UnknownResourceError:
            raise MCPError(protocol.INVALID_PARAMS, "there is no such resource") from None
        except CorpusError as error:
            raise MCPError(protocol.INVALID_PARAMS, self._message(error, DEFAULT)) from error
        except Exception as error:
            raise MCPError(protocol.INTERNAL_ERROR, self._message(error, DEFAULT)) from error

    def _message(self, error: Exception, language: str) -> str:
        """What an assistant is told of an error (step 3)."""
        match error:
            case CmpSearchError():
                told = self._told(error)
            case OSError():
                told = self._told(system_error(error))
            case _:
                tell_failure(error, "mcp")
                told = CmpSearchError("unexpected")
        return f"{told.message(language)} ({told.code})"

    def _told(self, error: CmpSearchError) -> CmpSearchError:
        NOTES.failed(error, "mcp", logged_status_of(error))
        return self._manner.told(error)


def _failed(words: str) -> protocol.CallToolResult:
    return protocol.CallToolResult(content=[protocol.TextContent(text=words)], is_error=True)


def _wrong(error: ErrorDetails) -> str:
    """What is wrong with an argument."""
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
