"""Fixtures: a small corpus, its index, a temporary user cache, official texts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from benchmarks.faults.sockets import outward, watching
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.logs.showing import show
from cmp_search.search.searcher import Searcher, open_searcher
from cmp_search.settings import DEFAULTS
from tests.sample import write_corpus

CHECKOUT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("project", deadline=None, max_examples=60, derandomize=True)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1_000)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=10, derandomize=True)
hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def user_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test touches the real home: caches are in a temporary folder."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        for name in DEFAULTS:
            patch.delenv(f"CMP_SEARCH_{name.upper()}", raising=False)
        patch.setenv("CMP_SEARCH_NOTES", str(cache / "notes"))
        patch.setenv("CMP_SEARCH_KEYS", str(cache / "keys.json"))
        yield cache
    shutil.rmtree(cache, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def nothing_goes_outward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No process that a test starts connects outward or looks up a name, whatever it is.

    In the tests' own process, pytest-socket sees to that.
    """
    watched = tmp_path_factory.mktemp("watched")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in watching(watched).items():
            patch.setenv(name, value)
        yield
    assert outward(watched) == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why no Milvus server was started, since that leaves out how an engine behaves."""
    skipped = [report.longrepr for report in terminalreporter.getreports("skipped")]
    reasons = {place[2] for place in skipped if isinstance(place, tuple)}
    for reason in sorted(reason for reason in reasons if "Milvus" in reason):
        terminalreporter.write_line(reason)


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """What a test has the log show, the next one does not."""
    yield
    show(None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The sample corpus; tests may change it."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def index(tmp_path: Path, corpus: Path) -> Path:
    """An index of the sample corpus, built with the fake encoder."""
    folder = tmp_path / "index"
    build_index(corpus, str(folder), FakeEncoder(), "fake")
    return folder


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of the sample corpus; tests may not change it."""
    place = tmp_path_factory.mktemp("shared")
    build_index(write_corpus(place / "corpus"), str(place / "index"), FakeEncoder(), "fake")
    opened = open_searcher(str(place / "index"), FakeEncoder())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of the texts that ship; tests may not change it."""
    index = str(tmp_path_factory.mktemp("digests") / "index")
    build_index(CHECKOUT / "corpus", index, FakeEncoder(), "fake")
    opened = open_searcher(index, FakeEncoder())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of the official texts, with `corpus/` and `gold/`."""
    named = os.environ.get("CMP_SEARCH_OFFICIAL")
    folder = Path(named) if named else CHECKOUT.parent / "shared"
    if not (folder / "corpus").is_dir() or not (folder / "gold").is_dir():
        pytest.skip(f"the official texts are not in {folder}: set CMP_SEARCH_OFFICIAL")
    return folder
