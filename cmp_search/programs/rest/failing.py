"""What becomes of a request that cannot be answered: a problem, whatever went wrong."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from cmp_search.errors import CmpSearchError, RequestError
from cmp_search.gate.noting import NOTES
from cmp_search.programs.measures import HUNG_UP
from cmp_search.programs.problems import logged_status_of, problem
from cmp_search.programs.rest.requests import MOST_SHOWN
from cmp_search.programs.workers import GoneError


async def told(request: Request, error: CmpSearchError) -> Response:
    """An error of the package, which the log is told as far as it is ours."""
    NOTES.failed(error, "rest", logged_status_of(error))
    return problem(error, request.scope)


async def invalid(request: Request, error: RequestValidationError) -> Response:
    """A body or parameter that is not what the specification says; the first fault is told."""
    first, *_ = error.errors()
    if first["type"] == "json_invalid":
        return problem(RequestError("request_malformed"), request.scope)
    field = ".".join(map(str, first["loc"][1:]))[:MOST_SHOWN]
    return problem(RequestError("request_invalid", field=field, reason=first["msg"]), request.scope)


async def refused(request: Request, error: HTTPException) -> Response:
    """No such route, or none with this method, or a body that is no text."""
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            found = RequestError("route_unknown")
        case HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = (error.headers or {})["Allow"]
            found = RequestError("method_closed", methods=allowed)
        case _:
            found = RequestError("request_malformed")
    return problem(found, request.scope)


async def unexpected(request: Request, error: Exception) -> Response:
    """Nothing of it is told; the server logs it with its traceback."""
    return problem(CmpSearchError("unexpected"), request.scope)


async def nobody(request: Request, error: GoneError) -> Response:
    """Whoever asked has hung up."""
    return Response(status_code=HUNG_UP)


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    CmpSearchError: told,
    RequestValidationError: invalid,
    HTTPException: refused,
    GoneError: nobody,
    Exception: unexpected,
}
"""Which handles what."""
