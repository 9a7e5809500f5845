"""The connection to a Milvus server: every call has a time limit, and fails with one line.

1. A call that only asks has the time of a question (see `address`), any other `BUILDING` seconds.
2. What a generation has is asked with the time at which it was published, as its guarantee: a node
   that has not come so far waits until it has. Without a guarantee a call sees all that was ever
   written, which costs a tick of the server's clock, some 200 ms.
3. A server that has just started does not know what was loaded. The collection is loaded again,
   once, and waited for as long as the call may take.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Any, TypeVar

from pymilvus import CollectionSchema, MilvusClient

from cmp_search.encoders import Vectors
from cmp_search.errors import EngineAwayError
from cmp_search.index.address import Address
from cmp_search.index.milvus.address import Place, place_of
from cmp_search.index.milvus.faults import FAULTS, LOADING, NOT_ENOUGH, NOT_LOADED, Refused, told
from cmp_search.index.milvus.presence import Presence
from cmp_search.index.milvus.schema import VECTOR, index_params, search_params

BUILDING = 120.0
"""Seconds that a call of a build may take."""
MOST = 16_384
"""Hits that the server gives at most."""
ROWS = 500
"""Rows in one message; the server takes 64 MB."""
THREADS = 16
"""Calls at once; a question has about ten."""
_LOADED = "Loaded"
_TICK = 0.03

Rows = list[dict[str, Any]]
Answer = TypeVar("Answer")

# The client prints tracebacks of failures that are told in one line; its import sets this back.
logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row near a vector: its number, its cosine, and the fields that were asked for."""

    number: int
    cosine: float
    fields: Mapping[str, Any]


def connect(address: Address) -> "Connection":
    """The connection that this process has to the server of an index; it is kept.

    Raises:
        UnknownEngineError: it is not an address of an index in Milvus.
    """
    return _connection(place_of(address))


@cache
def _connection(place: Place) -> "Connection":
    return Connection(place)


class Connection:
    """A server, which any number of threads may ask; its faults are errors of this package.

    Every call may raise EngineAwayError, EngineAccessError, and Refused with the server's code.
    """

    def __init__(self, place: Place) -> None:
        """Connect when the first call is made."""
        self.place = place
        self._connecting = threading.Lock()
        self._client: MilvusClient | None = None
        self._presence = Presence(place.address)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix="milvus")

    def close(self) -> None:
        """End the connection."""
        if (pool := self.__dict__.pop("_pool", None)) is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        with self._connecting:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def at_once(self, call: Callable[..., Answer], *arguments: object) -> "Future[Answer]":
        """Make a call on another thread, so that several are under way."""
        return self._pool.submit(call, *arguments)

    def search(
        self,
        collection: str,
        vector: Vectors,
        limit: int,
        expression: str,
        fields: Sequence[str],
        guarantee: int,
    ) -> list[Hit]:
        """The rows nearest to a vector [d], by falling cosine, at most `MOST`."""
        if limit < 1:
            return []
        (found,) = self._loaded(
            "search",
            collection,
            data=[vector],
            limit=min(limit, MOST),
            filter=expression,
            output_fields=list(fields),
            anns_field=VECTOR,
            search_params=search_params(limit),
            **_seen(guarantee),
        )
        return [Hit(hit["id"], float(hit["distance"]), hit["entity"]) for hit in found]

    def query(
        self, collection: str, expression: str, fields: Sequence[str], guarantee: int | None
    ) -> Rows:
        """All rows that meet a condition, in the order of their keys."""
        named = {"filter": expression, "output_fields": list(fields), **_seen(guarantee)}
        return list(self._loaded("query", collection, **named))

    def count(self, collection: str, guarantee: int | None = None) -> int:
        """How many rows there are; without a guarantee, all that were ever written."""
        return int(self.query(collection, "", ["count(*)"], guarantee)[0]["count(*)"])

    def is_loaded(self, collection: str) -> bool:
        """Whether a collection can be asked."""
        return str(self.ask("get_load_state", collection)["state"]) == _LOADED

    def create(self, collection: str, schema: CollectionSchema) -> None:
        """Make a collection."""
        self.ask("create_collection", collection, schema=schema, seconds=BUILDING)

    def insert(self, collection: str, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows; their keys are not looked at."""
        for batch in _batches(rows):
            self.ask("insert", collection, batch, seconds=BUILDING)

    def delete(self, collection: str, expression: str) -> None:
        """Remove the rows that meet a condition."""
        self.ask("delete", collection, filter=expression, seconds=BUILDING)

    def load(self, collections: Iterable[str], seconds: float = BUILDING) -> None:
        """Load collections, all at once, and wait; without an index, all vectors are compared."""
        wanted = list(collections)
        for collection in wanted:
            if not self.ask("list_indexes", collection):
                self.ask("create_index", collection, index_params(), sync=False, seconds=BUILDING)
            self._begin_loading(collection)
        self._wait_until_loaded(wanted, seconds)

    def _begin_loading(self, collection: str) -> None:
        """Load a collection on as many nodes as are wanted, or on one if there are not so many."""
        try:
            self._load_on(collection, self.place.replicas)
        except Refused as refused:
            if LOADING in refused.reason:
                return
            if self.place.replicas == 1 or NOT_ENOUGH not in refused.reason:
                raise
            self._load_on(collection, 1)

    def _load_on(self, collection: str, nodes: int) -> None:
        named = {"replica_number": nodes, "_async": True}
        self.ask("load_collection", collection, seconds=BUILDING, **named)

    def load_again(self, collections: Iterable[str]) -> None:
        """Load the collections that the server has forgotten, and wait for them."""
        forgotten = [one for one in collections if not self.is_loaded(one)]
        for collection in forgotten:
            self._begin_loading(collection)
        self._wait_until_loaded(forgotten, self.place.timeout)

    def replicas(self, collection: str) -> int:
        """On how many nodes a loaded collection is."""
        return len(self.ask("describe_replica", collection))

    def _wait_until_loaded(self, collections: Sequence[str], seconds: float) -> None:
        end = time.monotonic() + seconds
        for collection in collections:
            while not self.is_loaded(collection):
                if time.monotonic() > end:
                    raise EngineAwayError("engine_loading", address=self.place.address)
                time.sleep(_TICK)

    def _loaded(self, method: str, collection: str, **named: Any) -> Any:  # noqa: ANN401
        """Ask a collection, which is loaded again where the server has forgotten that it was."""
        for is_last in (False, True):
            try:
                return self.ask(method, collection, **named)
            except Refused as error:
                if error.number != NOT_LOADED:
                    raise
                if is_last:
                    raise EngineAwayError("engine_loading", address=self.place.address) from error
            self.load_again([collection])

    def ask(self, method: str, *arguments: object, seconds: float = 0.0, **named: object) -> Any:  # noqa: ANN401
        """Call a method of the client, within the seconds of a question or those given."""
        seconds = seconds or self.place.timeout
        try:
            made = getattr(self._connected(), method)
            answer = made(*arguments, timeout=seconds, retry_times=1, **named)
        except FAULTS as error:
            fault = told(error, self.place, seconds)
            if isinstance(fault, EngineAwayError):
                self._presence.is_away(fault.code)
            raise fault from error
        self._presence.is_here()
        return answer

    def _connected(self) -> MilvusClient:
        with self._connecting:
            if self._client is None:
                place = self.place
                self._client = MilvusClient(
                    uri=place.uri,
                    token=place.token,
                    timeout=place.timeout,
                    secure=place.is_encrypted,
                    server_pem_path=place.certificate,
                    dedicated=True,
                    grpc_options={"grpc.enable_http_proxy": 0},
                )
            return self._client


def _seen(guarantee: int | None) -> dict[str, Any]:
    """What a call is to have seen: all before a moment, or all that was ever written."""
    if guarantee is None:
        return {"consistency_level": "Strong"}
    return {"consistency_level": "Customized", "guarantee_timestamp": guarantee}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    remaining = iter(rows)
    while batch := [*islice(remaining, ROWS)]:
        yield batch
