from pathlib import Path

import pytest

from cmp_search.doctor.audit import check
from cmp_search.doctor.finding import Finding, Severity
from cmp_search.settings import Settings
from tests.audit.writing import written


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(corpus=tmp_path, audit=str(tmp_path / "log"))


def found(settings: Settings) -> list[Finding]:
    return list(check(settings))


def test_where_nothing_was_recorded_there_is_nothing_to_say(settings: Settings) -> None:
    assert found(settings) == []


def test_a_whole_log_is_fine(settings: Settings) -> None:
    written(settings.audit_folder, 3)
    (one,) = found(settings)
    assert (one.severity, one.area) == (Severity.OK, "audit")
    assert "3 events" in one.message


def test_each_place_that_was_changed_is_named(settings: Settings) -> None:
    written(settings.audit_folder, 3)
    path = settings.audit_folder / "000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"text-1", b"text-7"))
    (one,) = found(settings)
    assert one.severity is Severity.WRONG
    assert "line 2 of 000001.jsonl was changed" in one.message


def test_of_many_faults_the_first_are_named(settings: Settings) -> None:
    written(settings.audit_folder, 3)
    path = settings.audit_folder / "000001.jsonl"
    path.write_bytes(path.read_bytes() + b"\n" * 9)
    messages = [one.message for one in found(settings)]
    assert len(messages) == 6
    assert messages[-1] == "the audit log has 4 more faults"


def test_one_that_cannot_be_written_is_a_fault(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(settings.audit_folder, 1)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert any("cannot be written" in one.message for one in found(settings))
