"""Changes under way: recorded once with what came of them, also after a kill."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.audit.files import HEAD
from cmp_search.audit.under_way import FOLDER
from cmp_search.errors import AuditError, CorpusError
from tests.audit.writing import started, written


def test_a_change_is_recorded_once_with_what_came_of_it(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "log")
    with log.recording("ana", Via.APP, Action.ADD, "file.pdf") as entry:
        entry.subject = "cmp-2021"
    for error in (CorpusError("no_undo"), OSError(28, "full"), KeyboardInterrupt(), ValueError()):
        with pytest.raises(type(error)), log.recording("ana", Via.APP, Action.UNDO):
            raise error
    outcomes = [event.outcome for event in log.events()]
    assert outcomes == ["done", "no_undo", "system", "stopped", "unexpected"]
    assert next(log.events()).subject == "cmp-2021"
    assert not list((log.folder / "begun").iterdir())


def test_a_killed_change_is_recorded_by_whoever_comes_next(tmp_path: Path) -> None:
    process = started(f"begin(Path({str(tmp_path)!r}))")
    while not (tmp_path / "under way").exists():
        assert process.poll() is None
        time.sleep(0.01)
    log = AuditLog(tmp_path)
    log.settle()
    assert not list(log.events()), "it is still under way"
    process.kill()
    process.wait()
    log.record("ben", Via.COMMAND, Action.TAG)
    log.settle()
    assert [(one.who, one.outcome) for one in log.events()] == [
        ("ana", "broken_off"),
        ("ben", "done"),
    ]


@pytest.mark.parametrize("wrong", [{"who": "\ud800"}, {"subject": 3}, {"at": None}])
def test_a_note_that_was_changed_hinders_no_other(tmp_path: Path, wrong: dict[str, object]) -> None:
    log = written(tmp_path, 1)
    (tmp_path / FOLDER).mkdir(exist_ok=True)
    event = asdict(next(log.events()))
    (tmp_path / FOLDER / "0a.json").write_text(json.dumps({**event, **wrong}))
    log.record("ana", Via.COMMAND, Action.BUILD)
    assert not log.faults()
    assert len([*log.events()]) == 2 and not (tmp_path / FOLDER / "0a.json").exists()


def test_one_killed_after_its_line_is_recorded_once(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    with log.recording("ana", Via.COMMAND, Action.BUILD):
        (note,) = (tmp_path / "begun").glob("*.json")
        kept = note.read_bytes()
    note.write_bytes(kept)
    log.settle()
    assert [one.outcome for one in log.events()] == ["done"]
    assert not note.exists()


def test_where_nothing_can_be_recorded_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("no folder")
    done = False
    with (
        pytest.raises(AuditError) as raised,
        AuditLog(tmp_path / "log").recording("ana", Via.APP, Action.ADD),
    ):
        done = True
    assert (raised.value.code, done) == ("audit_unwritable", False)


def test_what_is_done_and_cannot_be_recorded_is_said_and_recorded_later(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    written(tmp_path, 1)
    head = (tmp_path / HEAD).read_bytes()
    with pytest.raises(AuditError) as raised, log.recording("ana", Via.APP, Action.ADD) as entry:
        entry.subject = "cmp-2021"
        (tmp_path / HEAD).unlink()
        (tmp_path / HEAD).mkdir()
    assert raised.value.code == "audit_incomplete"
    (tmp_path / HEAD).rmdir()
    (tmp_path / HEAD).write_bytes(head)
    log.settle()
    assert [(one.subject, one.outcome) for one in log.events()][1:] == [("cmp-2021", "done")]
    assert not log.faults()
