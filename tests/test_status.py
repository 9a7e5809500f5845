from pathlib import Path

import pytest

from cmp_search.errors import CorpusError, NoIndexError
from cmp_search.status import read_status
from tests.index.building import ALL, build
from tests.sample import OFFICIAL


def test_it_counts_what_is_indexed(corpus: Path, index: Path) -> None:
    status = read_status(corpus, index)
    assert tuple(found.entry.id for found in status.documents) == ALL
    assert sum(found.passages for found in status.documents) == status.manifest.passage_count
    assert all(found.characters and found.sections for found in status.documents)
    assert (status.pending, status.gone) == ((), ())


def test_it_names_what_a_build_would_do(corpus: Path, index: Path) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    (corpus / "harbour-2021.md").write_text("# Fog\n\nAnother text.\n", "utf-8")
    (corpus / "ports-2021.html").unlink()
    status = read_status(corpus, index)
    assert (status.pending, status.gone) == (("harbour-2021", "note"), ("ports-2021",))
    build(corpus, index)
    status = read_status(corpus, index)
    assert (status.pending, status.gone) == ((), ())


def test_a_digest_that_stepped_aside_is_not_pending(corpus: Path, index: Path) -> None:
    (corpus / "harbour-2020.md").write_text(OFFICIAL, "utf-8")
    status = read_status(corpus, index)
    assert (status.pending, status.gone) == (("harbour-2020",), ("harbour-2020-digest",))
    build(corpus, index)
    status = read_status(corpus, index)
    assert (status.pending, status.gone) == ((), ())


def test_there_must_be_an_index_and_a_corpus(corpus: Path, index: Path, tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        read_status(corpus, tmp_path / "nowhere")
    with pytest.raises(CorpusError):
        read_status(tmp_path / "nowhere", index)


def test_it_names_the_editions_of_each_document(corpus: Path, index: Path) -> None:
    found = {s.entry.id: [e.id for e in s.editions] for s in read_status(corpus, index).documents}
    assert found["ports-2021"] == found["harbour-2021"] == ["harbour-2021", "ports-2021"]
    assert found["puertos-2022"] == ["puertos-2022"]
