"""An index in memory passes the suite, and a search finds the same in it as in the embedded one."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.documents.source import scan_corpus
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.engines import ENGINES, open_index
from cmp_search.index.filters import Filters
from cmp_search.readers import read_document
from cmp_search.search.searcher import make_searcher
from tests.conftest import CHECKOUT
from tests.index.index_conformance import IndexConformance
from tests.index.memory import MemoryIndex
from tests.index.oracle import ENCODER, FILTERS, QUESTIONS, SETTINGS
from tests.sample import write_corpus


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("conformance") / "corpus")


@pytest.fixture(scope="module")
def embedded(texts: Path) -> Iterator[Index]:
    build_index(texts, str(texts.parent / "index"), ENCODER, "fake", settings=SETTINGS)
    found = open_index(str(texts.parent / "index"))
    yield found
    found.close()


def memory_index(texts: Path) -> Index:
    documents = [read_document(source) for source in scan_corpus(texts)]
    return MemoryIndex(documents, ENCODER, SETTINGS)


class TestMemory(IndexConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def opened(cls, texts: Path) -> Index:
        return memory_index(texts)


@pytest.fixture(scope="module")
def memory(texts: Path) -> Index:
    return memory_index(texts)


@pytest.mark.parametrize("filters", FILTERS[:4], ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_search_finds_the_same_in_both(
    embedded: Index, memory: Index, question: str, filters: Filters
) -> None:
    answers = [make_searcher(index, ENCODER).ask(question, filters) for index in (embedded, memory)]
    in_embedded, in_memory = ([(hit.passage.id, hit.citation) for hit in a.hits] for a in answers)
    assert in_embedded == in_memory
    assert [hit.score.total for hit in answers[0].hits] == pytest.approx(
        [hit.score.total for hit in answers[1].hits], abs=1e-4
    )
    assert answers[0].confidence.level is answers[1].confidence.level


def test_every_engine_stands_behind_the_door_and_apart_from_the_others() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (door,) = [one for one in contracts if one["name"].startswith("The door")]
    (apart,) = [one for one in contracts if one["type"] == "independence"]
    packages = {module.removesuffix(".engine") for module in ENGINES.values()}
    assert packages <= {*door["forbidden_modules"]}
    assert packages == {*apart["modules"]}
