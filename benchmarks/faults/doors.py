"""What a page of another site, or a name made to point here, gets of the running app: nothing.

Every way to be foreign is tried at every route, and every route that is closed is tried as a page
of the app would, or a program. Programs of this machine are answered meanwhile.
"""

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from urllib.parse import urlsplit

from benchmarks.faults.figure import Figure
from benchmarks.faults.sockets import outward, watching
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from tests.browser.driving import serving
from tests.sample import write_corpus

Header = tuple[str, str]
OWN = "127.0.0.1:{port}"
FOREIGN: dict[str, tuple[Header, ...]] = {
    "rebound name": (("Host", "evil.example:{port}"),),
    "rebound name, own page": (
        ("Host", "evil.example:{port}"),
        ("Origin", "http://evil.example:{port}"),
    ),
    "foreign page": (("Host", OWN), ("Origin", "http://evil.example")),
    "foreign page by TLS": (("Host", OWN), ("Origin", "https://evil.example")),
    "another port": (("Host", OWN), ("Origin", "http://127.0.0.1:9")),
    "another port of localhost": (
        ("Host", "localhost:{port}"),
        ("Origin", "http://localhost:9999"),
    ),
    "another name of this machine": (("Host", OWN), ("Origin", "http://localhost:{port}")),
    "no port": (("Host", OWN), ("Origin", "http://127.0.0.1")),
    "page without origin": (("Host", OWN), ("Origin", "null")),
    "file": (("Host", OWN), ("Origin", "file://")),
    "extension": (("Host", OWN), ("Origin", "chrome-extension://abcdef")),
    "longer name": (("Host", OWN), ("Origin", "http://127.0.0.1.evil.example:{port}")),
    "user in origin": (("Host", OWN), ("Origin", "http://127.0.0.1:{port}@evil.example")),
    "two origins": (("Host", OWN), ("Origin", "http://" + OWN), ("Origin", "http://evil.example")),
    "two hosts": (("Host", OWN), ("Host", "evil.example")),
    "two hosts in one": (("Host", OWN + ", evil.example"),),
    "no host": (),
    "user in host": (("Host", "127.0.0.1@evil.example"),),
    "dot at the end": (("Host", "localhost.:{port}"),),
    "number for a name": (("Host", "2130706433:{port}"),),
    "another address": (("Host", "[::ffff:192.0.2.1]:{port}"),),
    "forwarded": (
        ("Host", "evil.example"),
        ("X-Forwarded-Host", OWN),
        ("Forwarded", "host=" + OWN),
    ),
    "embedded": (("Host", OWN), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")),
    "framed": (
        ("Host", OWN),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "iframe"),
    ),
}
"""Ways to be foreign, with the headers that they are known by."""
HANDSHAKE = "WEBSOCKET"
OPEN = (
    ("GET", "/"),
    ("HEAD", "/read"),
    ("GET", "/served/page.js"),
    ("GET", "/favicon.png"),
    ("GET", "/_stcore/health"),
    ("GET", "/_stcore/host-config"),
    (HANDSHAKE, "/_stcore/stream"),
)
"""Routes that are open to pages of the app."""
CHANGING = (
    ("PUT", "/_stcore/upload_file/session/file"),
    ("DELETE", "/_stcore/upload_file/session/file"),
)
"""Routes that change something, for a session that there is."""
PROGRAMS = (
    ("POST", "/api/v1/search"),
    ("GET", "/api/v1/documents"),
    ("GET", "/api/health"),
    ("GET", "/api/metrics"),
    ("POST", "/mcp"),
)
"""Routes that are open to programs, which send no Origin."""
BODIES = {
    "/api/v1/search": b'{"question": "Who polished forty lenses?"}',
    "/mcp": b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": '
    b'"search_passages", "arguments": {"question": "Who polished forty lenses?"}}}',
}
"""What is sent to routes that take something, by their paths."""
IN_JSON = (
    ("Content-Type", "application/json"),
    ("Accept", "application/json, text/event-stream"),
)
CLOSED_TO_PROGRAMS = (
    ("POST", "/api"),
    ("GET", "/api/docs"),
    ("GET", "/api/redoc"),
    ("GET", "/api/v1/search"),
    ("DELETE", "/api/v1/documents"),
    ("POST", "/api/health"),
    ("GET", "/api/../_stcore/metrics"),
    ("GET", "/api/%2e%2e/_stcore/metrics"),
)
"""Routes and methods that programs would find below their own, and that are closed, too."""
CLOSED = (
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/metrics/"),
    ("GET", "//_stcore/metrics"),
    ("GET", "/static/../_stcore/metrics"),
    ("GET", "/static/..%2f_stcore/metrics"),
    ("GET", "/_stcore/%6detrics"),
    ("GET", "/_stcore/script-health-check"),
    ("GET", "/_stcore/agent/openapi.json"),
    ("POST", "/_stcore/agent/interact"),
    ("POST", "/_stcore/agent/mcp"),
    ("GET", "/_stcore/bidi-components/a/b.js"),
    ("GET", "/component/a/index.html"),
    ("GET", "/app/static/a"),
    ("GET", "/auth/login"),
    ("GET", "/auth/logout"),
    ("GET", "/oauth2callback"),
    ("GET", "/static/../../serving.py"),
    ("GET", "/served/%2e%2e/serving.py"),
    ("OPTIONS", "/_stcore/upload_file/session/file"),
    ("OPTIONS", "/_stcore/health"),
    ("POST", "/"),
    ("TRACE", "/"),
    ("DELETE", "/media/a"),
    ("GET", "/_stcore/upload_file/session/file"),
    ("GET", "http://evil.example/"),
    ("GET", "/api"),
    ("GET", "/mcp"),
    ("DELETE", "/mcp"),
    ("POST", "/mcp/"),
    ("OPTIONS", "/api/v1/search"),
    (HANDSHAKE, "/mcp"),
    (HANDSHAKE, "/api/v1/search"),
    (HANDSHAKE, "/"),
    (HANDSHAKE, "/_stcore/health"),
)
"""Routes and methods that are closed to everybody."""
UPGRADE = (
    ("Upgrade", "websocket"),
    ("Connection", "Upgrade"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ("Sec-WebSocket-Protocol", "streamlit"),
)
PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request: who sends it, to which route; `{port}` in a header is the server's."""

    who: str
    method: str
    path: str
    headers: tuple[Header, ...]


def attempts() -> Iterator[Attempt]:
    """Every foreign request, and every one for what is closed."""
    for who, headers in FOREIGN.items():
        for method, path in OPEN + CHANGING + PROGRAMS:
            yield Attempt(who, method, path, headers)
    for method, path in CLOSED:
        yield own_attempt(method, path)
    for method, path in CLOSED_TO_PROGRAMS:
        yield program_attempt(method, path)


def own_attempt(method: str, path: str) -> Attempt:
    """A request as a page of the app sends it."""
    return Attempt("own page", method, path, (("Host", OWN), ("Origin", "http://" + OWN)))


def program_attempt(method: str, path: str, *headers: Header, who: str = "program") -> Attempt:
    """A request as a program on this machine sends it, with headers of its own."""
    return Attempt(who, method, path, (("Host", OWN), *headers))


def answer_to(address: str, attempt: Attempt) -> bytes:
    """The answer to an attempt; of one to a handshake, the headers."""
    place = urlsplit(address)
    is_handshake = attempt.method == HANDSHAKE
    headers = [*attempt.headers, *(UPGRADE if is_handshake else (("Connection", "close"),))]
    framing = {"content-length", "transfer-encoding"}
    body = BODIES.get(attempt.path.partition("?")[0], b"") if attempt.method == "POST" else b""
    headers += IN_JSON if body else ()
    if attempt.method in ("PUT", "POST") and not framing & {name.lower() for name, _ in headers}:
        headers.append(("Content-Length", str(len(body))))
    lines = [f"{'GET' if is_handshake else attempt.method} {attempt.path} HTTP/1.1"]
    lines += [f"{name}: {value}".replace("{port}", str(place.port)) for name, value in headers]
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE_S) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        found = b""
        while not (is_handshake and b"\r\n\r\n" in found) and (piece := connection.recv(65536)):
            found += piece
    return found


def door_figures(_: float) -> Iterator[Figure]:
    """Make all attempts at the app, and watch what it sends outward meanwhile."""
    began = monotonic()
    with TemporaryDirectory(prefix="cmp-search-doors-") as place:
        folder = Path(place)
        write_corpus(folder / "corpus")
        build_index(folder / "corpus", str(folder / "index"), FakeEncoder(), "fake")
        folders = {"CORPUS": "corpus", "INDEX": "index", "NOTES": "notes"}
        settings = {f"CMP_SEARCH_{name}": str(folder / own) for name, own in folders.items()}
        watched = folder / "watched"
        with serving({**settings, "CMP_SEARCH_MODEL": "fake", **watching(watched)}) as address:
            tried, let_in = served(address)
            asked = [program_attempt(method, path) for method, path in PROGRAMS]
            silent = [one for one in asked if not is_served(answer_to(address, one))]
        sent = outward(watched)
    seconds = monotonic() - began
    yield Figure("foreign requests", tried, len(let_in), 0, seconds, told(let_in))
    yield Figure("programs at this machine", len(asked), len(silent), 0, 0, told(silent))
    tried += len(asked)
    yield Figure("outward connections of the app", tried, len(sent), 0, 0, "; ".join(sent[:3]))


def told(found: Sequence[Attempt]) -> str:
    """The first few of some attempts, in words."""
    return "; ".join(f"{one.who}: {one.method} {one.path}" for one in found[:3])


def served(address: str) -> tuple[int, list[Attempt]]:
    """How many attempts were made at the app, and those that it served or gave a cookie."""
    every = list(attempts())
    return len(every), [one for one in every if is_served(answer_to(address, one))]


def status_of(answer: bytes) -> int:
    """The status of an answer; 0 if the server hung up without one."""
    _, status, *_ = [*answer.split(maxsplit=2), b"0", b"0"]
    return int(status)


def is_served(answer: bytes) -> bool:
    """Whether an answer gives anything, or a cookie."""
    return 0 < status_of(answer) < 400 or b"set-cookie" in answer.partition(b"\r\n\r\n")[0].lower()
