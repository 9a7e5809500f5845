"""Whatever was changed in a log from outside is found and named."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.audit import Action, Via
from cmp_search.audit.chain import Head
from cmp_search.audit.faults import Fault, FaultKind
from cmp_search.audit.files import HEAD
from tests.audit.writing import SMALL, copy_of, files_of, written


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
