"""A publisher on this machine, and a corpus whose catalogue names it."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from cmp_search.corpus.fetch.texts import FetchReport, fetch_texts
from tests.corpus.fetch.publisher import ALIAS, HOST, LOCAL, Publisher, publishing, resolver

Fetch = Callable[..., FetchReport]

CATALOGUE = """\
[[document]]
id = "fog"
title = "Fog"
year = 2018
language = "en"
url = "{fog}"

[[document]]
id = "mist"
language = "fr"
url = "{mist}"

[[document]]
id = "haze"

[[document]]
id = "fog-digest"
url = "{fog}"
digest_of = "fog"
"""

NAMES = {HOST: [LOCAL], ALIAS: [LOCAL], "elsewhere.example": [LOCAL]}


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """The authority that signs the server's certificate."""
    return trustme.CA()


@pytest.fixture
def publisher(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A running server without pages."""
    monkeypatch.setattr(socket, "getaddrinfo", resolver(NAMES))
    with publishing(authority) as running:
        yield running


@pytest.fixture
def library(tmp_path: Path, publisher: Publisher) -> Path:
    """A corpus with two addresses, a text without one, and a digest."""
    corpus = tmp_path / "library"
    corpus.mkdir()
    text = CATALOGUE.format(fog=publisher.url("/fog"), mist=publisher.url("/mist?lang=fra"))
    (corpus / "catalogue.toml").write_text(text, "utf-8")
    (corpus / "fog-digest.md").write_text("# Fog (digest)\n\nIt rests on the pier.\n", "utf-8")
    return corpus


@pytest.fixture
def fetch(library: Path, publisher: Publisher) -> Fetch:
    """Fetch one text of the library, or the ones named, with small limits."""

    def fetch(*ids: str, **limits: float) -> FetchReport:
        return fetch_texts(library, ids or ("fog",), network=publisher.network(**limits))

    return fetch
