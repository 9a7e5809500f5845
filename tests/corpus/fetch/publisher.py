"""A publisher's server on this machine, which can behave and misbehave as servers do."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme

from cmp_search.corpus.fetch.network import IPAddress, Limits, Network

HOST = "texts.example"
ALIAS = "mirror.example"
LOCAL = "127.0.0.1"

Page = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Records each request, and lets the page at its path respond."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        """Respond."""
        self.close_connection = True
        self.server.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        self.server.pages[self.path](self)

    def say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        """Send a whole response as given, and end TLS properly."""
        self.begin(status, headers)
        self.wfile.write(body)
        self.farewell()

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """Send the head of a response."""
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()

    def farewell(self) -> None:
        """End TLS."""
        self.wfile.flush()
        assert isinstance(self.connection, ssl.SSLSocket)
        with suppress(OSError):
            self.connection.settimeout(0.5)
            self.connection.unwrap()

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


class Server(ThreadingHTTPServer):
    """Pages by path, and the requests received."""

    daemon_threads = True
    pages: dict[str, Page]
    requests: list[tuple[str, dict[str, str]]]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that disconnects early is not an error."""


@dataclass
class Publisher:
    """What tests need to know about the server."""

    server: Server
    authority: trustme.CA
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self.server.server_address[1]

    def url(self, path: str, host: str = HOST) -> str:
        """The address of a page."""
        return f"https://{host}:{self.port}{path}"

    def asked(self, name: str) -> list[str | None]:
        """A header of each request."""
        return [headers.get(name) for _, headers in self.requests]

    @property
    def paths(self) -> list[str]:
        """The requested paths."""
        return [path for path, _ in self.requests]

    def trust(self) -> ssl.SSLContext:
        """TLS that trusts the tests' own authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.authority.configure_trust(context)
        return context

    def network(self, **limits: float) -> Network:
        """A network in which this machine may be reached, with limits that a busy machine keeps."""
        small: dict[str, Any] = {
            "pause": 0,
            "read_timeout": 5,
            "total_timeout": 20,
            "max_bytes": 50_000,
        }
        return Network(is_local, self.trust, Limits(**small | limits))


def is_local(address: IPAddress) -> bool:
    """The addresses that tests allow instead of public ones."""
    return str(address) == LOCAL


@contextmanager
def publishing(authority: trustme.CA) -> Iterator[Publisher]:
    """A server that runs during the test."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST, ALIAS).configure_cert(context)
    with Server((LOCAL, 0), Handler) as server:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        publisher = Publisher(server, authority)
        server.pages, server.requests = publisher.pages, publisher.requests
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield publisher
        finally:
            server.shutdown()
            thread.join()


def page(body: bytes, type: str = "text/html; charset=utf-8", **more: str) -> Page:
    """A text, served correctly."""
    headers = {"Content-Type": type, "Content-Length": str(len(body))}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    return lambda handler: handler.say(200, headers, body)


def redirect(location: str, status: int = 302) -> Page:
    """A redirect."""
    return lambda handler: handler.say(status, {"Location": location, "Content-Length": "0"})


def status(code: int) -> Page:
    """A response that is not a text."""
    return lambda handler: handler.say(code, {"Content-Length": "0"})


def resolver(names: dict[str, list[str]]) -> Callable[..., list[tuple[Any, ...]]]:
    """A double of `socket.getaddrinfo` that knows these names only."""

    def getaddrinfo(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (text, port, 0, 0))
            if ":" in text
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port))
            for text in names[host]
        ]

    return getaddrinfo
