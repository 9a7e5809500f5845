"""Keys, and what stands behind the guard."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cmp_search.audit import AuditLog, Via
from cmp_search.programs.guard import Guard, Limiters
from cmp_search.programs.keys import KeyFile, KeyRing, Refusals
from cmp_search.programs.measures import Measures
from cmp_search.settings import Settings
from tests.programs.guarded import Made, count


@pytest.fixture
def settings(tmp_path: Path, corpus: Path, index: Path) -> Settings:
    """The sample corpus and its index, with a file of keys that is not there yet."""
    return Settings(corpus, str(index), "fake", "none", keys=tmp_path / "keys" / "keys.json")


@pytest.fixture
def keys(settings: Settings) -> KeyFile:
    return KeyFile(settings.keys, AuditLog(settings.audit_folder), "keeper", Via.COMMAND)


@pytest.fixture
def made(settings: Settings) -> Made:
    """A client of the guard; it needs keys unless told otherwise."""

    def make(limiters: Limiters | None = None, *, needs_key: bool = True) -> TestClient:
        log = AuditLog(settings.audit_folder)
        guard = Guard(
            KeyRing(settings.keys),
            Refusals(log),
            Measures(lambda: 0),
            collection="cmp",
            needs_key=needs_key,
            limiters=limiters,
        )
        return TestClient(guard.before(count))

    return make
