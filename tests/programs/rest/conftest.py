"""The REST interface to the sample corpus, in process, as it stands behind the guard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cmp_search.library import Library
from cmp_search.programs.measures import Measures
from cmp_search.programs.rest.app import rest_app
from cmp_search.programs.rest.served import Served
from cmp_search.programs.workers import Workers
from tests.sample import write_corpus

Ask = Any
"""A client; httpx2's and Starlette's types of it differ by versions."""


def serve(library: Library, *, is_keyed: bool = False, is_ready: bool = True) -> Served:
    """What an interface to a library serves."""
    workers = Workers()
    measures = Measures(lambda: workers.waiting)
    return Served(lambda: library, workers, measures, is_keyed, lambda: is_ready)


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample corpus with its index; tests may not change it."""
    place = tmp_path_factory.mktemp("rest")
    with Library(write_corpus(place / "corpus"), place / "index", "fake") as opened:
        opened.build()
        yield opened


@pytest.fixture(scope="package")
def served(library: Library) -> Iterator[Served]:
    """What the client's interface serves."""
    found = serve(library)
    yield found
    found.workers.close()


@pytest.fixture
def client(served: Served) -> Iterator[TestClient]:
    """Asks the interface; an error that nobody expected comes as a response, as over HTTP."""
    with TestClient(rest_app(served), raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """Asks an interface to a library that has no index yet."""
    corpus = write_corpus(tmp_path / "corpus")
    found = serve(Library(corpus, tmp_path / "index", "fake"), is_ready=False)
    with TestClient(rest_app(found), raise_server_exceptions=False) as asking:
        yield asking
    found.workers.close()


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem that a response is."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert (told["status"], told["type"]) == (status, f"urn:cmp-search:error:{told['code']}")
    return told
