"""What a program gets without a key that holds, where people sign in: nothing.

1. Every way to have no key, a wrong one or one that does not open this, and every way to send it
   wrongly, is tried at every route that takes a key. Each comes from an address of its own, so that
   it is the key that is refused, by its own status, and not too many of them.
2. Nor does a key open what it is not for by an address that is nearly another.
3. The right keys are tried at the same routes, so that a server that answers nobody is seen.
4. No file that the server wrote has a key in it.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.faults.doors import (
    Attempt,
    Header,
    answer_to,
    is_served,
    program_attempt,
    status_of,
    told,
)
from benchmarks.faults.figure import Figure
from benchmarks.faults.sockets import outward, watching
from cmp_search.audit import AuditLog, Via
from cmp_search.programs.keys import KeyFile, Purpose, read_keys
from cmp_search.programs.keys.key import today
from tests.web.access.signing_in import EMAILS, serving_with_sign_in, signed_in_cookie

ASKED = (("POST", "/api/v1/search"), ("GET", "/api/v1/documents"), ("POST", "/mcp"))
MEASURED = (("GET", "/api/metrics"),)
NEARLY = (
    *("/api/metrics%0a", "/api/%6detrics", "/api/metrics/", "/api//metrics", "/api/metrics%2f"),
    *("/api/metrics;", "/API/metrics", "/api/metrics%00", "/api/health/../metrics"),
    *("/api/openapi.json%0a", "/api/health%0a/../metrics", "/api/metrics%23", "/api/metrics%3f"),
)
"""Addresses that are nearly those of the measures, or of what is open to all."""
NOWHERE = "http://127.0.0.1:9"
"""A provider that nobody needs, as nobody signs in here."""
REFUSED = (401, 403)
UNKNOWN = "cmps_" + "x" * 43
Way = tuple[str, tuple[Header, ...]]
"""What is put after the path, and the headers that are sent."""


def add_keys(file: KeyFile) -> dict[str, str]:
    """Make keys of every kind; gives the tokens by what they are."""
    yesterday = today() - timedelta(days=1)
    tokens = {
        "for questions": file.add("for-questions", ["other", "cmp"])[0],
        "for metrics": file.add("for-metrics", ["cmp"], Purpose.METRICS)[0],
        "of another collection": file.add("of-another", ["other"])[0],
        "ended": file.add("ended", ["cmp"], until=yesterday)[0],
        "revoked": file.add("revoked", ["cmp"])[0],
        "metrics of another collection": file.add("m-of-another", ["other"], Purpose.METRICS)[0],
        "metrics, ended": file.add("m-ended", ["cmp"], Purpose.METRICS, yesterday)[0],
    }
    file.revoke("revoked")
    return tokens


def bearer(token: str) -> Header:
    """The header that a key is sent in."""
    return ("Authorization", f"Bearer {token}")


def wrong_ways(right: str, others: Mapping[str, str], hashed: str) -> dict[str, Way]:
    """Every way not to have a key, for routes that the key `right` opens."""
    sent = {**others, "unknown": UNKNOWN, "its hash": hashed, "cut": right[:-1]}
    sent |= {"in other letters": right.swapcase(), "nothing": "", "two in one": f"{right}, {right}"}
    return {
        "without a key": ("", ()),
        **{who: ("", (bearer(token),)) for who, token in sent.items()},
        "without a scheme": ("", (("Authorization", right),)),
        "by another scheme": ("", (("Authorization", f"Basic {right}"),)),
        "sent twice": ("", (bearer(right), bearer(right))),
        "in another header": (
            "",
            (("X-Api-Key", right), ("Proxy-Authorization", f"Bearer {right}")),
        ),
        "in a cookie": ("", (("Cookie", f"key={right}; Authorization=Bearer {right}"),)),
        "in the address": (f"?key={right}&access_token={right}&authorization=Bearer%20{right}", ()),
    }


def key_attempts(
    address: str, tokens: Mapping[str, str], hashes: Mapping[str, str]
) -> Iterator[Attempt]:
    """Step 1: every wrong way at every route, and everybody who signed in but has no key."""
    signed_in: dict[str, Way] = {
        f"signed in as {role.name.lower()}": ("", (("Cookie", signed_in_cookie(email, address)),))
        for role, email in EMAILS.items()
    }
    for name, routes in (("for questions", ASKED), ("for metrics", MEASURED)):
        others = {who: token for who, token in tokens.items() if who != name}
        ways = wrong_ways(tokens[name], others, hashes[name]) | signed_in
        for who, (query, headers) in ways.items():
            for method, path in routes:
                yield program_attempt(method, path + query, *headers, who=who)


def right_attempts(tokens: Mapping[str, str]) -> Iterator[Attempt]:
    """Step 3; the scheme is written in any letters, as HTTP has it."""
    for name, routes in (("for questions", ASKED), ("for metrics", MEASURED)):
        for method, path in routes:
            yield program_attempt(method, path, bearer(tokens[name]), who=name)
            small = ("authorization", f"bearer {tokens[name]}")
            yield program_attempt(method, path, small, who=f"{name}, small letters")


def from_elsewhere(attempts: Iterator[Attempt]) -> Iterator[Attempt]:
    """Attempts as a proxy on this machine hands them on, each from another address."""
    for n, one in zip(count(1), attempts, strict=False):
        forwarded = ("X-Forwarded-For", f"2001:db8::{n:x}")
        yield Attempt(one.who, one.method, one.path, (*one.headers, forwarded))


def key_figures(_: float) -> Iterator[Figure]:
    """Make all attempts at the app, and look at what it wrote and sent outward meanwhile."""
    began = monotonic()
    with TemporaryDirectory(prefix="cmp-search-keys-") as place:
        folder = Path(place)
        watched = folder / "watched"
        file = KeyFile(folder / "keys.json", AuditLog(folder / "keys-audit"), "ana", Via.COMMAND)
        tokens = add_keys(file)
        named = {key.name: key.sha256 for key in read_keys(file.path)}
        hashes = {who: named[who.replace(" ", "-")] for who in ("for questions", "for metrics")}
        environment = {"CMP_SEARCH_KEYS": str(file.path), **watching(watched)}
        with serving_with_sign_in(folder, NOWHERE, environment=environment) as app:
            every = list(from_elsewhere(key_attempts(app.address, tokens, hashes)))
            let_in = [one for one in every if status_of(answer_to(app.address, one)) not in REFUSED]
            nearly = [
                program_attempt("GET", path, bearer(tokens["for questions"]), who="for questions")
                for path in NEARLY
            ]
            let_in += [one for one in nearly if is_served(answer_to(app.address, one))]
            right = list(right_attempts(tokens))
            kept_out = [one for one in right if not is_served(answer_to(app.address, one))]
        sent, written = outward(watched), files_with(folder, [*tokens.values()])
    seconds = monotonic() - began
    tried = len(every) + len(nearly)
    yield Figure("requests without the key", tried, len(let_in), 0, seconds, told(let_in))
    yield Figure("requests with the key", len(right), len(kept_out), 0, 0, told(kept_out))
    yield Figure("keys in files", len(tokens), len(written), 0, 0, "; ".join(written[:3]))
    note = "; ".join(sent[:3])
    yield Figure("outward connections for programs", tried, len(sent), 0, 0, note)


def files_with(folder: Path, tokens: list[str]) -> list[str]:
    """The files in a folder that have one of the tokens (step 4)."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        str(path.relative_to(folder))
        for path in files
        if any(token.encode() in path.read_bytes() for token in tokens)
    ]
