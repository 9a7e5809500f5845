"""Why something is not let in: a status, and a message for whoever sees it."""

from enum import Enum

POLICY_VIOLATION = 1008
"""The code with which a handshake is refused, and a WebSocket is closed."""


class Refusal(Enum):
    """A refusal; its value is the HTTP status and the key of its message, where it has one."""

    HOST = 421, "gate.host"
    """The server is not known by this name."""
    SIGN_IN = 401, "gate.sign_in"
    """Nobody signed in, or the sign-in has ended."""
    ROLE = 403, "gate.role"
    """Who signed in may not."""
    FOREIGN = 403, "gate.foreign"
    """Another page asked, or this server is not to be reached from another machine."""
    CLOSED = 404, ""
    """No such route is open."""
    METHOD = 405, ""
    """The route is open, but not to this method."""
    SLOW = 408, ""
    """An upload that took too long."""
    LENGTH = 411, ""
    """An upload that does not say how large it is."""
    LARGE = 413, "gate.large"
    """An upload that is larger than may be held."""
    OFTEN = 429, "gate.often"
    """Asked too often."""
    FULL = 503, "gate.full"
    """As many are open, or as much is held, as the server takes."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.value[0]

    @property
    def key(self) -> str:
        """The key of the message; empty for what only programs see."""
        return self.value[1]
