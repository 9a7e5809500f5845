"""Behind the gate, where people sign in: who sent a request, and whether they may.

1. Only the address of the policy is served; at another name of this server a page leads to it.
2. A route that takes a role takes it of every request and handshake: who has not signed in gets the
   page that asks them to, who has no role the page that says so, and programs get the status alone.
   Nothing of the app is behind either page. What takes a higher role does not exist for others.
3. Files that a page offers, and uploads, are for the sessions of the same person alone.
4. An open WebSocket is closed when its sign-in ends, or when whoever opened it has another role;
   that is looked at before each message, and every second (`closing`).
5. What signs people in and out is noted: who came, who was refused, who went (`coming`). A sign-in
   that was ended is not taken again, wherever its cookie was copied to.
6. Programs send keys (`programs.guard`): a sign-in opens nothing to them, and a key no page. They
   may come by any name of this server, as those on the same machine do.
"""

from collections.abc import Callable, Sequence

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.audit import AuditLog
from cmp_search.gate.hosts import OWN_SITES, PORTS, authority
from cmp_search.gate.refusal import Refusal
from cmp_search.web.access import streamlit_parts
from cmp_search.web.access.closing import closing
from cmp_search.web.access.coming import Coming
from cmp_search.web.access.files import Files
from cmp_search.web.access.identity import Identity, identity_of
from cmp_search.web.access.pages import refused_page, sign_in_page
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.roles import PERSON, Person, Role
from cmp_search.web.gate.answering import refuse
from cmp_search.web.gate.routes import BEGIN, Route, Use, find_route
from cmp_search.web.gate.uploads import session_of


class Guard:
    """ASGI middleware; for HTTP and for WebSockets."""

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[Route],
        secret: str,
        policy: Callable[[], Policy],
        log: AuditLog,
    ) -> None:
        self._app = app
        self._routes = routes
        self._secret = secret
        self._policy = policy
        self._files = Files()
        self._coming = Coming(routes, secret, policy, log)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here; it has passed the gate."""
        route = find_route(self._routes, scope) if scope["type"] != "lifespan" else Refusal.CLOSED
        if isinstance(route, Refusal) or route.use is Use.PROGRAM:
            await self._app(scope, receive, send)
        elif not _is_at(self._policy(), scope):
            await self._lead(route, scope, receive, send)
        elif route.use in (Use.SIGN_IN, Use.SIGN_OUT):
            await self._sign(route, scope, receive, send)
        elif route.least is None:
            await self._app(scope, receive, self._coming.secured(send))
        else:
            await self._checked(route, route.least, scope, receive, send)

    def _identity(self, scope: Scope) -> Identity | None:
        """Who sent a request, unless that sign-in was ended."""
        found = identity_of(HTTPConnection(scope).cookies, self._secret, self._policy())
        return None if found and self._coming.has_gone(found) else found

    async def _lead(self, route: Route, scope: Scope, receive: Receive, send: Send) -> None:
        """Step 1."""
        if route.use is not Use.PAGE:
            await refuse(Refusal.HOST, scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        place = f"{self._policy().address}{scope['path']}{'?' if query else ''}{query}"
        await RedirectResponse(place, 307)(scope, receive, send)

    async def _sign(self, route: Route, scope: Scope, receive: Receive, send: Send) -> None:
        """Let people sign in and out (step 5); out only by a page of the app, or by themselves."""
        identity = self._identity(scope)
        if scope["path"] == BEGIN:
            answer = RedirectResponse("/", 303) if identity else self._coming.sent_on(scope)
            await answer(scope, receive, self._coming.secured(send))
        elif route.use is Use.SIGN_IN:
            await self._app(scope, receive, self._coming.noted(scope, send))
        elif Headers(scope=scope).get("sec-fetch-site", "none") not in OWN_SITES:
            await refuse(Refusal.FOREIGN, scope, receive, send)
        else:
            if identity:
                await self._coming.go(identity)
            await self._app(scope, receive, self._coming.left(send))

    async def _checked(
        self, route: Route, least: Role, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Steps 2 to 4."""
        identity = self._identity(scope)
        role = identity.role(self._policy()) if identity else None
        if identity is None or role is None:
            await _turn_away(route, identity, scope, receive, send)
        elif role < least or not self._is_own(route, identity, scope):
            await refuse(Refusal.CLOSED, scope, receive, send)
        else:
            scope[PERSON] = Person(identity.email, role)
            send = self._coming.secured(send)
            if scope["type"] == "websocket":
                send = self._files.noting(send, identity.email)
                receive, send = closing(lambda: self._has(identity, role), receive, send)
            await self._app(scope, receive, send)

    def _is_own(self, route: Route, identity: Identity, scope: Scope) -> bool:
        """Step 3."""
        if route.use is Use.MEDIA:
            return self._files.has(scope["path"], identity.email)
        return route.use is not Use.UPLOAD or _is_theirs(session_of(scope), identity)

    def _has(self, identity: Identity, role: Role) -> bool:
        """Whether somebody still has a role, and the sign-in lasts."""
        return identity.role(self._policy()) is role and not self._coming.has_gone(identity)


def _is_at(policy: Policy, scope: Scope) -> bool:
    """Whether a request was sent to the policy's address; the gate has seen that it has one Host.

    What goes without saying is the port of that address's scheme, as a proxy has the certificate.
    """
    port = PORTS["https" if policy.is_encrypted else "http"]
    return authority(Headers(scope=scope).get("host", ""), port) == policy.host


def _is_theirs(session: str, identity: Identity) -> bool:
    return identity.email in {
        email.strip().lower() for email in streamlit_parts.emails_of_session(session)
    }


async def _turn_away(
    route: Route, identity: Identity | None, scope: Scope, receive: Receive, send: Send
) -> None:
    """Step 2, for who may not."""
    if route.use is Use.PAGE:
        page = refused_page(scope, identity.email) if identity else sign_in_page(scope)
        await page(scope, receive, send)
    else:
        await refuse(Refusal.ROLE if identity else Refusal.SIGN_IN, scope, receive, send)
