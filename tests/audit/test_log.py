import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cmp_search.audit import Action, AuditLog, Event, Via
from cmp_search.audit.files import HEAD
from cmp_search.errors import AuditError
from tests.audit.writing import SMALL, files_of, started, write_many, written


def test_an_event_says_who_did_what_how_and_what_came_of_it(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "log")
    log.record("ana@example.org", Via.APP, Action.ADD, "cmp-2021")
    log.record("ben", Via.COMMAND, Action.REMOVE, "cmp-2019", "text_unknown")
    first, second = log.events()
    assert first == Event(first.at, "ana@example.org", Via.APP, Action.ADD, "cmp-2021", "done")
    assert second == Event(second.at, "ben", Via.COMMAND, Action.REMOVE, "cmp-2019", "text_unknown")
    assert first.at <= second.at and first.at.endswith("+00:00")
    assert not log.faults()


def test_events_are_chosen_by_day_action_and_person(tmp_path: Path) -> None:
    log = written(tmp_path, 6)
    events = list(log.events())
    assert list(log.events(since=events[0].at[:10])) == events
    assert list(log.events(since="2999-01-01")) == []
    assert [one.subject for one in log.events(action=Action.TAG)] == ["text-1", "text-3", "text-5"]
    assert [one.subject for one in log.events(who="person-2")] == ["text-2", "text-5"]


def test_nothing_is_written_by_reading(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "log")
    log.settle()
    assert (list(log.events()), log.faults(), list(tmp_path.iterdir())) == ([], (), [])


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\nb\r\nc", "‮txt", "\ud800", "x" * 10_000, "“”é"])
def test_names_are_harmless_on_one_line_and_bounded(tmp_path: Path, name: str) -> None:
    log = AuditLog(tmp_path / "log")
    log.record(name, Via.APP, Action.ADD, name)
    (event,) = log.events()
    assert event.who == event.subject and len(event.who) <= 200
    assert event.who.replace("\N{REPLACEMENT CHARACTER}", "").isprintable()
    assert not log.faults()


def test_a_full_file_is_followed_by_another_and_the_oldest_goes(tmp_path: Path) -> None:
    log = written(tmp_path, 100)
    assert len(files_of(tmp_path)) == SMALL["kept"]
    assert all(path.stat().st_size <= SMALL["largest"] for path in files_of(tmp_path))
    subjects = [event.subject for event in log.events()]
    assert 10 < len(subjects) < 100
    assert subjects == [f"text-{n}" for n in range(100 - len(subjects), 100)]
    assert not log.faults()


def test_threads_and_processes_write_one_chain(tmp_path: Path) -> None:
    processes = [started(f"write_many(Path({str(tmp_path)!r}), {n})") for n in range(3)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: write_many(tmp_path, n), range(3, 7)))
    assert [process.wait() for process in processes] == [0, 0, 0]
    log = AuditLog(tmp_path)
    events = [(event.who, event.subject) for event in log.events()]
    for who in {who for who, _ in events}:
        assert [subject for one, subject in events if one == who] == list(map(str, range(8)))
    assert len(events) == 7 * 8
    assert not log.faults()


def test_what_a_killed_writer_left_is_no_fault_and_the_next_goes_on(tmp_path: Path) -> None:
    log = written(tmp_path, 3)
    head, path = (tmp_path / HEAD).read_bytes(), tmp_path / "000001.jsonl"
    log.record("ana", Via.COMMAND, Action.BUILD)  # Its line was written, and its head was not.
    (tmp_path / HEAD).write_bytes(head)
    assert not log.faults()
    log.record("ben", Via.COMMAND, Action.BUILD)
    with path.open("ab") as file:
        file.write(b'{"number": 6, "bef')
    assert not log.faults()
    log.record("eva", Via.COMMAND, Action.BUILD)
    assert not log.faults()
    assert [event.who for event in log.events()][-3:] == ["ana", "ben", "eva"]


def test_one_killed_between_two_files_is_no_fault(tmp_path: Path) -> None:
    log = written(tmp_path, 4)
    count, head = len(files_of(tmp_path)), (tmp_path / HEAD).read_bytes()
    while len(files_of(tmp_path)) == count:
        head = (tmp_path / HEAD).read_bytes()
        log.record("ana", Via.COMMAND, Action.BUILD)
    (tmp_path / HEAD).write_bytes(head)
    assert not log.faults()
    log.record("ben", Via.COMMAND, Action.BUILD)
    assert not log.faults()
    assert [event.who for event in log.events()][-2:] == ["ana", "ben"]


def test_the_folder_is_made_but_no_corpus_for_a_log_in_it(tmp_path: Path) -> None:
    own = AuditLog(tmp_path / "home" / "audit")
    own.record("ana", Via.COMMAND, Action.BUILD)
    assert [event.who for event in own.events()] == ["ana"]
    with pytest.raises(AuditError):
        AuditLog(tmp_path / "texts" / ".audit").record("ana", Via.APP, Action.SIGN_IN)
    assert not (tmp_path / "texts").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_the_hidden_log_of_a_corpus_is_not_written_through_a_link(tmp_path: Path) -> None:
    for folder in ("corpus", "outside"):
        (tmp_path / folder).mkdir()
    for name in (".audit", "chosen"):
        (tmp_path / "corpus" / name).symlink_to(tmp_path / "outside")
    with pytest.raises(AuditError):
        AuditLog(tmp_path / "corpus" / ".audit").record("ana", Via.COMMAND, Action.BUILD)
    with (
        pytest.raises(AuditError),
        AuditLog(tmp_path / "corpus" / ".audit").recording("ana", Via.COMMAND, Action.BUILD),
    ):
        raise AssertionError("it was not recorded")
    assert not list((tmp_path / "outside").iterdir())
    AuditLog(tmp_path / "corpus" / "chosen").record("ana", Via.COMMAND, Action.BUILD)
    assert list((tmp_path / "outside").iterdir()), "whoever names a folder may name a link"


def test_a_line_has_no_more_than_the_event(tmp_path: Path) -> None:
    written(tmp_path, 1)
    line = json.loads((tmp_path / "000001.jsonl").read_bytes())
    assert set(line) == {
        *("number", "before", "token", "at", "who", "via", "action", "subject", "outcome", "own")
    }


def test_its_stamp_is_another_whenever_it_is(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    stamps = [log.stamp()]
    for _ in range(3):
        log.record("ana", Via.APP, Action.ADD)
        stamps.append(log.stamp())
    (tmp_path / HEAD).unlink()
    assert len({*stamps, log.stamp()}) == 5
