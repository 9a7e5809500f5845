from importlib.resources import files
from pathlib import Path

import pytest

from cmp_search.index import recipe as module
from cmp_search.index.recipe import DECIDING, recipe
from tests.index.building import ALL, build

FOLDERS = ("orientation", "readers")


def hashed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The recipe of a package in another folder."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "files", lambda _: folder)
        return recipe.__wrapped__()


def test_it_covers_what_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DECIDING:
        assert files("cmp_search").joinpath(name).is_file() or name in FOLDERS
        path = tmp_path / name if name.endswith(".py") else tmp_path / name / "one.py"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"a = 1\nb = 2\n")
    first = hashed(tmp_path, monkeypatch)
    (tmp_path / "passage.py").write_bytes(b"a = 1\r\nb = 2\r\n")
    assert hashed(tmp_path, monkeypatch) == first, "line ends do not decide"
    (tmp_path / "passage.py").write_bytes(b"a = 1\nb = 3\n")
    second = hashed(tmp_path, monkeypatch)
    (tmp_path / "readers" / "pdf").mkdir()
    (tmp_path / "readers" / "pdf" / "two.py").write_bytes(b"c = 1\n")
    assert len({first, second, hashed(tmp_path, monkeypatch)}) == 3


def test_another_recipe_builds_anew(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("embedded.previous", "embedded.builder"):
        monkeypatch.setattr(f"cmp_search.index.{place}.recipe", lambda: "another")
    report = build(corpus, index)
    assert report.anew == "this version reads or cuts texts in another way"
    assert (sorted(report.added), report.reused) == (sorted(ALL), 0)
    assert build(corpus, index).anew == ""
