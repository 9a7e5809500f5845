"""Fixtures: a library of the sample corpus, and a server of its tools."""

from collections.abc import Iterator
from typing import Any

import pytest
from mcp.server.lowlevel import Server

from cmp_search.library import Library
from cmp_search.programs.mcp.server import Manner, Tools
from cmp_search.programs.workers import Workers
from tests.sample import write_corpus


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample corpus, indexed with the fake encoder; tests may not change it."""
    place = tmp_path_factory.mktemp("library")
    with Library(write_corpus(place / "corpus"), place / "index", "fake") as library:
        library.build()
        yield library


@pytest.fixture
def levels() -> list[str]:
    """The levels of the answers that the server gave."""
    return []


@pytest.fixture
def server(library: Library, levels: list[str]) -> Iterator[Server[Any]]:
    """The server, in this process."""
    workers = Workers()
    yield Tools(lambda: library, workers, Manner(answered=levels.append)).server()
    workers.close()
