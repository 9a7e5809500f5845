"""How an error is answered to a program: as problem+json (RFC 9457), with the error's code.

The status is that of the code, where it has one of its own, else that of the nearest class. The
message is in the language that the request asks for; a client tells errors apart by their code.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Scope

from cmp_search import errors
from cmp_search.errors import CmpSearchError
from cmp_search.gate.discreet import discreet
from cmp_search.language.unseen import escaped
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
    "starting": 503,
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
"""The status of what nobody has foreseen; nothing is told of it."""
AGAIN_S = "5"
"""When to ask again that what was too much, or is not ready; in seconds."""


class Problem(JSONResponse):
    """An error, for programs."""

    media_type = "application/problem+json"

    def render(self, content: object) -> bytes:
        """As the command line prints JSON."""
        return escaped(json.dumps(content, ensure_ascii=False)).encode()


def status_of(error: CmpSearchError) -> int:
    """The HTTP status of an error."""
    found = (OF_CLASS[kind] for kind in type(error).__mro__ if kind in OF_CLASS)
    return OF_CODE.get(error.code) or next(found, FAILED)


def problem(error: CmpSearchError, scope: Scope) -> Problem:
    """The answer to a request that ended in an error."""
    status = status_of(error)
    told = discreet(error) if status != FAILED else CmpSearchError("unexpected")
    language = preferred_language(None, Headers(scope=scope).get("accept-language", ""))
    content = {
        "type": f"urn:cmp-search:error:{told.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": told.message(language),
        "code": told.code,
        "parameters": told.parameters,
    }
    return Problem(content, status, _headers(status, told))


def _headers(status: int, error: CmpSearchError) -> dict[str, str]:
    """What HTTP wants beside a status."""
    headers = {"cache-control": "no-store"}
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        headers["retry-after"] = AGAIN_S
    if status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    if error.code == "method_closed":
        headers["allow"] = str(error.parameters["methods"])
    return headers
