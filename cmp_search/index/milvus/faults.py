"""Faults of a Milvus server, told as errors of this package, each in one line.

1. A server that does not let this tool in is told by what is to be set for it: encryption, trust,
   token, right. The client says the same of all these; what caused its error tells them apart.
2. A server that ends a plain connection may want an encrypted one, which is tried (see
   `encryption`); otherwise it is away. One that has not answered in time is slow.
3. One that has just started says that it is not ready, or not loaded.
4. What it refuses has its own number and words, with a message of its own where memory, disk or
   rate is the reason.
No message has a token in it, nor do the server's words.
"""

from collections.abc import Iterator

import grpc
from pymilvus import MilvusException

from cmp_search.errors import CmpSearchError, EngineAccessError, EngineAwayError, EngineFaultError
from cmp_search.index.milvus.address import Place
from cmp_search.index.milvus.encryption import takes_encryption

FAULTS = (MilvusException, grpc.RpcError)
"""What the client raises."""
NO_COLLECTION = 100
"""Code of the server: there is no such collection."""
NOT_LOADED = 101
"""Code of the server: a collection has to be loaded before it is asked."""
LOADING = "change the replica number"
"""How it refuses to load again, on more nodes, what it is loading by itself after a restart."""
NOT_ENOUGH = "not enough"
"""How the server refuses more replicas than it has nodes; it has no code for that."""
_AWAY = 2
_LOADING = 103
"""Code of the server: a collection is being loaded."""
_STARTING = "service not ready"
"""How a part of the server says that it has just started."""
_FULL = (3, 7, 9, 102)
"""Codes of the server: it lacks memory or disk, is closed, or has collections enough."""
_BUSY = (4, 8)
"""Codes of the server: it is asked more than it has been set to answer."""
_PLAIN_ANSWER = "WRONG_VERSION_NUMBER"
"""How OpenSSL says that what answers does not speak TLS."""
_UNTRUSTED = (
    "CERTIFICATE_VERIFY_FAILED: ",
    "Custom verification check failed with error: UNAUTHENTICATED: ",
    "OPENSSL_internal:",
    "Tls handshake failed",
)
"""What comes before the reason for which gRPC does not trust a server, the most telling first."""
_OUT_OF_TIME = "Retry timeout"
"""How the client says that it has tried for as long as it may."""
_LAST = ("last error: ", ", message=")
"""What comes before the last of several errors that are told as one."""
Refused = EngineFaultError
"""The server refuses a call."""


def told(error: Exception, place: Place, seconds: float) -> CmpSearchError:
    """What went wrong in a call that was allowed some seconds."""
    causes = [*_causes(error)]
    calls = [cause for cause in causes if isinstance(cause, grpc.Call)]
    status = {call.code() for call in calls}
    reason = _line(calls[-1] if calls else error)
    if denied := _denied(status, reason, place):
        return denied
    if grpc.StatusCode.UNIMPLEMENTED in status:
        return EngineFaultError("engine_lacking", address=place.address)
    number = _number(error)
    if grpc.StatusCode.DEADLINE_EXCEEDED in status:
        return EngineAwayError("engine_slow", address=place.address, seconds=f"{seconds:g}")
    if grpc.StatusCode.UNAVAILABLE in status or number == _AWAY:
        return _away(place, reason)
    if number == _LOADING or _STARTING in reason:
        return EngineAwayError("engine_loading", address=place.address)
    if number not in (*_FULL, *_BUSY) and _OUT_OF_TIME in reason:
        return EngineAwayError("engine_slow", address=place.address, seconds=f"{seconds:g}")
    return _refused(number, reason, place)


def _denied(status: set[grpc.StatusCode], reason: str, place: Place) -> EngineAccessError | None:
    """Why the server does not let this tool in; None if it is not that (step 1)."""
    address = place.address
    if grpc.StatusCode.UNAUTHENTICATED in status:
        return EngineAccessError(
            "engine_refused" if place.token else "engine_token", address=address
        )
    if grpc.StatusCode.PERMISSION_DENIED in status:
        return EngineAccessError("engine_forbidden", address=address, reason=reason)
    if _PLAIN_ANSWER in reason:
        return EngineAccessError("engine_without_tls", address=address)
    for mark in _UNTRUSTED:
        if mark in reason:
            own = reason.rpartition(mark)[2].removesuffix(": OK").strip(" :.")
            return EngineAccessError("engine_untrusted", address=address, reason=own)
    return None


def _away(place: Place, reason: str) -> CmpSearchError:
    """The error for a server that cannot be reached (step 2)."""
    if not place.is_encrypted and takes_encryption(place.host, place.port):
        return EngineAccessError("engine_with_tls", address=place.address)
    return EngineAwayError("engine_away", address=place.address, reason=reason)


def _refused(number: int, reason: str, place: Place) -> EngineFaultError:
    """The error for a call that the server refuses (step 4)."""
    address = place.address
    if number in _FULL:
        refused = EngineFaultError("engine_full", address=address, reason=reason)
    elif number in _BUSY:
        refused = EngineFaultError("engine_busy", address=address, reason=reason)
    else:
        refused = EngineFaultError("engine_failed", address=address, reason=reason)
    refused.number, refused.reason = number, reason
    return refused


def _number(error: Exception) -> int:
    """The server's code; 0 where the client gives a status of gRPC in its place, or none."""
    code = error.code if isinstance(error, MilvusException) else 0
    return code if isinstance(code, int) else 0


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what caused it, each once: the client chains some to one another."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _line(error: BaseException) -> str:
    """The first line of what an error says; of several attempts, of the last."""
    text = error.details() if isinstance(error, grpc.Call) else getattr(error, "message", "")
    line = (str(text) or type(error).__name__).strip().splitlines()[0]
    for mark in _LAST:
        line = line.rpartition(mark)[2]
    return line[:300]
