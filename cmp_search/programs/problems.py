"""What went wrong, as programs are told it: `application/problem+json`, as RFC 9457 has it.

1. The status is that of the error's code if the table has it, else of the nearest of its classes.
2. The message is in the language that the program accepts, and names no folder of the server.
3. Of what nobody expected, nothing is told; the log has it.
"""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from cmp_search import errors
from cmp_search.api.line import json_line
from cmp_search.api.shapes.problems import ProblemJson
from cmp_search.errors import CmpSearchError
from cmp_search.gate.discreet import discreet
from cmp_search.locales.preference import preferred_language

MEDIA_TYPE = "application/problem+json"
OF_CODE = {
    "request_malformed": HTTPStatus.BAD_REQUEST,
    "key_collection": HTTPStatus.FORBIDDEN,
    "key_purpose": HTTPStatus.FORBIDDEN,
    "route_unknown": HTTPStatus.NOT_FOUND,
    "filters_match_nothing": HTTPStatus.NOT_FOUND,
    "language_without_texts": HTTPStatus.NOT_FOUND,
    "no_edition": HTTPStatus.NOT_FOUND,
    "method_closed": HTTPStatus.METHOD_NOT_ALLOWED,
    "request_slow": HTTPStatus.REQUEST_TIMEOUT,
    "request_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "overloaded": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys_damaged": HTTPStatus.SERVICE_UNAVAILABLE,
}
OF_CLASS: Mapping[type[BaseException], HTTPStatus] = {
    errors.AccessKeyError: HTTPStatus.UNAUTHORIZED,
    errors.UnknownDocumentError: HTTPStatus.NOT_FOUND,
    errors.NoteError: HTTPStatus.NOT_FOUND,
    errors.LimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.FormatError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.RequestError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.QuestionError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ReadError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RateError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.SlowError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.EncoderError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.CorpusError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.GenerationError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.CmpSearchError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
RETRY = {HTTPStatus.TOO_MANY_REQUESTS: "2", HTTPStatus.SERVICE_UNAVAILABLE: "5"}
"""Seconds after which another try may succeed."""


def status_of(error: CmpSearchError) -> HTTPStatus:
    """The status of an error (step 1)."""
    if error.code in OF_CODE:
        return OF_CODE[error.code]
    return next(OF_CLASS[kind] for kind in type(error).__mro__ if kind in OF_CLASS)


def problem_json(error: CmpSearchError, language: str = "en") -> ProblemJson:
    """An error as a problem, with its message in a language (steps 1 to 3)."""
    status = status_of(error)
    unexpected = status is HTTPStatus.INTERNAL_SERVER_ERROR
    told = CmpSearchError("unexpected") if unexpected else discreet(error)
    return {
        "type": f"urn:cmp-search:error:{told.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": told.message(language),
        "code": told.code,
        "parameters": told.parameters,
    }


def problem(error: CmpSearchError, scope: Scope, headers: Mapping[str, str] = {}) -> Response:
    """The answer to a request that an error ended."""
    status = status_of(error)
    own = {"cache-control": "no-store"}
    if status in RETRY:
        own["retry-after"] = RETRY[status]
    if status is HTTPStatus.UNAUTHORIZED:
        own["www-authenticate"] = "Bearer"
    language = preferred_language(None, Headers(scope=scope).get("accept-language", ""))
    line = json_line(problem_json(error, language))
    return Response(line, status, {**own, **headers}, MEDIA_TYPE)
