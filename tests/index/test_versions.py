"""What a build redoes when a stage or library has another version, and what it keeps."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.index.deriving import Derived, derived_of
from cmp_search.index.embedded import engine, writer
from cmp_search.index.embedded.files import read_manifest, write_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.plan import RebuildCode, RebuildReason
from cmp_search.index.report import BuildReport
from cmp_search.index.versions import (
    DERIVED,
    LIBRARIES,
    VERSIONS,
    Stage,
    changed_stages,
    library_versions,
    stage_versions,
    versions_key,
)
from cmp_search.orientation.facts import Orientation
from cmp_search.readers import read_document
from tests.index.building import ALL, build, raise_version, state
from tests.index.test_build_sequences import contents
from tests.sample import CountingEncoder, RefusingEncoder

DECISIVE = [stage for stage in Stage if stage not in DERIVED]


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that builds read, in order."""
    names: list[str] = []

    def read(source: Any, data: bytes) -> Any:
        names.append(source.path.name)
        return read_document(source, data)

    monkeypatch.setattr("cmp_search.index.encoding.read_document", read)
    return names


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_changes_with_its_number_and_its_libraries(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions, libraries = stage_versions(), library_versions()
    assert changed_stages(versions, libraries) == ()
    for name in LIBRARIES[stage]:
        assert stage in changed_stages(versions, {**libraries, name: "0"})
        assert stage in changed_stages(versions, {k: v for k, v in libraries.items() if k != name})
    raise_version(monkeypatch, stage)
    assert changed_stages(versions, libraries) == (stage,)
    assert versions_key(versions, libraries) != versions_key(stage_versions(), libraries)


def test_the_manifest_keeps_the_versions(index: Path) -> None:
    manifest = read_manifest(current(index))
    assert manifest.versions == {stage.value: VERSIONS[stage] for stage in Stage}
    assert manifest.libraries == library_versions()


@pytest.mark.parametrize("stage", sorted(DERIVED - {Stage.OFF_TOPIC}))
def test_what_is_derived_is_computed_from_the_stored_texts(
    corpus: Path,
    index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files_read: list[str],
    stage: Stage,
) -> None:
    raise_version(monkeypatch, stage)
    report = build(corpus, index, RefusingEncoder())
    assert (report.rebuild_reason, report.renewed) == (None, (stage,))
    assert (report.encoded, files_read) == (0, [])
    assert sorted(report.unchanged) == sorted(ALL)
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")
    before = state(index)
    assert build(corpus, index, RefusingEncoder()).renewed == ()
    assert state(index) == before


def test_renewed_terms_are_those_of_this_version(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_version(monkeypatch, Stage.TERMS)

    def other(document: Document, passages: Sequence[Passage]) -> Derived:
        words, stems = ("oars sails",) * len(passages), ("oar",) * len(passages)
        return replace(derived_of(document, passages), words=words, stems=stems)

    monkeypatch.setattr(writer, "derive", other)
    build(corpus, index, RefusingEncoder())
    opened = engine.open(str(index))
    assert set(opened.texts.rows("SELECT words, stems FROM terms")) == {("oars sails", "oar")}
    spread = opened.texts.spread(["oars", "lens"])
    assert spread == {"oars": opened.manifest.passage_count}
    opened.close()


def test_renewed_orientations_and_sketches_are_those_of_this_version(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_version(monkeypatch, Stage.ORIENTATION)

    def other(document: Document, passages: Sequence[Passage]) -> Derived:
        return replace(derived_of(document, passages), orientation=Orientation(), sketch=(1, 2))

    monkeypatch.setattr(writer, "derive", other)
    report = build(corpus, index, RefusingEncoder())
    assert len(report.duplicates) == 6, "all are the same text now"
    opened = engine.open(str(index))
    assert [found for _, found in opened.orientations()] == [Orientation()] * len(ALL)
    opened.close()


def test_other_off_topic_questions_are_encoded_and_nothing_else(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_version(monkeypatch, Stage.OFF_TOPIC)
    monkeypatch.setattr("cmp_search.index.off_topic.off_topic_questions", lambda: ["Why?"])
    encoder = CountingEncoder()
    report = build(corpus, index, encoder)
    assert (report.renewed, encoder.encoded) == ((Stage.OFF_TOPIC,), ["Why?"])
    opened = engine.open(str(index))
    assert len(opened.off_topic) == 1
    opened.close()


def test_another_version_of_a_library_counts_as_one_of_its_stages(
    corpus: Path, index: Path, files_read: list[str]
) -> None:
    def built_with(**older: str) -> BuildReport:
        manifest = read_manifest(current(index))
        libraries = {**manifest.libraries, **older}
        write_manifest(current(index), replace(manifest, libraries=libraries))
        return build(corpus, index)

    assert built_with(PyStemmer="0").renewed == (Stage.TERMS,)
    assert files_read == []
    report = built_with(pypdf="0")
    assert report.rebuild_reason == RebuildReason(RebuildCode.STAGES, stages=(Stage.READING,))
    assert (report.encoded, len(files_read)) == (0, len(ALL))


def test_ctrl_c_while_content_is_renewed_keeps_the_last_index(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = state(index)
    raise_version(monkeypatch, Stage.ORIENTATION)
    with monkeypatch.context() as patch:
        patch.setattr(writer, "derive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(corpus, index)
    assert state(index) == before
    assert build(corpus, index).renewed == (Stage.ORIENTATION,)


def test_one_build_handles_changes_of_the_corpus_and_of_terms(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    (corpus / "ports-2021.html").unlink()
    raise_version(monkeypatch, Stage.TERMS)
    report = build(corpus, index)
    assert (report.added, report.removed) == (("note",), ("ports-2021",))
    assert (report.renewed, report.encoded) == ((Stage.TERMS,), 2)
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")


@pytest.mark.parametrize("stage", DECISIVE)
def test_files_are_read_again_and_vectors_kept(
    corpus: Path,
    index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files_read: list[str],
    stage: Stage,
) -> None:
    raise_version(monkeypatch, stage)
    encoder = CountingEncoder()
    report = build(corpus, index, encoder)
    assert report.rebuild_reason == RebuildReason(RebuildCode.STAGES, stages=(stage,))
    assert report.reused == 37
    assert (len(files_read), report.renewed, report.encoded) == (len(ALL), (), 0)
    assert encoder.encoded == []
    assert read_manifest(current(index)).versions[stage] == VERSIONS[stage]
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")
    assert build(corpus, index).rebuild_reason is None
