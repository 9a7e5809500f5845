"""Where a server is, in the lines that its terminal shows when it starts."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from cmp_search.gate.hosts import is_loopback
from cmp_search.gate.starting import EVERYWHERE
from cmp_search.locales import Messages
from cmp_search.programs.entrances import MCP, REST, are_installed, have_mcp


def address_of(host: str, port: int) -> str:
    """The address of a server that listens there, as this machine reaches it."""
    name = "localhost" if host in EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def places(
    address: str, names: Iterable[str], messages: Messages, *, with_app: bool
) -> tuple[str, ...]:
    """Where app, REST and MCP are, below an address; and by which other names they are reached."""
    own = urlsplit(address).hostname
    others = sorted(one for one in names if not is_loopback(one) and one != own)
    lines = [messages("serving.app", address=address)] if with_app else []
    if are_installed():
        lines.append(f"REST: {address}{REST}/v1")
        lines += [f"MCP: {address}{MCP}"] if have_mcp() else []
    if others:
        lines.append(messages("serving.names", names=", ".join(others)))
    return (*lines, messages("serving.stop"))
