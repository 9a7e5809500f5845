"""What the operations of the REST interface work with, and how they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import JSONResponse, Response

from cmp_search.api.line import json_line
from cmp_search.library import Library
from cmp_search.programs.measures import Measures
from cmp_search.programs.workers import Workers

Json = Mapping[str, object]


class JsonLine(JSONResponse):
    """The line that the command line prints."""

    def render(self, content: Json) -> bytes:
        """The line in UTF-8, as it was made."""
        return json_line(content).encode()


@dataclass(frozen=True, slots=True)
class Served:
    """A library, the threads in which it is asked, and what is counted.

    `library` is called by each request. `is_ready` says whether what questions need was loaded.
    """

    library: Callable[[], Library]
    workers: Workers
    measures: Measures
    is_keyed: bool
    is_ready: Callable[[], bool]

    async def read(self, work: Callable[[], Json]) -> Response:
        """The answer to what only reads the index."""
        return await self.workers.work(lambda: JsonLine(work()))

    async def compare(self, work: Callable[[], Json]) -> Response:
        """The answer to what compares words with all texts."""
        return await self.workers.compare(lambda: JsonLine(work()))

    async def ask(self, work: Callable[[Callable[[], None]], Json], request: Request) -> Response:
        """The answer to a question; `work` is given what it calls while it waits."""
        return await self.workers.ask(
            lambda while_waiting: JsonLine(work(while_waiting)), request.receive
        )


async def served(request: Request) -> Served:
    """What the interface that got a request serves."""
    found: Served = request.app.state.served
    return found


Here = Annotated[Served, Depends(served)]
