from dataclasses import replace
from errno import EACCES
from pathlib import Path

import pytest

from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import CorpusError
from cmp_search.index.build import build_index
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.files import SCHEMA, is_intact, read_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.plan import RebuildCode, RebuildReason
from cmp_search.index.report import BuildProgress
from tests.documents.refusing import refuse_folder
from tests.index.building import ALL, build, indexed, state
from tests.raising import raises_code
from tests.sample import OFFICIAL, CountingEncoder, RefusingEncoder


def test_a_first_build_adds_everything(corpus: Path, tmp_path: Path) -> None:
    report = build(corpus, tmp_path / "index")
    assert sorted(report.added) == sorted(ALL)
    assert (report.changed, report.removed, report.unchanged, report.failed) == ((), (), (), ())
    assert (report.documents, report.rebuild_reason) == (4, None)
    assert report.generation.startswith("g000001-")
    assert indexed(tmp_path / "index") == ALL


def test_the_manifest_says_what_is_in_the_generation(index: Path) -> None:
    generation = engine.open(str(index))
    manifest = generation.manifest
    numbers = [n for id in ALL for n in generation.texts.passage_numbers(id)]
    assert manifest.documents == len(ALL)
    assert manifest.passage_count == len(generation.passage_vectors) == len(numbers)
    assert manifest.sentence_count == len(generation.sentence_vectors)
    assert (manifest.schema, manifest.model) == (SCHEMA, "fake")
    assert is_intact(generation.folder, manifest)
    generation.close()


def test_only_changes_are_processed(corpus: Path, index: Path) -> None:
    (corpus / "harbour-2021.md").write_text("# Fog\n\nAnother text.\n", "utf-8")
    (corpus / "ports-2021.html").unlink()
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    report = build(corpus, index)
    assert report.added == ("note",)
    assert report.changed == ("harbour-2021",)
    assert report.removed == ("ports-2021",)
    assert sorted(report.unchanged) == ["harbour-2020-digest", "puertos-2022"]
    assert indexed(index) == ("harbour-2020-digest", "harbour-2021", "note", "puertos-2022")


def test_a_new_entry_in_the_catalogue_is_a_change(corpus: Path, index: Path) -> None:
    catalogue = corpus / "catalogue.toml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("Institute", "Academy"), "utf-8")
    assert build(corpus, index).changed == ("harbour-2021",)


def test_nothing_changed_means_nothing_written_and_no_encoder(corpus: Path, index: Path) -> None:
    before = state(index)
    report = build(corpus, index, RefusingEncoder())
    assert sorted(report.unchanged) == sorted(ALL)
    assert (report.encoded, report.reused) == (0, 0)
    assert report.generation.startswith("g000001-")
    assert state(index) == before


def test_a_removal_needs_no_encoder_either(corpus: Path, index: Path) -> None:
    (corpus / "ports-2021.html").unlink()
    assert build(corpus, index, RefusingEncoder()).removed == ("ports-2021",)


def test_texts_of_a_folder_that_cannot_be_listed_are_not_taken_for_removed(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "more").mkdir()
    (corpus / "ports-2021.html").rename(corpus / "more" / "ports-2021.html")
    before = state(index)
    refuse_folder(corpus / "more", EACCES, monkeypatch)
    with raises_code(CorpusError, "corpus_closed", folder=str(corpus / "more")):
        build(corpus, index, RefusingEncoder())
    assert indexed(index) == tuple(sorted(ALL))
    assert state(index) == before


def test_only_new_text_is_encoded(corpus: Path, index: Path) -> None:
    path = corpus / "harbour-2021.md"
    path.write_text(path.read_text("utf-8") + "\n## Part III: Oars\n\nOars too.\n", "utf-8")
    encoder = CountingEncoder()
    report = build(corpus, index, encoder)
    title = "Harbour Exchange: report for 2021"
    assert sorted(encoder.encoded) == sorted(
        [
            f"{title} › Part III: Oars\nOars too.",
            "Oars too.",
            "Part III: Oars: Oars too.",
            "Part III: Oars",
        ]
    )
    assert report.encoded == 3
    assert report.reused > 10


def test_a_reused_vector_is_the_one_its_text_would_get(corpus: Path, index: Path) -> None:
    path = corpus / "harbour-2021.md"
    path.write_text(path.read_text("utf-8").replace("brass", "copper"), "utf-8")
    assert build(corpus, index).reused > 10
    whole = engine.open(str(index))
    build(corpus, index.with_name("fresh"))
    fresh = engine.open(str(index.with_name("fresh")))
    for id in ALL:
        ours, theirs = (g.texts.passage_numbers(id) for g in (whole, fresh))
        ours_found, theirs_found = whole.texts.passages(ours), fresh.texts.passages(theirs)
        assert [ours_found[n] for n in ours] == [theirs_found[n] for n in theirs]
        assert (whole.passage_vectors.vectors(ours) == fresh.passage_vectors.vectors(theirs)).all()
        sentence_numbers = [
            [s.number for rows in g.texts.sentences(numbers).values() for s in rows]
            for g, numbers in ((whole, ours), (fresh, theirs))
        ]
        first, second = (
            whole.sentence_vectors.vectors(sentence_numbers[0]),
            fresh.sentence_vectors.vectors(sentence_numbers[1]),
        )
        assert (first == second).all()
    assert whole.manifest.fingerprint == fresh.manifest.fingerprint
    whole.texts.close()
    fresh.texts.close()


def test_the_fingerprint_changes_with_what_can_be_found(corpus: Path, index: Path) -> None:
    first = read_manifest(current(index)).fingerprint
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    build(corpus, index)
    second = read_manifest(current(index)).fingerprint
    (corpus / "note.txt").unlink()
    build(corpus, index)
    assert first == read_manifest(current(index)).fingerprint != second


def test_changed_acronyms_are_published_and_nothing_is_read(corpus: Path, index: Path) -> None:
    catalogue = corpus / "catalogue.toml"
    before = catalogue.read_text("utf-8")
    catalogue.write_text(f'{before}\n[[acronym]]\nen = ["FOG"]\nfr = ["BB", "Bureau"]\n', "utf-8")
    assert build(corpus, index, RefusingEncoder()).changed == ()
    assert read_manifest(current(index)).acronyms == ({"en": ("FOG",), "fr": ("BB", "Bureau")},)
    published = current(index)
    build(corpus, index, RefusingEncoder())
    assert current(index) == published


def test_a_digest_gives_way_to_its_official_text_and_comes_back(corpus: Path, index: Path) -> None:
    official = corpus / "harbour-2020.md"
    official.write_text(OFFICIAL, "utf-8")
    report = build(corpus, index)
    assert (report.added, report.superseded) == (("harbour-2020",), ("harbour-2020-digest",))
    assert (report.superseded_by, report.removed) == (("harbour-2020",), ())
    assert "harbour-2020-digest" not in indexed(index)
    assert build(corpus, index, RefusingEncoder()).superseded == ("harbour-2020-digest",)
    official.unlink()
    report = build(corpus, index)
    assert (report.added, report.removed) == (("harbour-2020-digest",), ("harbour-2020",))
    assert indexed(index) == ALL


def test_a_digest_stays_while_its_official_text_cannot_be_read(corpus: Path, index: Path) -> None:
    (corpus / "harbour-2020.md").write_bytes(b"")
    report = build(corpus, index)
    assert [failure.file for failure in report.failed] == ["harbour-2020.md"]
    assert report.superseded == ()
    assert "harbour-2020-digest" in indexed(index)


class OtherEncoder(CountingEncoder):
    identity = replace(FakeEncoder.identity, revision="2")


def test_another_encoder_rebuilds(corpus: Path, index: Path) -> None:
    encoder = OtherEncoder()
    report = build(corpus, index, encoder)
    assert report.rebuild_reason == RebuildReason(RebuildCode.ENCODER, encoder="fake (hash)")
    assert sorted(report.added) == sorted(ALL)
    manifest = read_manifest(current(index))
    assert report.reused == 0
    assert report.encoded == manifest.passage_count + manifest.sentence_count
    assert read_manifest(current(index)).encoder == encoder.identity


def test_other_passage_settings_rebuild_and_keep_the_vectors_of_equal_texts(
    corpus: Path, index: Path
) -> None:
    report = build_index(
        corpus, str(index), FakeEncoder(), "fake", settings=PassageSettings(20, 30, 5)
    )
    assert report.encoded > 0 and report.reused > 10
    assert report.rebuild_reason == RebuildReason(RebuildCode.PASSAGE_SETTINGS)
    assert read_manifest(current(index)).passages == PassageSettings(20, 30, 5)


def test_progress_rises_to_the_total(corpus: Path, tmp_path: Path) -> None:
    steps: list[BuildProgress] = []
    report = build_index(
        corpus,
        str(tmp_path / "index"),
        FakeEncoder(),
        "fake",
        progress=steps.append,
    )
    last = steps[-1]
    assert last == BuildProgress("", 4, 4, last.total, last.total, report.encoded)
    for name in ("done", "number", "encoded"):
        values = [getattr(step, name) for step in steps]
        assert values == sorted(values)
    assert steps[0] == BuildProgress(steps[0].document, 1, 4, 0, last.total, 0)
    assert {step.document for step in steps} == {"", *ALL}
    assert len({step.total for step in steps}) == 1


def test_progress_counts_only_files_to_be_read(corpus: Path, index: Path) -> None:
    note = corpus / "note.txt"
    note.write_text("A note about oars.", "utf-8")
    steps: list[BuildProgress] = []
    build_index(corpus, str(index), FakeEncoder(), "fake", progress=steps.append)
    size = note.stat().st_size
    assert steps == [
        BuildProgress("note", 1, 1, 0, size, 0),
        BuildProgress("note", 1, 1, size, size, 2),
        BuildProgress("", 1, 1, size, size, 2),
    ]


def test_the_text_of_a_digest_is_published_and_nothing_is_read(corpus: Path, index: Path) -> None:
    assert read_manifest(current(index)).texts_of_digests == {"harbour-2020-digest": "harbour-2020"}
    catalogue = corpus / "catalogue.toml"
    edition = 'id = "harbour-2020"\nedition_of = "harbour-2021"\n'
    before = catalogue.read_text("utf-8")
    catalogue.write_text(before.replace('id = "harbour-2020"\n', edition), "utf-8")
    assert build(corpus, index, RefusingEncoder()).changed == ()
    assert read_manifest(current(index)).texts_of_digests == {"harbour-2020-digest": "harbour-2021"}
