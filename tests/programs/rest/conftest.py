"""The REST interface to the sample corpus, in process, behind the guard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from cmp_search.audit import AuditLog
from cmp_search.gate.limits import Limiter, Rate, Rates
from cmp_search.library import Library
from cmp_search.programs.guard import Guard, Limiters
from cmp_search.programs.keys import KeyRing, Refusals
from cmp_search.programs.measures import Measures
from cmp_search.programs.rest.app import rest_app
from cmp_search.programs.rest.served import Served
from cmp_search.programs.workers import Workers
from tests.sample import write_corpus

COLLECTION = "cmp"
PLENTY = Rate(1_000_000, 1_000_000)


def serve(library: Library, keys: Path | None = None, *, is_ready: bool = True) -> Starlette:
    """An interface to a library, which may be asked as often as one likes.

    A key is needed if there is a file of keys.
    """
    workers = Workers()
    measures = Measures(lambda: workers.waiting)
    served = Served(lambda: library, workers, measures, bool(keys), lambda: is_ready)
    free = (Limiter(Rates(each=PLENTY, all=PLENTY)) for _ in range(3))
    guard = Guard(
        KeyRing(keys or library.corpus / "keys.json"),
        Refusals(AuditLog(library.corpus.parent / "audit")),
        measures,
        collection=COLLECTION,
        needs_key=bool(keys),
        limiters=Limiters(*free),
    )
    return Starlette(routes=[Mount("/api", guard.before(rest_app(served)))])


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample corpus with its index; tests may not change it."""
    place = tmp_path_factory.mktemp("rest")
    with Library(write_corpus(place / "corpus"), place / "index", "fake") as opened:
        opened.build()
        yield opened


@pytest.fixture(scope="package")
def interface(library: Library) -> Starlette:
    """The interface to that."""
    return serve(library)


@pytest.fixture
def client(interface: Starlette) -> TestClient:
    """Asks it; an error that nobody expected comes as a response, as over HTTP."""
    return TestClient(interface, raise_server_exceptions=False)


@pytest.fixture
def empty(tmp_path: Path) -> TestClient:
    """Asks an interface to a library that has no index yet."""
    corpus = write_corpus(tmp_path / "corpus")
    return TestClient(serve(Library(corpus, tmp_path / "index", "fake"), is_ready=False))


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem that a response is."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert (told["status"], told["type"]) == (status, f"urn:cmp-search:error:{told['code']}")
    return told
