"""What the operations of the REST interface work with, and how they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import JSONResponse

from cmp_search.api.line import json_line
from cmp_search.library import Library
from cmp_search.programs.measures import Measures
from cmp_search.programs.workers import Workers


class JsonLine(JSONResponse):
    """A line of JSON as the command line prints it; made by whoever did the work."""

    def render(self, content: Mapping[str, object]) -> bytes:
        """The line in UTF-8."""
        return json_line(content).encode()


@dataclass(frozen=True, slots=True)
class Served:
    """A library, how it is asked, and what is counted of that.

    `library` is called by each request; `is_ready` says whether the first question was answered
    since the start.
    """

    library: Callable[[], Library]
    workers: Workers
    measures: Measures
    is_keyed: bool = False
    is_ready: Callable[[], bool] = lambda: True


async def served(request: Request) -> Served:
    """What the interface that got a request serves."""
    found: Served = request.app.state.served
    return found


Here = Annotated[Served, Depends(served)]
