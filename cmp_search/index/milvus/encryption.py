"""Whether a server takes encrypted connections: asked where it has ended one that was not."""

import socket
import ssl

_SECONDS = 2.0


def takes_encryption(host: str, port: int) -> bool:
    """Whether TLS begins with a server, whoever it is: nothing is sent to it."""
    name = host.strip("[]")
    try:
        addresses = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return False
    return any(_begins(name, family, address) for family, *_, address in addresses)


def _begins(name: str, family: int, address: tuple[object, ...]) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        with socket.socket(family) as plain:
            plain.settimeout(_SECONDS)
            # One that is connected already may have ended by now: Python would then leave it open,
            # or take it for one that has yet to connect, and begin no TLS.
            with context.wrap_socket(plain, server_hostname=name) as encrypted:
                encrypted.connect(address)
                return True
    except (OSError, ValueError):
        return False
