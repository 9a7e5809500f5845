"""What is counted, as Prometheus reads it, in a registry of its own.

Labels are of few values: what was asked through (`rest`, `mcp`), the name of the operation, the
status, the level of an answer, the code of an error or of what was refused, the name of an event of
the log. None is a path, a key or a question.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cmp_search.gate.noting import CODE
from cmp_search.index.base import Index
from cmp_search.logs.events.every import EVENTS
from cmp_search.logs.telling import attach, detach, event_of
from cmp_search.version import __version__

# When a series began doubles the page, and nothing is made of it.
disable_created_metrics()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""The form of the page."""
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Upper ends of the times that requests are counted by."""
HUNG_UP = 499
"""The status, for the measures alone, of what nobody waits for any more."""
NO_ROUTE = "none"
"""What stands for the operation where there was none."""


class Measures:
    """The measures of one server; may be used by several threads."""

    def __init__(self, waiting: Callable[[], float]) -> None:
        """`waiting` tells how many questions wait for their turn."""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "cmp_search_requests",
            "Requests of programs that were answered.",
            ("via", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "cmp_search_request_seconds",
            "Time until a request was answered.",
            ("via", "route"),
            buckets=SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "cmp_search_answers",
            "Questions of programs that were answered, by how sure the answer is.",
            ("level",),
            registry=registry,
        )
        self._refused = Counter(
            "cmp_search_refused",
            "Requests of programs that were refused before they were read, by the error's code.",
            ("reason",),
            registry=registry,
        )
        self._errors = Counter(
            "cmp_search_errors",
            "Errors that programs were answered with, by their code.",
            ("code",),
            registry=registry,
        )
        self._events = EventCounter(registry)
        Gauge(
            "cmp_search_waiting", "Questions that wait for their turn.", registry=registry
        ).set_function(waiting)
        build = Gauge(
            "cmp_search_build_info", "The version that runs.", ("version",), registry=registry
        )
        build.labels(__version__).set(1)
        self._documents = Gauge(
            "cmp_search_index_documents", "Texts in the index.", registry=registry
        )
        self._passages = Gauge(
            "cmp_search_index_passages", "Passages in the index.", registry=registry
        )
        self._index = Gauge(
            "cmp_search_index_info",
            "The generation that is asked.",
            ("generation", "fingerprint"),
            registry=registry,
        )

    def answered(self, level: str) -> None:
        """Count an answer to a question."""
        self._answers.labels(level).inc()

    def refused(self, code: str) -> None:
        """Count a request that was refused."""
        self._refused.labels(code).inc()

    def failed(self, code: str) -> None:
        """Count an error that a program was answered with."""
        self._errors.labels(code).inc()

    @contextmanager
    def counting_events(self) -> Iterator[None]:
        """Count the events of the log meanwhile, those that it does not show, too."""
        attach(self._events)
        try:
            yield
        finally:
            detach(self._events)

    def page(self, index: Index | None) -> bytes:
        """The page that Prometheus reads; `index` is the one that is open, if any is."""
        self._index.clear()
        for gauge in (self._documents, self._passages):
            gauge.set(0)
        if index:
            manifest = index.manifest
            self._documents.set(manifest.documents)
            self._passages.set(manifest.passage_count)
            self._index.labels(manifest.generation, manifest.fingerprint).set(1)
        return generate_latest(self._registry)

    def observed(self, via: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(via, route, status).inc()
        self._seconds.labels(via, route).observe(seconds)


class EventCounter(logging.Handler):
    """Counts the events of the log, by their names."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(logging.DEBUG)
        self._told = Counter(
            "cmp_search_events", "Events of the log, by name.", ("event",), registry=registry
        )
        for event in EVENTS:  # A series that is there from the beginning shows its first increase.
            self._told.labels(event.name)

    def emit(self, record: logging.LogRecord) -> None:
        """Count an event; what others log is none."""
        if event := event_of(record):
            self._told.labels(event.name).inc()


class Measured:
    """ASGI middleware that counts what is answered behind it, whoever answers."""

    def __init__(self, app: ASGIApp, measures: Measures, via: str, route: str = "") -> None:
        """`route` stands for all, where what is behind has none of its own."""
        self._app = app
        self._measures = measures
        self._via = via
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and count it once it is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Where the app is mounted; it may find a route of its own.
        outer = scope.get("route")
        begun = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            found = scope.get("route")
            own = NO_ROUTE if found is outer else getattr(found, "name", NO_ROUTE)
            route = self._route or own
            if code := scope.get(CODE):
                self._measures.failed(code)
            self._measures.observed(self._via, route, status, time.perf_counter() - begun)
