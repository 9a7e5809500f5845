import random
import shutil
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.documents.source import scan_corpus
from cmp_search.index import encoding
from cmp_search.index.deriving import Derived, derived_of
from cmp_search.index.duplicates import SAME_TEXT, Duplicate, DuplicateKind, compare
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.sketch import share, sketch
from cmp_search.index.status import read_status
from cmp_search.readers import read_document
from tests.conftest import CHECKOUT
from tests.index.building import ALL, build, indexed
from tests.sample import HARBOUR, RefusingEncoder

FILE = Duplicate(("copy", "harbour-2021"), DuplicateKind.FILE, 1.0)


def test_a_corpus_without_duplicates_has_none(corpus: Path, index: Path) -> None:
    assert build(corpus, index).duplicates == ()
    assert read_status(corpus, str(index)).duplicates == ()


def test_the_same_file_twice_is_named_and_indexed(corpus: Path, index: Path) -> None:
    shutil.copyfile(corpus / "harbour-2021.md", corpus / "copy.md")
    assert build(corpus, index).duplicates == (FILE,)
    assert indexed(index) == tuple(sorted([*ALL, "copy"]))
    assert build(corpus, index, RefusingEncoder()).duplicates == (FILE,)
    assert read_status(corpus, str(index)).duplicates == (FILE,)
    (corpus / "copy.md").unlink()
    assert build(corpus, index).duplicates == ()


def test_the_same_text_in_two_formats_is_named(corpus: Path, index: Path) -> None:
    body = HARBOUR.replace("#", "").replace("\n- ", "\n")
    (corpus / "saved.html").write_text(
        "<!doctype html><html><body><main>"
        + "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
        + "</main></body></html>",
        "utf-8",
    )
    (found,) = build(corpus, index).duplicates
    assert (found.documents, found.kind) == (("harbour-2021", "saved"), DuplicateKind.TEXT)
    assert SAME_TEXT <= found.share <= 1


def test_a_text_that_is_changed_is_sketched_again(corpus: Path, index: Path) -> None:
    (corpus / "copy.md").write_text(HARBOUR + "\nOne more word.\n", "utf-8")
    (found,) = build(corpus, index).duplicates
    assert found.kind == DuplicateKind.TEXT and found.share < 1
    (corpus / "copy.md").write_text("# Oil\n\nSunflowers grew tall.\n", "utf-8")
    assert build(corpus, index).duplicates == ()


def test_only_new_documents_are_sketched(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sketched: list[str] = []

    def counting(document: Document, passages: Sequence[Passage]) -> Derived:
        sketched.append(document.text)
        return derived_of(document, passages)

    monkeypatch.setattr(encoding, "derive", counting)
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    build(corpus, index)
    read_status(corpus, str(index))
    assert sketched == ["A note about oars."]


def test_what_ships_has_no_duplicates_whatever_the_language() -> None:
    sources = scan_corpus(CHECKOUT / "corpus")
    sketches = {source.id: sketch(read_document(source).text) for source in sources}
    assert list(compare({source.id: source.sha256 for source in sources}, sketches)) == []
    assert all(share(*two) < 0.05 for two in combinations(sketches.values(), 2))


@pytest.mark.official
def test_a_digest_is_no_duplicate_of_its_official_text(official: Path) -> None:
    folders = (CHECKOUT / "corpus", official / "corpus")
    sources = [source for folder in folders for source in scan_corpus(folder)]
    sketches = {str(source.path): sketch(read_document(source).text) for source in sources}
    assert list(compare({id: id for id in sketches}, sketches)) == []


changes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), min_size=2, max_size=8)


@given(st.integers(0, 10**6), st.sampled_from([8, 60, 300, 900]), changes)
def test_no_pair_is_missed(seed: int, count: int, drawn: list[tuple[int, int]]) -> None:
    sketches = {}
    for place, (origin, changed) in enumerate(drawn):
        chance = random.Random(seed + origin)
        words = [f"w{chance.randrange(10**6)}" for _ in range(count)]
        edits = random.Random(seed + 100 + place)
        for _ in range(changed * count // 1_000):
            words[edits.randrange(count)] = "x"
        sketches[f"d{place}"] = sketch(" ".join(words))
    expected = {
        two: round(share(sketches[two[0]], sketches[two[1]]), 4)
        for two in combinations(sorted(sketches), 2)
        if share(sketches[two[0]], sketches[two[1]]) >= SAME_TEXT
    }
    assert {
        pair.documents: pair.share for pair in compare({id: id for id in sketches}, sketches)
    } == expected


def test_a_removed_document_leaves_no_sketch(corpus: Path, index: Path) -> None:
    (corpus / "ports-2021.html").unlink()
    report = build(corpus, index)
    texts = Texts.load(index / report.generation / "texts.sqlite")
    sketched = [id for (id,) in texts.rows("SELECT document FROM sketches ORDER BY document")]
    texts.close()
    assert sketched == [id for id in ALL if id != "ports-2021"]
