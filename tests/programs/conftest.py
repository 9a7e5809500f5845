"""Keys, and what stands behind the guard."""

from pathlib import Path

import pytest

from cmp_search.audit import AuditLog, Via
from cmp_search.programs.keys import KeyFile
from cmp_search.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, corpus: Path, index: Path) -> Settings:
    """The sample corpus and its index, with a file of keys that is not there yet."""
    return Settings(corpus, str(index), "fake", "none", keys=tmp_path / "keys" / "keys.json")


@pytest.fixture
def keys(settings: Settings) -> KeyFile:
    return KeyFile(settings.keys, AuditLog(settings.audit_folder), "keeper", Via.COMMAND)
