"""What is found in a text when it is indexed, and a text that breaks the finding."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.documents.sentence import sentences
from cmp_search.documents.source import scan_corpus
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.deriving import derive, derive_here, derived_of, split, split_here
from cmp_search.index.embedded.files import read_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.report import BuildReport
from cmp_search.index.versions import VERSIONS, Stage
from cmp_search.readers import read_document
from cmp_search.readers.sandbox import reading
from tests.index.building import ALL, build, indexed, state
from tests.index.poison import PoisonedSandbox

Poison = Callable[[str], PoisonedSandbox]
WORKS = (split_here.__name__, derive_here.__name__)


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> Iterator[Poison]:
    """Puts a sandbox in place that certain words break."""
    made: list[PoisonedSandbox] = []

    def one(broken: str) -> PoisonedSandbox:
        made.append(PoisonedSandbox(broken))
        monkeypatch.setattr(reading, "SANDBOX", made[-1])
        return made[-1]

    yield one
    for sandbox in made:
        sandbox.close()


def add(corpus: Path, word: str) -> None:
    (corpus / "poison.txt").write_text(f"The keeper stores {word} in the shed.", "utf-8")


def failed(report: BuildReport) -> list[tuple[str, object, int, bool]]:
    return [(f.code, f.parameters["file"], f.tries, f.lasting) for f in report.failed]


def test_the_sandbox_finds_what_is_found_here(corpus: Path) -> None:
    for source in scan_corpus(corpus):
        document = read_document(source)
        found = split(document)
        assert found and all(sentences(document, block) == spans for block, spans in found.items())
        count, settings = FakeEncoder().count_tokens, PassageSettings()
        cut = list(passages(document, count, settings, found))
        assert cut == list(passages(document, count, settings))
        assert derive(document, cut) == derived_of(document, cut)


@pytest.mark.parametrize("work", WORKS)
def test_a_text_that_breaks_a_build_is_its_own_failure_and_set_aside_after_two_tries(
    corpus: Path, index: Path, poison: Poison, work: str
) -> None:
    add(corpus, "kaboomium")
    poison(work)
    assert failed(build(corpus, index)) == [("reading_crashed", "poison.txt", 1, False)]
    assert indexed(index) == ALL, "all others are there"
    second = build(corpus, index)
    assert failed(second) == [("reading_crashed", "poison.txt", 2, True)] and not second.skipped
    third = build(corpus, index)
    assert third.skipped == ("poison",) and third.failed == second.failed
    assert read_manifest(current(index)).failed == second.failed
    add(corpus, "no more of it")
    assert build(corpus, index).added == ("poison",)


@pytest.mark.parametrize("work", WORKS)
def test_so_is_one_that_takes_too_long(
    corpus: Path, index: Path, poison: Poison, work: str
) -> None:
    add(corpus, "foreverium")
    poison(work)
    assert failed(build(corpus, index)) == [("reading_slow", "poison.txt", 1, False)]
    assert indexed(index) == ALL


def test_a_text_that_breaks_only_now_loses_its_place(
    corpus: Path, index: Path, poison: Poison, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(corpus, "kaboomium")
    assert "poison" in build(corpus, index).added
    monkeypatch.setitem(VERSIONS, Stage.ORIENTATION, VERSIONS[Stage.ORIENTATION] + 1)
    poison(derive_here.__name__)
    report = build(corpus, index)
    assert report.renewed == (Stage.ORIENTATION,)
    assert failed(report) == [("reading_crashed", "poison.txt", 1, False)]
    assert indexed(index) == ALL


def test_a_text_that_the_tokenizer_cannot_take_is_its_own_failure(
    corpus: Path, index: Path
) -> None:
    class Choking(FakeEncoder):
        def count_tokens(self, texts: Sequence[str]) -> list[int]:
            if any("kaboomium" in text for text in texts):
                raise ValueError("no such token")
            return super().count_tokens(texts)

    add(corpus, "kaboomium")
    report = build(corpus, index, Choking())
    assert failed(report) == [("text_uncut", "poison.txt", 1, False)]
    assert report.failed[0].parameters["reason"] == "no such token"
    assert indexed(index) == ALL


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".md", "![" * 50_000),
        (".txt", "«" * 400_000),
        (".txt", "(ABC) " * 60_000),
        (".txt", "1. " * 60_000),
        (".txt", "Groupe de travail " * 20_000),
        (".md", f"# {'word ' * 20_000}\n\n" + "## More\n\nText.\n\n" * 3_000),
    ],
    ids=["image", "quotation mark", "acronym", "number", "group", "heading"],
)
def test_a_text_that_once_hung_a_build_is_indexed(
    corpus: Path, index: Path, suffix: str, text: str
) -> None:
    (corpus / f"hostile{suffix}").write_text(text, "utf-8")
    report = build(corpus, index)
    assert (report.failed, indexed(index)) == ((), tuple(sorted([*ALL, "hostile"])))
    assert sum(map(len, state(index).values())) < 50_000_000
