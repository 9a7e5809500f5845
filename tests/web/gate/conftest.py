"""The app that is served, on the sample corpus, with every attempt to go outward noted."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.faults.sockets import watching
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from tests.browser.driving import serving
from tests.cli.conftest import run  # noqa: F401 - a fixture
from tests.sample import write_corpus


class Served(NamedTuple):
    """Where the app is served, and where its attempts to go outward are noted."""

    address: str
    notes: Path


@pytest.fixture(scope="module")
def served_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("gate")
    corpus = write_corpus(place / "corpus")
    build_index(corpus, str(place / "index"), FakeEncoder(), "fake")
    environment = {
        "CMP_SEARCH_CORPUS": str(corpus),
        "CMP_SEARCH_INDEX": str(place / "index"),
        "CMP_SEARCH_MODEL": "fake",
        "CMP_SEARCH_NOTES": str(place / "notes"),
        **watching(place / "watched"),
    }
    with serving(environment) as address:
        yield Served(address, place / "watched")
