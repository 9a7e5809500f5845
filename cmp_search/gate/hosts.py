"""Whether a request comes from a page of this server.

A page of any site can have a browser send requests to this machine, and a name of its own can be
made to point here. Every request and every WebSocket handshake therefore has to pass:

1. The connection was made to a loopback address, unless the server was started to be open.
2. It has one Host, and that is a name of the list, with any port, as a tunnel may change it.
3. An Origin, if there is one, is that Host with its port, by http or https; by https where the
   request came by https. A handshake and whatever changes something must have one, as browsers
   send it; programs, which ask at addresses of their own, send none.
4. Where the browser says that another site asked, the only thing served is a page to be looked at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from cmp_search.gate.refusal import Refusal

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
"""The names of this machine for itself."""
SAFE = ("GET", "HEAD")
"""Methods that change nothing, and that browsers send without an Origin."""
PORTS = {"http": 80, "https": 443}
"""The ports that browsers leave out."""
OWN_SITES = ("same-origin", "none")
"""What browsers say (Sec-Fetch-Site) of a request by a page of the server, or by the visitor."""
_OF_PROGRAMS = re.compile(r"/(?:api|api/.*|mcp)", re.DOTALL)
"""Addresses of REST and MCP."""
_AUTHORITY = re.compile(
    r"(?:\[(?P<v6>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9._-]{1,253}))(?::(?P<port>\d{1,5}))?"
)
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#@\\]+)")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Under which names the server may be reached; open: from other machines, too."""

    names: frozenset[str] = LOOPBACK
    is_open: bool = False

    def refusal(self, scope: Scope) -> Refusal | None:
        """Why a request or a handshake is refused; None if it may pass."""
        if not (self.is_open or _reached_at_loopback(scope)):
            return Refusal.FOREIGN
        headers = Headers(scope=scope)
        hosts = [authority(value, 0) for value in headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] is None or hosts[0][0] not in self.names:
            return Refusal.HOST
        is_own = _is_own(scope, headers.getlist("origin"), headers["host"])
        return None if is_own and not _is_by_another_site(scope, headers) else Refusal.FOREIGN


def names_of(hosts: Iterable[str]) -> frozenset[str]:
    """Names as they are compared; ports are ignored.

    Raises:
        ValueError: one is not the name or address of a host.
    """
    names = set()
    for host in hosts:
        text = host.strip().lower()
        found = authority(f"[{text}]" if text.count(":") > 1 and "[" not in text else text, 0)
        if found is None:
            raise ValueError(host)
        names.add(found[0])
    return frozenset(names)


def authority(text: str, default: int) -> tuple[str, int] | None:
    """Host and port of `name:port`; None if it is anything else."""
    found = _AUTHORITY.fullmatch(text.lower())
    if found is None:
        return None
    port = int(found["port"] or default)
    if port > 65535:
        return None
    try:
        return found["name"] or str(ip_address(found["v6"])), port
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own, so that no other can reach it."""
    try:
        return host in LOOPBACK or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_for_programs(scope: Scope) -> bool:
    """Whether what is asked is an address of REST or MCP."""
    return _OF_PROGRAMS.fullmatch(scope["path"]) is not None


def _reached_at_loopback(scope: Scope) -> bool:
    """Step 1; a server without an address listens at a socket that is a file."""
    server = scope.get("server")
    return server is None or server[1] is None or is_loopback(server[0])


def _is_own(scope: Scope, origins: list[str], host: str) -> bool:
    """Step 3."""
    if not origins:
        is_safe = is_for_programs(scope) or scope.get("method") in SAFE
        return scope["type"] == "http" and is_safe
    found = _ORIGIN.fullmatch(origins[0].lower())
    if len(origins) != 1 or found is None:
        return False
    scheme = found["scheme"]
    if scope["scheme"] in ("https", "wss") and scheme != "https":
        return False
    default = PORTS[scheme]
    return authority(found["authority"], default) == authority(host, default)


def _is_by_another_site(scope: Scope, headers: Headers) -> bool:
    """Step 4."""
    if headers.get("sec-fetch-site", "none") in OWN_SITES:
        return False
    is_page = (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
    return not (is_page and scope["type"] == "http" and scope["method"] in SAFE)
