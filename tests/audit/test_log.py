import json
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.audit import Action, AuditLog, Event, Via
from cmp_search.audit.chain import Head
from cmp_search.audit.faults import Fault, FaultKind
from cmp_search.audit.files import HEAD
from cmp_search.audit.under_way import FOLDER
from cmp_search.errors import AuditError, CorpusError
from tests.audit.writing import SMALL, copy_of, files_of, started, write_many, written


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


@given(data=st.data())
def test_any_changed_or_cut_byte_is_found(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, folder = copy_of(tmp_path_factory, lines=9)
    path = data.draw(st.sampled_from([*files_of(folder), folder / HEAD]))
    old = path.read_bytes()
    at = data.draw(st.integers(0, len(old) - 1))
    match data.draw(st.sampled_from(["flip", "cut", "drop"])):
        case "flip":
            new = old[:at] + bytes([old[at] ^ (1 << data.draw(st.integers(0, 7)))]) + old[at + 1 :]
        case "cut":
            new = old[:at]
        case _:
            new = old[:at] + old[at + data.draw(st.integers(1, 400)) :]
    path.write_bytes(new)
    assert log.faults()
    log.record("ana", Via.COMMAND, Action.BUILD)
    assert log.faults(), "the next event hid it"
    assert [event.who for event in log.events()][-1] == "ana"


def test_every_byte_counts(tmp_path: Path) -> None:
    log = written(tmp_path, 2)
    for path in (tmp_path / "000001.jsonl", tmp_path / HEAD):
        old = path.read_bytes()
        for at in range(len(old)):
            path.write_bytes(old[:at] + bytes([old[at] ^ 1]) + old[at + 1 :])
            assert log.faults(), (path.name, at)
        path.write_bytes(old)
    assert not log.faults()


@given(data=st.data())
def test_lines_that_are_missing_or_in_another_order_are_found(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, folder = copy_of(tmp_path_factory, lines=9)
    path = data.draw(st.sampled_from(files_of(folder)))
    lines = path.read_bytes().splitlines(keepends=True)
    others = data.draw(st.permutations(lines))[: data.draw(st.integers(0, len(lines)))]
    path.write_bytes(b"".join(others))
    assert bool(log.faults()) == (others != lines)


@pytest.mark.parametrize("name", ["000001.jsonl", "000002.jsonl", HEAD])
def test_a_file_that_is_missing_is_found(tmp_path: Path, name: str) -> None:
    log = written(tmp_path, 9)
    (tmp_path / name).unlink()
    kind = FaultKind.HEAD if name == HEAD else FaultKind.FILE
    assert Fault(kind, name) in log.faults()
    log.record("ana", Via.COMMAND, Action.BUILD)
    assert log.faults()


def test_a_copy_with_another_name_beside_the_files_is_none_of_them(tmp_path: Path) -> None:
    log = written(tmp_path, 9)
    names, events = files_of(tmp_path), [*log.events()]
    shutil.copy(tmp_path / names[-1], tmp_path / "20261129.jsonl")
    assert not log.faults()
    (tmp_path / HEAD).unlink()
    log.record("ana", Via.COMMAND, Action.BUILD)
    assert [*log.events()][:-1] == events, "no file of the log went for it"


def test_no_more_missing_files_are_named_than_are_kept(tmp_path: Path) -> None:
    log = written(tmp_path, 2)
    (tmp_path / "000001.jsonl").rename(tmp_path / "999999.jsonl")
    (tmp_path / HEAD).write_bytes(Head(2, "", 10**15).line)
    missing = [fault for fault in log.faults() if fault.kind is FaultKind.FILE]
    assert len(missing) == SMALL["kept"]


def test_a_fault_names_the_line(tmp_path: Path) -> None:
    log = written(tmp_path, 3)
    path = tmp_path / "000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"text-1", b"text-7"))
    assert log.faults() == (Fault(FaultKind.CHANGED, "000001.jsonl", 2),)


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


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"1", b"null", b'{"number": 1e999}', b'{"number": 4, "own": 1, "before": []}'],
)
def test_foreign_lines_are_faults_and_no_crash(tmp_path: Path, line: bytes) -> None:
    log = written(tmp_path, 2)
    with (tmp_path / "000001.jsonl").open("ab") as file:
        file.write(line + b"\n")
    log.record("ana", Via.APP, Action.ADD)
    assert log.faults()
    assert len(list(log.events())) == 3


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
