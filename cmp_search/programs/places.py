"""Where a server is: what it says when it starts, to people in lines, or as an event in JSON."""

import sys
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from cmp_search.gate.hosts import is_loopback
from cmp_search.gate.starting import EVERYWHERE
from cmp_search.language.unseen import harmless
from cmp_search.locales import Messages
from cmp_search.locales.terminal import terminal_messages
from cmp_search.logs import tell
from cmp_search.logs.events.serving import Serving
from cmp_search.logs.showing import is_json
from cmp_search.programs.entrances import MCP, REST, are_installed, have_mcp


def address_of(host: str, port: int) -> str:
    """The address of a server that listens there, as this machine reaches it."""
    name = "localhost" if host in EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def places(address: str, names: Iterable[str], *, with_app: bool) -> Serving:
    """Where app, REST and MCP are, below an address; and by which other names they are reached."""
    own = urlsplit(address).hostname
    return Serving(
        app=address if with_app else "",
        rest=f"{address}{REST}/v1" if are_installed() else "",
        mcp=f"{address}{MCP}" if are_installed() and have_mcp() else "",
        names=", ".join(sorted(one for one in names if not is_loopback(one) and one != own)),
    )


def announce(server: Serving) -> None:
    """Say on standard error where a server is: in the user's language, unless the log is JSON."""
    if is_json():
        tell(server)
        return
    for line in lines(server, terminal_messages()):
        sys.stderr.write(f"{harmless(line)}\n")


def lines(server: Serving, messages: Messages) -> Iterator[str]:
    """Where a server is, for people."""
    if server.app:
        yield messages("serving.app", address=server.app)
    if server.rest:
        yield f"REST: {server.rest}"
    if server.mcp:
        yield f"MCP: {server.mcp}"
    if server.names:
        yield messages("serving.names", names=server.names)
    yield messages("serving.stop")
