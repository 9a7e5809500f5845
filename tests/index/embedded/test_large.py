"""A generation of many vectors; the limit from which there are many is lowered for it."""

from pathlib import Path

import pytest

from cmp_search.index.embedded import engine, vectors
from cmp_search.index.embedded.files import is_intact, read_manifest
from cmp_search.index.embedded.folder import current
from tests.index.building import build

SHORT = "sentences.short.faiss"


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus with more sentences than are compared one by one."""
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 150)
    folder = tmp_path / "large"
    folder.mkdir()
    for name in ("oars", "sails"):
        boats = [f"Boat {n} of the {name} fleet weighs {7 * n} tonnes." for n in range(90)]
        (folder / f"{name}.txt").write_text("\n\n".join(boats), "utf-8")
    return folder


def test_short_codes_are_files_of_the_generation(large: Path, tmp_path: Path) -> None:
    build(large, tmp_path / "index")
    folder = current(tmp_path / "index")
    manifest = read_manifest(folder)
    assert (manifest.sentence_vectors.kind, manifest.sentence_vectors.bits) == ("codes", 16)
    assert SHORT in manifest.files
    assert is_intact(folder, manifest)
    (folder / SHORT).write_bytes(bytes(100))
    assert not is_intact(folder, manifest)
    assert build(large, tmp_path / "index").rebuild_reason


def test_a_change_adds_to_short_codes(large: Path, tmp_path: Path) -> None:
    build(large, tmp_path / "index")
    (large / "anchors.txt").write_text("An anchor is made of iron.", "utf-8")
    report = build(large, tmp_path / "index")
    assert (report.added, len(report.unchanged)) == (("anchors",), 2)
    generation = engine.open(str(tmp_path / "index"))
    (number,) = generation.texts.passage_numbers("anchors")
    ((sentence, count, headings),) = generation.texts.sentence_ranges([number])
    assert (count, headings) == (1, 0)
    vector = generation.sentence_vectors.vectors([sentence])[0]
    assert generation.sentence_vectors.search(vector, 3)[0] == sentence
    assert is_intact(generation.folder, generation.manifest)
    generation.close()


def test_short_codes_go_when_few_vectors_are_left(large: Path, tmp_path: Path) -> None:
    build(large, tmp_path / "index")
    (large / "oars.txt").unlink()
    (large / "sails.txt").write_text("One sail is left.", "utf-8")
    build(large, tmp_path / "index")
    folder = current(tmp_path / "index")
    assert read_manifest(folder).sentence_vectors.kind == "flat"
    assert not (folder / SHORT).exists()
