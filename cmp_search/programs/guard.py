"""Before whatever programs ask: a key where one is needed, how often, and how much.

1. A key is sent as `Authorization: Bearer …`, and nowhere else: not in an address, which logs keep,
   and not in a cookie, which a browser would send for another site.
2. It has to open this collection, for what is asked, today. Where none is needed, one that is sent
   has to hold all the same.
3. Wrong keys are counted by address: too many are refused unrecorded. One that holds is taken
   meanwhile, since others may come from the same address.
4. Requests are counted by key, or by address where none was sent.
5. JSON is taken where JSON is asked for: no form of another site can send it.
6. The whole body is taken in, up to a size and a time, and handed on in one piece: what stands
   behind reads it at once, and cannot be held up.
"""

import asyncio
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cmp_search.errors import AccessKeyError, CmpSearchError, RateError, RequestError
from cmp_search.gate.limits import (
    BODY,
    BODY_SECONDS,
    COMPARISONS,
    DRAFT_BODY,
    PROGRAMS,
    WRONG_KEYS,
    Limiter,
)
from cmp_search.gate.noting import NOTES, PROGRAM, address_of
from cmp_search.programs.keys import KeyRing, Purpose, Refusals
from cmp_search.programs.measures import Measures
from cmp_search.programs.problems import HEADERS, problem

JSON = "application/json"
SCHEME = "bearer"
CALLER = "cmp_search.caller"
"""Where in the scope stands by what a request was counted (step 4), for what is counted besides."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address as the guard knows it: what it takes, and how much of it.

    Attributes:
        is_open: Whether it takes no key, and is asked as often as anybody likes.
        purpose: What a key has to be for.
        methods: Those that it takes.
        most: Bytes of a body.
        is_json: Whether a body has to be JSON.
        compares: Whether words are compared with all texts, which takes long.
    """

    is_open: bool = False
    purpose: Purpose = Purpose.ASK
    methods: tuple[str, ...] = ("GET",)
    most: int = BODY
    is_json: bool = True
    compares: bool = False


POST = ("POST",)
OPEN = Place(is_open=True, methods=("GET", "HEAD"))
PLACES = {
    "/api/health": OPEN,
    "/api/ready": OPEN,
    "/api/openapi.json": OPEN,
    "/api/metrics": Place(purpose=Purpose.METRICS),
    "/api/v1/search": Place(methods=POST),
    "/api/v1/verify": Place(methods=POST, most=DRAFT_BODY, is_json=False, compares=True),
    "/api/v1/verify/quotation": Place(methods=POST, compares=True),
    # A stream that an assistant opens with GET would never end.
    "/mcp": Place(methods=POST),
}
ANY = Place()
"""All other places."""


@dataclass(frozen=True, slots=True)
class Limiters:
    """What is counted (steps 3 and 4)."""

    programs: Limiter = field(default_factory=lambda: Limiter(PROGRAMS))
    comparisons: Limiter = field(default_factory=lambda: Limiter(COMPARISONS))
    wrong_keys: Limiter = field(default_factory=lambda: Limiter(WRONG_KEYS))


class Guard:
    """One for all that a server opens to programs; used by its one event loop."""

    def __init__(
        self,
        ring: KeyRing,
        refusals: Refusals,
        measures: Measures,
        *,
        collection: str,
        needs_key: bool,
        limiters: Limiters | None = None,
    ) -> None:
        self._ring = ring
        self._refusals = refusals
        self._measures = measures
        self._collection = collection
        self._needs_key = needs_key
        self._limiters = limiters or Limiters()

    def before(self, app: ASGIApp) -> ASGIApp:
        """The app with the guard before it."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                await self._guarded(app, scope, receive, send)
            else:
                await app(scope, receive, send)

        return guarded

    async def _guarded(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        place = PLACES.get(scope["path"], ANY)
        try:
            _check_method(place, scope)
            if not place.is_open:
                await self._admit(place, scope)
            body = await _body(place, scope, receive)
        except CmpSearchError as error:
            self._measures.refused(error.code)
            if isinstance(error, RateError):  # Keys that were refused are recorded.
                NOTES.refused(error.code, PROGRAM, address_of(scope))
            await problem(error, scope)(scope, receive, send)
        else:
            await app(scope, _replayed(body, receive), _secured(send))

    async def _admit(self, place: Place, scope: Scope) -> None:
        """Steps 1 to 4."""
        address = address_of(scope)
        try:
            caller = self._caller(place, scope) or address
        except AccessKeyError as error:
            if not self._limiters.wrong_keys.take(address):
                raise RateError("keys_tried_too_often") from error
            await self._refusals.note(address, error)
            raise
        if not self._limiters.programs.take(caller):
            raise RateError("requested_too_often")
        scope[CALLER] = caller
        if place.compares and not self._limiters.comparisons.take(caller):
            raise RateError("requested_too_often")

    def _caller(self, place: Place, scope: Scope) -> str:
        """Whose key was sent; empty where none was, and none is needed (steps 1 and 2).

        A proxy may have other words of its own in the header.
        """
        sent = [
            token.strip()
            for scheme, _, token in (
                value.strip().partition(" ")
                for value in Headers(scope=scope).getlist("authorization")
            )
            if scheme.lower() == SCHEME
        ]
        if not sent and not self._needs_key:
            return ""
        if len(sent) != 1:
            raise AccessKeyError("key_missing")
        return f"key {self._ring.opened_by(sent[0], self._collection, place.purpose).name}"


def _check_method(place: Place, scope: Scope) -> None:
    if scope["method"] not in place.methods:
        raise RequestError("method_closed", methods=", ".join(place.methods))


async def _body(place: Place, scope: Scope, receive: Receive) -> bytes:
    """Steps 5 and 6."""
    headers = Headers(scope=scope)
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] == "POST" and place.is_json and media_type != JSON:
        raise RequestError("request_type", type=media_type, known=[JSON])
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > place.most:
        raise RequestError("request_too_large", most=place.most)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(place.most, receive)
    except TimeoutError as error:
        raise RequestError("request_slow", seconds=BODY_SECONDS) from error


async def _read(most: int, receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":  # Nobody is there to be told.
            raise RequestError("request_slow", seconds=BODY_SECONDS)
        body += message.get("body", b"")
        if len(body) > most:
            raise RequestError("request_too_large", most=most)
        if not message.get("more_body"):
            return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What was taken in, in one piece, and then whatever comes."""
    pieces = [body]

    async def replay() -> Message:
        if pieces:
            return {"type": "http.request", "body": pieces.pop(), "more_body": False}
        return await receive()

    return replay


def _secured(send: Send) -> Send:
    """What nobody on the way keeps, and no browser takes for anything else."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sent
