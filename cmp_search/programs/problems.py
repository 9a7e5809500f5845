"""How an error is answered to a program: as problem+json (RFC 9457), with the error's code.

The status is that of the code, where it has one of its own, else that of the nearest class. The
message is in the language that the request asks for; a client tells errors apart by their code.
"""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from cmp_search import errors
from cmp_search.api.line import json_line
from cmp_search.api.shapes.problems import ProblemJson
from cmp_search.errors import CmpSearchError, RequestError
from cmp_search.gate.discreet import discreet
from cmp_search.gate.noting import CODE
from cmp_search.gate.refusal import Refusal
from cmp_search.locales import DEFAULT
from cmp_search.locales.preference import preferred_language

OF_CODE = {
    "filters_match_nothing": 404,
    "host_unknown": 421,
    "key_collection": 403,
    "key_purpose": 403,
    "language_without_texts": 404,
    "method_closed": 405,
    "note_no_passage": 404,
    "origin_foreign": 403,
    "overloaded": 503,
    "request_invalid": 422,
    "request_slow": 408,
    "request_too_large": 413,
    "request_type": 415,
    "route_unknown": 404,
    "not_ready": 503,
}
OF_CLASS: Mapping[type[CmpSearchError], int] = {
    errors.AccessKeyError: 401,
    errors.EncoderError: 503,
    errors.FormatError: 415,
    errors.GenerationError: 503,
    errors.KeysError: 503,
    errors.LimitError: 413,
    errors.QuestionError: 422,
    errors.RateError: 429,
    errors.ReadError: 422,
    errors.RequestError: 400,
    errors.SlowError: 503,
    errors.UnknownDocumentError: 404,
    errors.UnknownSectionError: 404,
}
FAILED = 500
"""The status of what nobody has foreseen; the log has it, and nobody else is told."""
AGAIN_S = {429: "2", 503: "5"}
"""When to ask again, in seconds, what was too much or is not ready."""
MEDIA_TYPE = "application/problem+json"
HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
"""Of every answer to a program."""


def status_of(error: CmpSearchError) -> int:
    """The HTTP status of an error."""
    found = (OF_CLASS[kind] for kind in type(error).__mro__ if kind in OF_CLASS)
    return OF_CODE.get(error.code) or next(found, FAILED)


def logged_status_of(error: CmpSearchError) -> int:
    """The status by which the log judges an error: whoever asks before it is ready is too early."""
    return HTTPStatus.TOO_EARLY if error.code == "not_ready" else status_of(error)


def problem_json(error: CmpSearchError, language: str = DEFAULT) -> ProblemJson:
    """An error as a problem, with its message in a language."""
    status = status_of(error)
    told = discreet(error) if status != FAILED else CmpSearchError("unexpected")
    return {
        "type": f"urn:cmp-search:error:{told.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": told.message(language),
        "code": told.code,
        "parameters": {**told.parameters},
    }


def problem(error: CmpSearchError, scope: Scope) -> Response:
    """The answer to a request that ended in an error."""
    scope[CODE] = error.code
    language = preferred_language(None, Headers(scope=scope).get("accept-language", ""))
    content = problem_json(error, language)
    headers = _headers(content["status"], error)
    return Response(json_line(content), content["status"], headers, MEDIA_TYPE)


def refusal_problem(refusal: Refusal, scope: Scope) -> Response:
    """The answer to a request of a program that a gate refused.

    Raises:
        ValueError: gates refuse programs for no such reason.
    """
    match refusal:
        case Refusal.HOST:
            error = RequestError("host_unknown")
        case Refusal.METHOD:
            methods = "POST" if scope["path"] == "/mcp" else "GET, POST"
            error = RequestError("method_closed", methods=methods)
        case Refusal.CLOSED:
            error = RequestError("route_unknown")
        case Refusal.FOREIGN:
            error = RequestError("origin_foreign")
        case _:
            raise ValueError(refusal)
    return problem(error, scope)


def _headers(status: int, error: CmpSearchError) -> dict[str, str]:
    """What HTTP wants beside a status."""
    headers = dict(HEADERS)
    if status in AGAIN_S:
        headers["retry-after"] = AGAIN_S[status]
    if status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["allow"] = str(error.parameters["methods"])
    return headers
