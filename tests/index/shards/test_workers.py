"""Building with workers: the index of one process, whatever is killed."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import WorkersError
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.index.report import BuildReport
from tests.index.building import build
from tests.index.shards.cluster import cluster, killed_after, shards_in
from tests.raising import raises_code

COUNT = 16


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Texts of some sentences each, a digest that is superseded, and a file that has no text."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(COUNT):
        lines = (f"Ship {number} carried {number + part} tons of rope." for part in range(30))
        (folder / f"log-{number:02}.md").write_text(f"# Log {number}\n\n" + " ".join(lines))
    (folder / "empty.txt").write_text("")
    return folder


def build_with(workers: str, corpus: Path, index: Path) -> BuildReport:
    return build_index(corpus, str(index), FakeEncoder(), "fake", workers=workers)


def content(index: Path) -> list[object]:
    """All documents, passages and vectors of an index."""
    found: list[object] = []
    with closing(open_index(str(index))) as opened:
        for entry in opened.entries():
            vectors = opened.vectors_of(entry.id)
            found += [opened.document(entry.id), opened.passages_of(entry.id), vectors.ids]
            found.append(np.asarray(vectors.vectors).tobytes())
        found.append(opened.manifest.fingerprint)
        found.append(opened.manifest.failed[0].code)
    return found


@pytest.mark.slow
def test_a_killed_worker_costs_nothing_and_vectors_are_reused(corpus: Path, tmp_path: Path) -> None:
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    expected = build(corpus, alone)
    with cluster(tmp_path / "dask") as dask:
        with killed_after(dask.workers[0], corpus, shards=3):
            report = build_with(dask.address, corpus, shared)
        assert content(shared) == content(alone)
        assert (report.added, report.encoded, report.reused) == (
            expected.added,
            expected.encoded,
            expected.reused,
        )
        assert not shards_in(corpus)
        moved = corpus / "log-03.md"
        moved.write_text(moved.read_text() + " It sank.")
        again = build_with(dask.address, corpus, shared)
        beside = build(corpus, alone)
    assert (again.changed, again.encoded) == (("log-03",), beside.encoded)
    assert again.reused == beside.reused > 0
    assert content(shared) == content(alone)


@pytest.mark.slow
def test_after_a_killed_scheduler_the_next_build_takes_what_is_finished(
    corpus: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    with cluster(tmp_path / "dask") as dask:
        with (
            killed_after(dask.scheduler, corpus, shards=5),
            raises_code(WorkersError, "workers_lost", address=dask.address),
        ):
            build_with(dask.address, corpus, index)
    kept = shards_in(corpus)
    assert len(kept) >= 5
    written: dict[str, int] = {}
    with cluster(tmp_path / "next") as dask:
        report = build_index(
            corpus,
            str(index),
            FakeEncoder(),
            "fake",
            workers=dask.address,
            progress=lambda _: written.update(shards_in(corpus)),
        )
    assert len(report.added) == COUNT
    assert {name: written[name] for name in kept} == kept


def test_nothing_is_asked_of_workers_if_nothing_changed(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(corpus, index)
    report = build_with("tcp://127.0.0.1:1", corpus, index)
    assert len(report.unchanged) == COUNT


def test_workers_that_are_away_leave_no_index(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.index.shards.workers.CONNECTING", 0.2)
    with raises_code(WorkersError, "workers_away", address="tcp://127.0.0.1:1"):
        build_with("tcp://127.0.0.1:1", corpus, tmp_path / "index")


def test_an_address_open_to_others_is_refused_unless_trusted(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raises_code(WorkersError, "workers_open", address="tcp://192.0.2.1:8786"):
        build_with("tcp://192.0.2.1:8786", corpus, tmp_path / "index")
    build(corpus, tmp_path / "index")
    monkeypatch.setenv("CMP_SEARCH_WORKERS_TRUSTED", "yes")
    report = build_with("tcp://192.0.2.1:8786", corpus, tmp_path / "index")
    assert len(report.unchanged) == COUNT
