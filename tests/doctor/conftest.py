"""A place that is well, which each test harms in its way."""

import shutil
from pathlib import Path

import pytest

from cmp_search.doctor import environment
from cmp_search.documents.source import file_hash
from cmp_search.encoders.e5 import weights
from cmp_search.settings import Settings
from tests.encoders.packing import pack, write_differences
from tests.index.building import build
from tests.sample import OFFICIAL


@pytest.fixture
def settings(corpus: Path, tmp_path: Path) -> Settings:
    """The sample corpus with each text of its catalogue, and its index."""
    (corpus / "harbour-2020.md").write_text(OFFICIAL, "utf-8")
    index = tmp_path / "index"
    build(corpus, index)
    return Settings(corpus=corpus, index=str(index), model="fake")


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results do not depend on the machine's disk, nor on the versions installed there."""
    plenty = shutil._ntuple_diskusage(10**12, 0, 10**12)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: plenty)
    monkeypatch.setattr(environment, "_constraints", list)


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with a tiny packed file, instead of the default model's."""
    package = tmp_path / "site" / "packed_weights_of_the_doctor"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    packed = package / "e5-small-q4.bin"
    packed.write_bytes(pack().data)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(weights, "PACKAGE", package.name)
    monkeypatch.setattr(weights, "PACKED_SHA256", file_hash(packed))
    monkeypatch.setattr(weights, "DIFFERENCES", write_differences(tmp_path / "d.safetensors"))
    return packed
