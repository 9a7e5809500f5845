"""Who comes and goes: noted in the audit log, and kept so that a sign-in that was ended stays so.

1. When the provider sends somebody back, Streamlit's answer has the cookie of who they are: they
   signed in, and are led to the page that they asked for, or were refused for having no role. Where
   it has none, or the provider could not be asked at all, the page says that it failed, and the log
   what to look at.
2. Where people reach the app by https, cookies are for https alone; the browser keeps those of a
   sign-in no longer than it lasts.
3. Who signs out is remembered while a sign-in can last: no copy of its cookie is taken.
4. A browser in which somebody signed in keeps a cookie that says no more than that, until they sign
   out: when a sign-in has ended by itself, the page can say so.
"""

import asyncio
import re
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import Message, Scope, Send

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.audit.event import DONE, NO_ROLE
from cmp_search.errors import AuditError
from cmp_search.logs import tell
from cmp_search.logs.events.coming import SignInFailed
from cmp_search.logs.failures import tell_failure
from cmp_search.web.access import streamlit_parts
from cmp_search.web.access.identity import SECONDS_PER_HOUR, Identity, identity_of
from cmp_search.web.access.pages import CAME, FAILED, TO, page_to_return_to
from cmp_search.web.access.policy import CALLBACK, MOST_HOURS, Policy
from cmp_search.web.gate.routes import Route

RETURN = "cmp-search-to"
"""The cookie with the page that was asked for, until somebody has signed in."""
RETURN_S = 600
CAME_S = 30 * 24 * 3600
"""How long a browser knows that somebody signed in (step 4)."""
ANSWERED = ("state", "code", "error")
"""In the address that the provider sends people back to, where they meant to sign in."""
ERRORS = 400
"""The least status of an answer that is an error."""
NO_PROVIDER = (
    "nobody can sign in, as {} cannot be asked: open that address on this machine, and look at"
    " “metadata” in the policy, at the network and at HTTPS_PROXY"
)
UNUSED_CODE = (
    "the provider sent somebody back, and that led to no sign-in: if it goes on, look at the"
    " client's secret, at “client_id”, and at the redirect address that the provider has"
)
"""What the log says to look at."""
_MAX_AGE = re.compile(r"max-age=[1-9]\d*", re.IGNORECASE)


class Coming:
    """Notes who comes and goes; used by the server's one thread."""

    def __init__(
        self,
        routes: Sequence[Route],
        secret: str,
        policy: Callable[[], Policy],
        log: AuditLog,
    ) -> None:
        self._routes = routes
        self._secret = secret
        self._policy = policy
        self._log = log
        self._gone: dict[str, float] = {}

    def has_gone(self, identity: Identity) -> bool:
        """Whether somebody ended this sign-in (step 3)."""
        return identity.key in self._gone

    def left(self, send: Send) -> Send:
        """Sends the answer to who signs out; the browser forgets that somebody had come."""
        secured = self.secured(send)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set_cookie(message, CAME, "", 0)
            await secured(message)

        return sent

    async def go(self, identity: Identity) -> None:
        """End a sign-in."""
        oldest = time.time() - MOST_HOURS * SECONDS_PER_HOUR
        self._gone = {key: began for key, began in self._gone.items() if began > oldest}
        self._gone[identity.key] = identity.began
        await self._note(identity, Action.SIGN_OUT)

    def sent_on(self, scope: Scope) -> Response:
        """The answer where signing in begins; the page that was asked for is kept meanwhile."""
        place = streamlit_parts.address_of_login()
        answer = RedirectResponse(place, 303, {"cache-control": "no-store"})
        asked = QueryParams(scope["query_string"]).get(TO, "")
        if page := page_to_return_to(asked, self._routes):
            answer.set_cookie(RETURN, quote(page, safe=""), RETURN_S, httponly=True, samesite="lax")
        return answer

    def secured(self, send: Send) -> Send:
        """Sends answers with cookies as they are to be (step 2)."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._secure(message)
            await send(message)

        return sent

    def noted(self, scope: Scope, send: Send) -> Send:
        """Sends the answers of signing in, and notes who came (steps 1, 2 and 4)."""
        secured = self.secured(send)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                if scope["path"] == CALLBACK:
                    await self._came(scope, message)
                elif message["status"] >= ERRORS:
                    self._failed_to_begin(message)
            await secured(message)

        return sent

    async def _came(self, scope: Scope, answer: Message) -> None:
        """Step 1."""
        headers = MutableHeaders(scope=answer)
        identity = identity_of(_set(headers.getlist("set-cookie")), self._secret, self._policy())
        if identity is None:
            query = QueryParams(scope["query_string"])
            if any(name in query for name in ANSWERED) and "location" in headers:
                headers["location"] = f"/?{FAILED}"
            if "code" in query:
                tell(SignInFailed(UNUSED_CODE))
        elif identity.role(self._policy()):
            asked = HTTPConnection(scope).cookies.get(RETURN, "")
            if page := page_to_return_to(unquote(asked), self._routes):
                headers["location"] = page
                _set_cookie(answer, RETURN, "", 0)
            _set_cookie(answer, CAME, "yes", CAME_S)
            await self._note(identity, Action.SIGN_IN)
        else:
            await self._note(identity, Action.REFUSED)

    def _failed_to_begin(self, answer: Message) -> None:
        """The provider could not be asked; Streamlit answers with a word, not a page (step 1)."""
        tell(SignInFailed(NO_PROVIDER.format(self._policy().provider.metadata)))
        answer["status"] = HTTPStatus.SEE_OTHER
        headers = MutableHeaders(scope=answer)
        headers["location"] = f"/?{FAILED}"
        headers["cache-control"] = "no-store"

    async def _note(self, identity: Identity, action: Action) -> None:
        """Record it; whoever reads is not kept out for a log that cannot be written."""
        who, outcome = identity.email, NO_ROLE if action is Action.REFUSED else DONE
        try:
            await asyncio.to_thread(self._log.record, who, Via.APP, action, "", outcome)
        except AuditError as error:
            tell_failure(error, "audit")

    def _secure(self, answer: Message) -> None:
        """Step 2."""
        seconds = int(self._policy().session_hours * SECONDS_PER_HOUR)
        safe = b"; Secure" if self._policy().is_encrypted else b""
        answer["headers"] = [
            (name, _limited(value, seconds) + safe if name.lower() == b"set-cookie" else value)
            for name, value in answer["headers"]
        ]


def _set_cookie(answer: Message, name: str, value: str, seconds: int) -> None:
    """Have the browser keep a cookie for so long, for this server alone; or drop it."""
    cookie = f"{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=lax"
    MutableHeaders(scope=answer).append("set-cookie", cookie)


def _limited(cookie: bytes, seconds: int) -> bytes:
    """A cookie that the browser keeps for so long, if it is one of a sign-in that is set."""
    text = cookie.decode("latin-1")
    if not text.startswith(streamlit_parts.SIGNED_IN):
        return cookie
    return _MAX_AGE.sub(f"Max-Age={seconds}", text).encode("latin-1")


def _set(cookies: Iterable[str]) -> dict[str, str]:
    """The cookies that an answer sets, by name."""
    found: SimpleCookie = SimpleCookie()
    for cookie in cookies:
        try:
            found.load(cookie)
        except CookieError:
            continue
    return {name: morsel.value for name, morsel in found.items()}
