"""The app where people sign in, with a provider of our own: both are started on loopback.

Also for `benchmarks.faults`: `signed_in_cookie` makes the cookie of somebody with a role.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from cmp_search.audit import Action, AuditLog
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.web.access.roles import Role
from cmp_search.web.access.streamlit_parts import USER_COOKIE
from tests.browser.driving import free_port, serving, wait_until_served
from tests.sample import write_corpus

CLIENT_SECRET, COOKIE_SECRET = "the client's own secret", "0123456789abcdef0123456789abcdef"
EMAILS = {
    Role.READER: "rita@reader.example",
    Role.EDITOR: "edith@editor.example",
    Role.ADMINISTRATOR: "ada@administrator.example",
}
"""Somebody with each role of `POLICY`."""
RITA, EDITH = EMAILS[Role.READER], EMAILS[Role.EDITOR]
STRANGER = "sam@stranger.example"
POLICY = """
address = "{address}"
session_hours = {hours}
secrets = "secrets.toml"

[provider]
metadata = "{provider}/.well-known/openid-configuration"
client_id = "cmp-search"

[roles]
reader = ["@reader.example"]
editor = ["edith@editor.example", "group:editors"]
administrator = ["ada@administrator.example"]
"""
PATIENCE_S = 60


class Served(NamedTuple):
    """The app where people sign in: its address, the provider's, and its policy and audit log."""

    address: str
    provider: str
    policy: Path
    audit: Path


def signed_in_cookie(who: str, address: str, *, secret: str = COOKIE_SECRET, **claims: Any) -> str:
    """The header Cookie of an e-mail address that signed in to the app a moment ago."""
    person = {"sub": who, "email": who, "email_verified": True, "iat": int(time.time())}
    session = {"origin": address, "is_logged_in": True, "provider": "default"}
    value = create_signed_value(secret, USER_COOKIE, json.dumps({**person, **session, **claims}))
    return f"{USER_COOKIE}={value.decode()}"


def write_policy(
    place: Path, address: str, provider: str = "http://127.0.0.1:9", hours: float = 8
) -> Path:
    """A policy with its secrets, in a folder; returns the policy's file."""
    secrets = place / "secrets.toml"
    secrets.write_text(f'client_secret = "{CLIENT_SECRET}"\ncookie_secret = "{COOKIE_SECRET}"\n')
    secrets.chmod(0o600)
    path = place / "access.toml"
    path.write_text(POLICY.format(address=address, provider=provider, hours=hours))
    return path


@contextmanager
def provider() -> Iterator[str]:
    """An OpenID provider that signs in anybody, until the end of the block; yields its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_served(f"{address}/.well-known/openid-configuration", process)
            yield address
        finally:
            process.terminate()


@contextmanager
def serving_with_sign_in(
    place: Path, provider: str, hours: float = 8, environment: Mapping[str, str] = {}
) -> Iterator[Served]:
    """The app on the sample corpus, until the end of the block."""
    corpus = write_corpus(place / "corpus")
    build_index(corpus, str(place / "index"), FakeEncoder(), "fake")
    folders = {"CORPUS": corpus, "INDEX": place / "index", "NOTES": place / "notes"}
    folders |= {"AUDIT": place / "audit", "ACCESS": place / "access.toml"}
    settings = {f"CMP_SEARCH_{name}": str(folder) for name, folder in folders.items()}
    environment = {**environment, "CMP_SEARCH_MODEL": "fake", "NO_PROXY": "*", "no_proxy": "*"}
    port = free_port()
    policy = write_policy(place, f"http://127.0.0.1:{port}", provider, hours)
    with serving(settings | dict(environment), port, "/favicon.png") as address:
        yield Served(address, provider, policy, place / "audit")


def visitor(address: str, cookie: str = "") -> httpx2.Client:
    """Somebody with a browser that knows no proxy, and keeps no connection open."""
    return httpx2.Client(
        base_url=address,
        headers={"cookie": cookie} if cookie else {},
        limits=httpx2.Limits(max_keepalive_connections=0),
        trust_env=False,
        timeout=PATIENCE_S,
    )


def register(served: Served, email: str, **claims: Any) -> None:
    """Let the provider know somebody, by the name of the address, with claims."""
    known = {"email": email, "email_verified": True, **claims}
    with visitor(served.provider) as at_provider:
        at_provider.put(f"/users/{email}", json=known).raise_for_status()


def sign_in(served: Served, email: str, **claims: Any) -> httpx2.Client:
    """Somebody who signed in, with the claims that the provider makes of them."""
    return sign_in_from("/", served, email, **claims)[0]


def sign_in_from(path: str, served: Served, email: str, **claims: Any) -> tuple[httpx2.Client, str]:
    """Somebody who signed in from a page, and where that led."""
    register(served, email, **claims)
    person = visitor(served.address)
    begin = person.get("/sign-in", params={"to": path})
    login = person.get(begin.headers["location"])
    with visitor("") as at_provider:
        back = at_provider.post(login.headers["location"], data={"sub": email})
    led = person.get(back.headers["location"])
    return person, led.headers["location"]


def events(served: Served) -> list[tuple[str, str, str]]:
    """Who came, went or was refused; that the policy is a new one is noted beside it."""
    found = AuditLog(served.audit).events()
    return [(one.who, one.action, one.outcome) for one in found if one.action != Action.POLICY]
