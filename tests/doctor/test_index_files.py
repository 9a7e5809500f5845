"""The files of an index: a damaged or missing one is found, and a build mends it."""

from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.doctor import Severity
from cmp_search.index.embedded.files import MANIFEST, PASSAGE_VECTORS, SENTENCE_VECTORS, TEXTS
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.pointer import CURRENT
from cmp_search.locales.error_messages import message
from cmp_search.settings import Settings
from tests.doctor.harming import flip, only_problem, problems
from tests.index.building import build


@pytest.mark.parametrize("name", [TEXTS, PASSAGE_VECTORS, SENTENCE_VECTORS])
@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_a_flipped_byte_is_found_and_a_build_fixes_it(
    settings: Settings, name: str, part: int
) -> None:
    path = current(Path(settings.index)) / name
    flip(path, part * (path.stat().st_size - 1) // 3)
    found = only_problem(settings, Severity.WRONG, "index")
    assert name in found.message and "hash" in found.message
    assert found.fix.startswith("cmp-search index ")
    assert f"--index {settings.index}" in found.fix
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


@pytest.mark.parametrize("name", [TEXTS, PASSAGE_VECTORS, SENTENCE_VECTORS, MANIFEST])
def test_a_missing_file_is_named_and_a_build_fixes_it(settings: Settings, name: str) -> None:
    (current(Path(settings.index)) / name).unlink()
    found = only_problem(settings, Severity.WRONG, "index")
    assert found.message.endswith(f"{name} is missing")
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


@pytest.mark.parametrize(
    "word", ["schema", "name", "documents", "sha256", "{", "target", "g0", "versions"]
)
def test_a_flipped_byte_of_the_manifest_is_found(settings: Settings, word: str) -> None:
    path = current(Path(settings.index)) / MANIFEST
    flip(path, path.read_bytes().index(word.encode()))
    assert {finding.area for finding in problems(settings)} == {"index"}


def test_a_pointer_to_nowhere_is_found_and_a_build_fixes_it(settings: Settings) -> None:
    pointer = Path(settings.index) / CURRENT
    flip(pointer, 3)
    lost = {"folder": settings.index, "name": pointer.read_text("utf-8").split("\n")[0]}
    found = only_problem(settings, Severity.WRONG, "index")
    assert found.message == message("generation_lost", lost)
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


def test_no_index_and_a_foreign_folder(settings: Settings, tmp_path: Path) -> None:
    none = replace(settings, index=str(tmp_path / "none"))
    found = only_problem(none, Severity.WRONG, "index")
    assert "no index" in found.message and found.fix.startswith("cmp-search index ")
    (Path(settings.index) / "holiday.jpg").write_bytes(b"")
    found = only_problem(settings, Severity.WRONG, "index")
    assert "holiday.jpg" in found.message and "--index" in found.fix
