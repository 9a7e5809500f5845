"""An index is of the corpus that it was built from, and another one takes nothing from it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import cmp_search
from cmp_search.errors import ForeignIndexError
from cmp_search.index.engines import open_index
from cmp_search.index.origin import check_origin
from cmp_search.library import Library
from tests.raising import raises_code


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another corpus, of one text."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "fog.md").write_text("# Fog\n\nFog covers the coast in the morning.\n", "utf-8")
    return folder


def library_of(corpus: Path, index: Path) -> Library:
    return cmp_search.open(corpus, index, "fake")


def indexed(index: Path) -> set[str]:
    return {entry.id for entry in open_index(str(index), searchable=False).entries()}


def test_another_corpus_is_refused_before_anything_changes(
    corpus: Path, index: Path, other: Path
) -> None:
    before, library = indexed(index), library_of(other, index)
    text = corpus / "harbour-2021.md"
    for use in (
        library.build,
        library.status,
        library.index,
        lambda: library.ask("Where is the fog?"),
        lambda: library.add(text),
        lambda: library.remove("fog"),
        lambda: library.document("fog"),
    ):
        with raises_code(ForeignIndexError, "index_of_other_corpus", built_from=str(corpus)):
            use()
    assert indexed(index) == before
    assert [path.name for path in other.glob("[!.]*")] == ["fog.md"]


def test_a_corpus_that_is_not_there_is_another(index: Path, tmp_path: Path) -> None:
    with raises_code(ForeignIndexError, "index_of_other_corpus"):
        library_of(tmp_path / "nowhere", index).add(tmp_path / "corpus" / "harbour-2021.md")


def test_an_emptied_corpus_empties_no_other_index(index: Path, other: Path) -> None:
    before = indexed(index)
    (other / "removed").mkdir()
    (other / "fog.md").rename(other / "removed" / "fog.md")
    with raises_code(ForeignIndexError, "index_of_other_corpus"):
        library_of(other, index).build()
    assert indexed(index) == before


def test_both_may_be_moved_together(corpus: Path, index: Path, tmp_path: Path, other: Path) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    moved = library_of(corpus.rename(place / "texts"), index.rename(place / "index"))
    assert moved.status().gone == ()
    report = moved.build()
    assert (report.encoded, report.added, report.changed) == (0, (), ())
    origin = moved.index().manifest.origin
    assert origin and origin.corpus == str(place / "texts")
    with raises_code(ForeignIndexError, "index_of_other_corpus"):
        library_of(other, place / "index").status()


def test_both_may_be_copied_together(corpus: Path, index: Path, tmp_path: Path) -> None:
    for folder in (corpus, index):
        shutil.copytree(folder, tmp_path / "copy" / folder.name)
    copy = library_of(tmp_path / "copy" / "corpus", tmp_path / "copy" / "index")
    assert copy.status().gone == () and copy.build().encoded == 0
    shutil.copytree(index, tmp_path / "alone" / "there")
    with raises_code(ForeignIndexError, "index_of_other_corpus", built_from=str(copy.corpus)):
        library_of(corpus, Path(copy.index_address)).status()
    with raises_code(ForeignIndexError, "index_of_other_corpus", built_from=str(corpus)):
        library_of(copy.corpus, tmp_path / "alone" / "there").status()


def test_a_corpus_has_many_names(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(corpus)
    generation = library_of(link, index).build().generation
    monkeypatch.chdir(tmp_path)
    assert library_of(Path("corpus"), Path("index")).build().generation == generation


def test_an_index_that_recorded_none_is_believed(index: Path, other: Path) -> None:
    manifest = open_index(str(index), searchable=False).manifest
    check_origin(replace(manifest, origin=None), str(index), other)
