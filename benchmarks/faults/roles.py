"""What somebody without a role gets of the app where people sign in: the page that says so.

Everybody who is nobody is tried at every route with every method: without a cookie, with one that
has ended or was made elsewhere, as a stranger, or with headers that name somebody. So is a reader
at what is another's.
"""

import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.faults.doors import (
    CHANGING,
    CLOSED,
    HANDSHAKE,
    OPEN,
    OWN,
    Attempt,
    Header,
    answer_to,
    is_served,
    told,
)
from benchmarks.faults.figure import Figure
from benchmarks.faults.sockets import outward, watching
from cmp_search.web.access.roles import Role
from cmp_search.web.access.streamlit_parts import USER_COOKIE
from tests.web.access.signing_in import (
    EMAILS,
    STRANGER,
    serving_with_sign_in,
    signed_in_cookie,
)

READER, ADMINISTRATOR = EMAILS[Role.READER], EMAILS[Role.ADMINISTRATOR]
FREE = ("/favicon.png", "/served/look.css")
"""Files that the page has which asks people to sign in."""
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", HANDSHAKE)
NOWHERE = "http://127.0.0.1:9"
"""A provider that nobody needs, as nobody signs in here."""
SECRET = "another secret of 32 characters ."


def nobodies(address: str) -> dict[str, tuple[Header, ...]]:
    """Those without a role, and the headers that they send."""
    cookie = signed_in_cookie(ADMINISTRATOR, address)
    name, _, value = cookie.partition("=")
    cookies = {
        "a stranger": signed_in_cookie(STRANGER, address),
        "nobody's e-mail address": signed_in_cookie("", address),
        "one not verified": signed_in_cookie(ADMINISTRATOR, address, email_verified=False),
        "one of yesterday": signed_in_cookie(ADMINISTRATOR, address, iat=time.time() - 86_400),
        "one of tomorrow": signed_in_cookie(ADMINISTRATOR, address, iat=time.time() + 86_400),
        "one of another site": signed_in_cookie(
            ADMINISTRATOR, address, origin="http://evil.example"
        ),
        "one with another secret": signed_in_cookie(ADMINISTRATOR, address, secret=SECRET),
        "one who is a list": signed_in_cookie(READER, address, email=[ADMINISTRATOR]),
        "one with a domain within": signed_in_cookie(f"{READER}@evil.example", address),
        "one with a line end": signed_in_cookie(f"x@evil.example\n{READER}", address),
        "one of a group of no provider": signed_in_cookie(
            STRANGER, address, groups=["nobodies", "editorsx"]
        ),
        "one cut short": cookie[:-4],
        "one changed": f"{name}={value[:40]}{'A' if value[40] != 'A' else 'B'}{value[41:]}",
        "nothing": f"{USER_COOKIE}=",
        "nonsense": f"{USER_COOKIE}=%00%ff; {USER_COOKIE}_0=x",
    }
    named = ("X-Forwarded-User", "Remote-User", "X-Auth-Request-Email", "Authorization")
    return {
        "without a cookie": (),
        **{who: (("Cookie", sent),) for who, sent in cookies.items()},
        **{f"named in {header}": ((header, ADMINISTRATOR),) for header in named},
    }


def role_attempts(address: str) -> Iterator[Attempt]:
    """Every nobody at every route with every method, and a reader at what is another's."""
    own: tuple[Header, ...] = (("Host", OWN), ("Origin", "http://" + OWN))
    paths = dict.fromkeys(path for _, path in OPEN + CHANGING if path not in FREE)
    for (who, headers), path, method in product(nobodies(address).items(), paths, METHODS):
        yield Attempt(who, method, path, own + headers)
    for role, (method, path) in product(Role, CHANGING + CLOSED):
        if not path.startswith(("/auth/", "/oauth2callback")):
            sent = ("Cookie", signed_in_cookie(EMAILS[role], address))
            yield Attempt(role.name.lower(), method, path, (*own, sent))


def role_figures(_: float) -> Iterator[Figure]:
    """Make all attempts at the app, and watch what it sends outward meanwhile."""
    began = time.monotonic()
    with TemporaryDirectory(prefix="cmp-search-roles-") as place:
        watched = Path(place) / "watched"
        environment = watching(watched)
        with serving_with_sign_in(Path(place), NOWHERE, environment=environment) as app:
            every = list(role_attempts(app.address))
            let_in = [one for one in every if is_served(answer_to(app.address, one))]
        sent = outward(watched)
    seconds = time.monotonic() - began
    yield Figure("requests without the role", len(every), len(let_in), 0, seconds, told(let_in))
    yield Figure("outward connections of sign-in", len(every), len(sent), 0, 0, "; ".join(sent[:3]))
