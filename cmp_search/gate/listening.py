"""Whether a server can listen at an address, found out before it tries.

Streamlit and uvicorn would end with a line of their log that says neither what is wrong nor what to
do.
"""

import errno
import os
import socket

from cmp_search.errors import ServingError


def check_can_listen(host: str, port: int) -> None:
    """See to it that the address is one of this machine, and that nothing else listens there.

    Raises:
        ServingError: it cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            if os.name == "posix":  # Or a port that was in use a moment ago would seem taken.
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServingError("serving_port_taken", port=str(port)) from error
        if error.errno == errno.EACCES:
            raise ServingError("serving_port_closed", port=str(port)) from error
        raise ServingError("serving_address", address=host) from error
