from datetime import date
from hashlib import sha256

import pytest

from cmp_search.errors import KeysError
from cmp_search.programs.keys import Key, Purpose
from cmp_search.programs.keys.key import PREFIX, check_names, hash_of, new_key

DAY = date(2026, 11, 29)


def made(until: date | None = None) -> tuple[str, Key]:
    return new_key("intranet", ["cmp"], Purpose.ASK, "ana", until)


def test_a_token_is_long_random_and_known_by_its_prefix() -> None:
    tokens = {made()[0] for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {len(PREFIX) + 43}
    assert all(token.startswith("cmps_") and token.isascii() for token in tokens)


def test_of_a_token_the_key_has_the_hash_and_does_not_show_it() -> None:
    token, key = made()
    assert key.sha256 == hash_of(token) == sha256(token.encode()).hexdigest()
    assert token.removeprefix(PREFIX) not in repr(key) and key.sha256 not in repr(key)
    assert (key.name, key.collections, key.by) == ("intranet", ("cmp",), "ana")
    assert key.created.endswith("+00:00")


@pytest.mark.parametrize(
    "token",
    [
        *("", "cmps_", "x" * 48, "cmps_" + "x" * 42, "cmps_" + "x" * 44, " cmps_" + "x" * 43),
        *("cmps_" + "é" * 43, "cmps_" + "\ud800" * 43, "cmps_" + "x" * 43 + "\n"),
    ],
)
def test_what_is_no_token_has_no_hash(token: str) -> None:
    assert hash_of(token) == ""
    assert hash_of("cmps_" + "x" * 43)


def test_a_key_holds_through_its_last_day() -> None:
    assert not made()[1].has_ended(date.max)
    _, key = made(DAY)
    assert not key.has_ended(DAY)
    assert key.has_ended(date(2026, 11, 30))


@pytest.mark.parametrize("name", ["intranet", "Archivo-2.x", "été_1", "7", "a" * 60])
def test_names_are_short_words(name: str) -> None:
    check_names(name, [name])


@pytest.mark.parametrize(
    "name",
    ["", "-x", "_x", "two words", "a/b", "a\n", "\x1b[31m", "a" * 61, "cmps_" + "x" * 43, "cmps_x"],
)
def test_no_token_and_nothing_odd_is_a_name(name: str) -> None:
    for named, collections in ((name, ["cmp"]), ("intranet", ["cmp", name])):
        with pytest.raises(KeysError) as raised:
            check_names(named, collections)
        assert raised.value.code == "key_name_invalid"
