"""A file of keys, and the audit log of whoever changes it."""

from pathlib import Path

import pytest

from cmp_search.audit import AuditLog, Via
from cmp_search.programs.keys import KeyFile


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    return AuditLog(tmp_path / "audit")


@pytest.fixture
def file(tmp_path: Path, log: AuditLog) -> KeyFile:
    return KeyFile(tmp_path / "own" / "keys.json", log, "ana", Via.COMMAND)
