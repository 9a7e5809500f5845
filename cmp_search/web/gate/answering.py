"""Answers in the place of the app, for what is refused."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from cmp_search.gate.hosts import is_for_programs
from cmp_search.gate.noting import APP, NOTES, PROGRAM
from cmp_search.gate.refusal import POLICY_VIOLATION, Refusal
from cmp_search.locales import messages_for
from cmp_search.locales.preference import preferred_language
from cmp_search.programs.problems import refusal_problem


async def refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer in the place of the app; a handshake is closed before it is accepted."""
    NOTES.refusal(refusal, scope, PROGRAM if is_for_programs(scope) else APP)
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await _response(refusal, scope)(scope, receive, send)


def _response(refusal: Refusal, scope: Scope) -> Response:
    """The answer to a refused request, in the language that the browser or program asks for."""
    if is_for_programs(scope):
        return refusal_problem(refusal, scope)
    headers = {"cache-control": "no-store", "connection": "close"}
    if refusal is Refusal.CLOSED:
        # The middleware of the page replaces HTML by the page that says what there is.
        return Response(status_code=refusal.status, headers=headers, media_type="text/html")
    text = HTTPStatus(refusal.status).phrase
    if refusal.key:
        accepted = Headers(scope=scope).get("accept-language", "")
        text = messages_for(preferred_language(None, accepted))(refusal.key)
    return PlainTextResponse(text, refusal.status, headers)
