"""Faults of a Milvus server, told as errors of this package, each in one line."""

from collections.abc import Iterator

import grpc
from pymilvus import MilvusException

from cmp_search.errors import CmpSearchError, EngineAwayError, EngineFaultError
from cmp_search.index.address import Address

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
Refused = EngineFaultError
"""The server refuses a call."""


def told(error: Exception, address: Address, seconds: float) -> CmpSearchError:
    """What went wrong in a call that was allowed some seconds.

    A wrong token and a missing certificate are told apart only by what caused the error.
    """
    causes = [*_causes(error)]
    status = {cause.code() for cause in causes if isinstance(cause, grpc.Call)}
    words = " ".join(map(str, causes))
    if grpc.StatusCode.UNAUTHENTICATED in status or "SSL" in words:
        return EngineAwayError("engine_refused", address=address, reason=_line(error))
    if grpc.StatusCode.DEADLINE_EXCEEDED in status or "Retry timeout" in words:
        return EngineAwayError("engine_slow", address=address, seconds=f"{seconds:g}")
    number = getattr(error, "code", 0)
    if grpc.StatusCode.UNAVAILABLE in status or number == _AWAY:
        return EngineAwayError("engine_away", address=address, reason=_line(error))
    refused = EngineFaultError("engine_failed", address=address, reason=_line(error))
    refused.number, refused.reason = int(number), _line(error)
    return refused


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what caused it, each once: the client chains some to one another."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _line(error: Exception) -> str:
    """The first line of what an error says."""
    text = error.details() if isinstance(error, grpc.Call) else getattr(error, "message", "")
    return (str(text) or type(error).__name__).strip().splitlines()[0][:300]
