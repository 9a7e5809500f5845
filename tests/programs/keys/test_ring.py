from datetime import date
from pathlib import Path

import pytest

from cmp_search.errors import AccessKeyError, KeysError
from cmp_search.programs.keys import Key, KeyFile, KeyRing, Purpose, read_keys

DAY = date(2026, 11, 29)
WRONG = "cmps_" + "x" * 43


@pytest.fixture
def ring(file: KeyFile) -> KeyRing:
    return KeyRing(file.path, lambda: DAY)


def refusal(
    ring: KeyRing, token: str, collection: str = "cmp", purpose: Purpose = Purpose.ASK
) -> dict[str, object]:
    with pytest.raises(AccessKeyError) as raised:
        ring.opened_by(token, collection, purpose)
    return {"code": raised.value.code, **raised.value.parameters}


def test_a_key_opens_each_of_its_collections_for_its_purpose(file: KeyFile, ring: KeyRing) -> None:
    token, key = file.add("intranet", ["cmp", "archive"], until=DAY)
    for collection in key.collections:
        assert ring.opened_by(token, collection, Purpose.ASK) == key


def test_it_opens_nothing_else(file: KeyFile, ring: KeyRing) -> None:
    token, _ = file.add("intranet", ["archive"])
    assert refusal(ring, token, "cmp") == {
        "code": "key_collection", "name": "intranet", "collection": "cmp"
    }  # fmt: skip
    assert refusal(ring, token, "archive", Purpose.METRICS) == {
        "code": "key_purpose", "name": "intranet", "purpose": "ask"
    }  # fmt: skip
    token, _ = file.add("prometheus", ["cmp"], Purpose.METRICS)
    assert ring.opened_by(token, "cmp", Purpose.METRICS)
    assert refusal(ring, token)["code"] == "key_purpose"


def test_one_that_has_ended_is_refused(file: KeyFile, ring: KeyRing) -> None:
    token, _ = file.add("old", ["cmp"], until=date(2026, 11, 28))
    assert refusal(ring, token) == {"code": "key_ended", "name": "old", "until": "2026-11-28"}


@pytest.mark.parametrize("wrong", ["", WRONG, "0" * 64])
def test_what_is_no_key_is_refused(file: KeyFile, ring: KeyRing, wrong: str) -> None:
    assert refusal(ring, wrong) == {"code": "key_unknown"}
    file.add("intranet", ["cmp"])
    assert refusal(ring, wrong) == {"code": "key_unknown"}


def test_the_hash_of_a_key_is_no_key(file: KeyFile, ring: KeyRing) -> None:
    _, key = file.add("intranet", ["cmp"])
    for wrong in (key.sha256, f"cmps_{key.sha256[:43]}"):
        assert refusal(ring, wrong)["code"] == "key_unknown"


def test_a_key_holds_at_once_and_no_longer_than_until_it_is_revoked(
    file: KeyFile, ring: KeyRing
) -> None:
    for _ in range(5):
        token, key = file.add("intranet", ["cmp"])
        assert ring.opened_by(token, "cmp", Purpose.ASK) == key
        file.revoke("intranet")
        assert refusal(ring, token)["code"] == "key_unknown"


def test_a_key_that_was_replaced_by_another_of_its_name_is_refused(
    file: KeyFile, ring: KeyRing
) -> None:
    old, key = file.add("intranet", ["cmp"])
    assert ring.opened_by(old, "cmp", Purpose.ASK) == key
    size = file.path.stat().st_size
    file.revoke("intranet")
    new, key = file.add("intranet", ["cmp"])
    assert file.path.stat().st_size == size
    assert refusal(ring, old)["code"] == "key_unknown"
    assert ring.opened_by(new, "cmp", Purpose.ASK) == key


def test_without_the_file_no_key_holds(file: KeyFile, ring: KeyRing) -> None:
    token, _ = file.add("intranet", ["cmp"])
    assert ring.opened_by(token, "cmp", Purpose.ASK)
    file.path.unlink()
    assert refusal(ring, token)["code"] == "key_unknown"


def test_a_damaged_file_lets_nobody_in_until_it_is_mended(file: KeyFile, ring: KeyRing) -> None:
    token, key = file.add("intranet", ["cmp"])
    assert ring.opened_by(token, "cmp", Purpose.ASK)
    whole = file.path.read_bytes()
    file.path.write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(KeysError) as raised:
            ring.opened_by(token, "cmp", Purpose.ASK)
        assert raised.value.code == "keys_damaged"
    file.path.write_bytes(whole)
    assert ring.opened_by(token, "cmp", Purpose.ASK) == key


def test_a_file_that_stays_as_it_is_is_read_once(
    file: KeyFile, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, key = file.add("intranet", ["cmp"])
    read: list[Path] = []

    def reading(path: Path) -> tuple[Key, ...]:
        read.append(path)
        return read_keys(path)

    monkeypatch.setattr("cmp_search.programs.keys.ring.read_keys", reading)
    for _ in range(3):
        assert ring.opened_by(token, "cmp", Purpose.ASK) == key
    assert read == [file.path]
