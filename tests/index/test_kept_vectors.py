"""Vectors that a build keeps: of renamed documents, of words that move, of codes."""

from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.files import read_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.versions import Stage
from tests.index.building import build, raise_version
from tests.index.test_build_sequences import contents
from tests.sample import CountingEncoder


def test_a_document_that_is_renamed_keeps_its_vectors(corpus: Path, index: Path) -> None:
    (corpus / "puertos-2022.txt").rename(corpus / "puertos.txt")
    catalogue = corpus / "catalogue.toml"
    catalogue.write_text(catalogue.read_text("utf-8").replace('"puertos-2022"', '"puertos"'))
    report = build(corpus, index)
    assert (report.added, report.removed) == (("puertos",), ("puertos-2022",))
    assert report.encoded == 0 and report.reused > 0


def test_a_paragraph_that_moves_to_another_document_keeps_its_vectors(
    corpus: Path, index: Path, tmp_path: Path
) -> None:
    harbour = corpus / "harbour-2021.md"
    whole = harbour.read_text("utf-8")
    moved = whole[whole.index("### Bread Working Group") :]
    harbour.write_text(whole.removesuffix(moved), "utf-8")
    (corpus / "bread.md").write_text(f"# Ovens\n\n## Part II: Groups\n\n{moved}", "utf-8")
    encoder = CountingEncoder()
    report = build(corpus, index, encoder)
    assert (report.added, report.changed) == (("bread",), ("harbour-2021",))
    assert [text.partition("\n")[0] for text in encoder.encoded] == [
        "Ovens › Part II: Groups › Bread Working Group"
    ], "the passage, for its title is another one, and no sentence"
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")


def test_vectors_kept_as_codes_come_back_from_their_long_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.index.embedded.vectors.EXACT_UP_TO", 150)
    corpus = tmp_path / "boats"
    corpus.mkdir()
    boats = [f"Boat {n} of the fleet weighs {7 * n} tonnes." for n in range(180)]
    (corpus / "boats.txt").write_text("\n\n".join(boats), "utf-8")
    build_index(corpus, str(tmp_path / "index"), FakeEncoder(), "fake")
    assert read_manifest(current(tmp_path / "index")).sentence_vectors.kind == "codes"
    with monkeypatch.context() as patch:
        raise_version(patch, Stage.SECTIONING)
        assert build(corpus, tmp_path / "index").encoded == 0
    opened = engine.open(str(tmp_path / "index"))
    sentences = opened.texts.sentences(opened.texts.passage_numbers("boats"))
    numbers = [sentence.number for of_passage in sentences.values() for sentence in of_passage]
    vectors = opened.sentence_vectors.vectors(numbers)
    assert vectors == pytest.approx(FakeEncoder().encode_passages(boats), abs=1e-3)
    opened.close()
