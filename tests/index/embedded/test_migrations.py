"""An index that an older version built keeps the vectors of its passages and sentences."""

import json
import tarfile
from pathlib import Path

import pytest

from cmp_search.errors import MismatchError
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.files import MANIFEST, SCHEMA, read_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.migrations import FIRST_RECIPE
from cmp_search.index.embedded.tables import SUMMED
from cmp_search.index.plan import RebuildCode
from cmp_search.index.versions import VERSIONS
from tests.index.building import ALL, build
from tests.index.test_build_sequences import contents
from tests.raising import raises_code
from tests.sample import CountingEncoder

DATA = Path(__file__).parent.parent / "data"
"""The sample corpus, and its index as the last versions with schemas 9 and 10 built it."""


def unpacked(schema: int, folder: Path) -> tuple[Path, Path]:
    """The corpus and the index of a schema."""
    with tarfile.open(DATA / f"schema-{schema}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "corpus", folder / "index"


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, Path]:
    """The corpus and the index of schema 9."""
    return unpacked(9, tmp_path)


def check_migrated(corpus: Path, index: Path) -> None:
    """The index is exactly as if this version had built it."""
    manifest = read_manifest(current(index))
    assert (manifest.schema, manifest.versions) == (SCHEMA, dict(VERSIONS))
    build(corpus, index.with_name("fresh"))
    assert contents(index) == contents(index.with_name("fresh"))
    ours, theirs = engine.open(str(index)), engine.open(str(index.with_name("fresh")))
    for table in ("passages", "sentences"):
        keys = f"SELECT hex(input_key) FROM {table} ORDER BY 1"
        assert ours.texts.rows(keys) == theirs.texts.rows(keys)
    ours.close()
    theirs.close()
    assert build(corpus, index).generation == manifest.generation, "there is nothing left to do"
    assert [path.name for path in current(index).iterdir() if path.name not in manifest.files] == [
        MANIFEST
    ]


@pytest.mark.parametrize("recipe", [FIRST_RECIPE, "other"])
def test_schema_9_is_rebuilt_with_its_vectors(old: tuple[Path, Path], recipe: str) -> None:
    path = current(old[1]) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"recipe": recipe}), "utf-8")
    encoder = CountingEncoder()
    report = build(*old, encoder)
    assert report.rebuild_reason and report.rebuild_reason.code is RebuildCode.STAGES
    assert sorted(report.added) == sorted(ALL)
    assert (report.reused, report.encoded) == (29, 8)
    assert all("\n" not in text and text[-1] not in ".:" for text in encoder.encoded)  # Headings.
    check_migrated(*old)


def test_schema_10_is_kept_with_its_texts_and_vectors(tmp_path: Path) -> None:
    corpus, index = unpacked(10, tmp_path)
    with raises_code(MismatchError, "other_schema"):
        engine.open(str(index))
    encoder = CountingEncoder()
    report = build(corpus, index, encoder)
    # What is under an official text's id is now cited as a copy until it is verified.
    assert (report.rebuild_reason, report.added, report.changed) == (None, (), ("harbour-2021",))
    assert encoder.encoded == []
    check_migrated(corpus, index)
    ours, theirs = engine.open(str(index)), engine.open(str(index.with_name("fresh")))
    for table in SUMMED.keys() - {"documents"}:  # These have numbers, in the order of reading.
        sums = f"SELECT hex(sum) FROM {table} ORDER BY 1"
        assert ours.texts.rows(sums) == theirs.texts.rows(sums)
    ours.close()
    theirs.close()


@pytest.mark.parametrize("name", ["texts.sqlite", "sentences.faiss"])
def test_a_damaged_index_of_schema_10_is_not_sealed_as_it_is(tmp_path: Path, name: str) -> None:
    corpus, index = unpacked(10, tmp_path)
    path = current(index) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    report = build(corpus, index)
    assert report.rebuild_reason and report.rebuild_reason.code is RebuildCode.DAMAGED


def test_a_damaged_index_of_schema_9_is_rebuilt(old: tuple[Path, Path]) -> None:
    path = current(old[1]) / "texts.sqlite"
    path.write_bytes(path.read_bytes()[:-50] + bytes(50))
    assert build(*old).reused == 0
