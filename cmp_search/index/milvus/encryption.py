"""Whether a server takes encrypted connections: asked where it has ended one that was not."""

import socket
import ssl

_SECONDS = 2.0


def takes_encryption(host: str, port: int) -> bool:
    """Whether TLS begins with a server, whoever it is: nothing is sent to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        with (
            socket.create_connection((host.strip("[]"), port), _SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=host.strip("[]")),
        ):
            return True
    except (OSError, ValueError):
        return False
