import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.documents.lock import NOT_AT_ALL, locked
from cmp_search.errors import AuditError, KeysError
from cmp_search.programs.keys import Key, KeyFile, Purpose, read_keys
from cmp_search.programs.keys import file as module
from cmp_search.programs.keys.key import hash_of


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_that_was_added_is_kept_as_it_is(file: KeyFile) -> None:
    assert read_keys(file.path) == ()
    _, first = file.add("intranet", ["cmp", "archive"], until=date(2027, 1, 31))
    _, second = file.add("prometheus", ["cmp"], Purpose.METRICS)
    assert read_keys(file.path) == (first, second)
    assert (first.purpose, first.by, first.until) == (Purpose.ASK, "ana", date(2027, 1, 31))
    assert (second.purpose, second.until) == (Purpose.METRICS, None)


def test_the_token_is_kept_nowhere(file: KeyFile, tmp_path: Path) -> None:
    token, key = file.add("intranet", ["cmp"])
    assert key.sha256 == hash_of(token)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) > 2
    assert not any(token.encode() in data for data in kept)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_file_and_folder_are_for_their_owner_alone(file: KeyFile) -> None:
    before = os.umask(0)
    try:
        file.add("intranet", ["cmp"])
        assert (mode(file.path), mode(file.path.parent)) == (0o600, 0o700)
        file.path.chmod(0o644)
        file.revoke("intranet")
        assert mode(file.path) == 0o600
    finally:
        os.umask(before)


def test_a_folder_that_is_there_keeps_its_mode(file: KeyFile) -> None:
    file.path.parent.mkdir(0o750)
    file.add("intranet", ["cmp"])
    assert mode(file.path.parent) == 0o750


def test_a_name_is_given_once(file: KeyFile) -> None:
    _, key = file.add("intranet", ["cmp"])
    with pytest.raises(KeysError) as raised:
        file.add("intranet", ["cmp"])
    assert raised.value.code == "key_name_taken"
    assert read_keys(file.path) == (key,)


def test_a_key_that_was_revoked_is_gone_and_its_name_is_free(file: KeyFile) -> None:
    _, first = file.add("intranet", ["cmp"])
    _, other = file.add("archive", ["cmp"])
    assert file.revoke("intranet") == first
    assert read_keys(file.path) == (other,)
    assert file.add("intranet", ["cmp"])[1] != first


@pytest.mark.parametrize(("name", "known"), [("intrant", ["intranet"]), ("zzz", [])])
def test_a_key_that_there_is_not_cannot_be_revoked(
    file: KeyFile, name: str, known: list[str]
) -> None:
    for number in range(9):
        file.add(f"web-{number}", ["cmp"])
    file.add("intranet", ["cmp"])
    with pytest.raises(KeysError) as raised:
        file.revoke(name)
    assert raised.value.record == {
        "code": "key_name_unknown",
        "parameters": {"name": name, "known": known, "total": 10},
    }
    assert len(read_keys(file.path)) == 10


def test_every_change_is_recorded_and_so_is_one_that_failed(file: KeyFile, log: AuditLog) -> None:
    file.add("intranet", ["cmp"])
    file.revoke("intranet")
    with pytest.raises(KeysError):
        file.revoke("intranet")
    assert [(one.who, one.via, one.action, one.subject, one.outcome) for one in log.events()] == [
        ("ana", Via.COMMAND, Action.KEY_ADD, "intranet", "done"),
        ("ana", Via.COMMAND, Action.KEY_REVOKE, "intranet", "done"),
        ("ana", Via.COMMAND, Action.KEY_REVOKE, "intranet", "key_name_unknown"),
    ]


def test_a_token_given_for_a_name_is_not_recorded(file: KeyFile, tmp_path: Path) -> None:
    token, _ = file.add("intranet", ["cmp"])
    with pytest.raises(KeysError):
        file.revoke(token)
    with pytest.raises(KeysError):
        file.add(token, ["cmp"])
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(token.encode() in data for data in kept)


def test_what_cannot_be_recorded_is_not_done(tmp_path: Path) -> None:
    (tmp_path / "audit").touch()  # A file in the place of the folder.
    file = KeyFile(tmp_path / "keys.json", AuditLog(tmp_path / "audit"), "ana", Via.COMMAND)
    with pytest.raises(AuditError):
        file.add("intranet", ["cmp"])
    assert list(tmp_path.iterdir()) == [tmp_path / "audit"]


def test_many_at_once_lose_no_key(file: KeyFile) -> None:
    names = [f"program-{number}" for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda name: file.add(name, ["cmp"]), names))
    assert sorted(key.name for key in read_keys(file.path)) == sorted(names)


def test_one_who_waits_in_vain_is_told_who_is_at_it(
    file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, key = file.add("intranet", ["cmp"])
    monkeypatch.setattr(module, "PATIENCE", NOT_AT_ALL)
    with (
        locked(file.path.parent / ".keys.json.lock", file._busy, who="ben"),
        pytest.raises(KeysError, match="ben") as raised,
    ):
        file.add("other", ["cmp"])
    assert raised.value.code == "keys_unwritable"
    assert read_keys(file.path) == (key,)


def test_a_full_disk_leaves_the_keys_as_they_were(
    file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, key = file.add("intranet", ["cmp"])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_file", full)
    with pytest.raises(KeysError, match="No space") as raised:
        file.add("other", ["cmp"])
    assert raised.value.code == "keys_unwritable"
    assert read_keys(file.path) == (key,)


def changed(**fields: Any) -> bytes:
    key = {
        "name": "intranet",
        "sha256": "0" * 64,
        "collections": ["cmp"],
        "purpose": "ask",
        "created": "2026-11-29T10:00:00+00:00",
        "by": "ana",
        "until": None,
    }
    return json.dumps({"form": 1, "keys": [{**key, **fields}]}).encode()


def test_a_file_as_it_is_written_is_read(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(changed(until="2027-01-31"))
    (key,) = read_keys(tmp_path / "keys.json")
    made = "2026-11-29T10:00:00+00:00"
    assert key == Key("intranet", "0" * 64, ("cmp",), Purpose.ASK, made, "ana", date(2027, 1, 31))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[" * 10_000,
        b"\xff\xfe",
        b"[]",
        b'{"form": 2, "keys": []}',
        b'{"form": 1, "keys": [], "more": 1}',
        changed(purpose="all"),
        changed(sha256="0" * 63),
        changed(sha256="0" * 64 + "\n"),
        changed(sha256=""),
        changed(collections="cmp"),
        changed(until=86_400),
        changed(until="soon"),
        changed(role="administrator"),
    ],
)
def test_a_damaged_file_is_neither_read_nor_changed(file: KeyFile, data: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(data)
    with pytest.raises(KeysError) as raised:
        read_keys(file.path)
    assert raised.value.code == "keys_damaged"
    with pytest.raises(KeysError):
        file.add("other", ["cmp"])
    assert file.path.read_bytes() == data


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(KeysError) as raised:
        read_keys(tmp_path)
    assert raised.value.code == "keys_damaged"
