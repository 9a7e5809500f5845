import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.programs.keys import KeyRing, Purpose, read_keys
from tests.cli.conftest import Run, the_json


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "own" / "keys.json"
    monkeypatch.setenv("CMP_SEARCH_KEYS", str(place))
    monkeypatch.delenv("CMP_SEARCH_COLLECTION", raising=False)
    return place


def test_a_key_is_printed_alone_and_holds(run: Run, path: Path) -> None:
    status, output, errors = run("keys", "add", "intranet")
    assert status == 0 and "“intranet”" in errors
    assert re.fullmatch(r"cmps_[\w-]{43}\n", output) and output.strip() not in errors
    key = KeyRing(path).opened_by(output.strip(), "cmp", Purpose.ASK)
    assert (key.name, key.collections, key.until) == ("intranet", ("cmp",), None)


def test_a_key_opens_what_was_said_for_as_long_as_was_said(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = datetime.now(UTC).date()
    run("keys", "add", "a", "--collection", "one", "--collection", "two", "--collection", "one")
    run("keys", "add", "b", "--metrics", "--days", "30")
    monkeypatch.setenv("CMP_SEARCH_COLLECTION", "archive")
    run("keys", "add", "c")
    first, second, third = read_keys(path)
    assert (first.collections, first.purpose) == (("one", "two"), Purpose.ASK)
    assert second.purpose is Purpose.METRICS
    assert second.until is not None and second.until - before in (
        timedelta(days=30),
        timedelta(days=31),
    )
    assert third.collections == ("archive",)


def test_the_list_has_all_but_what_programs_send(run: Run, path: Path) -> None:
    assert run("keys", "list")[:2] == (
        0, "There is no key: add one with `cmp-search keys add NAME`.\n"
    )  # fmt: skip
    token = run("keys", "add", "intranet", "--collection", "cmp", "--collection", "two")[1].strip()
    run("keys", "add", "prometheus", "--metrics", "--days", "1")
    _, output, _ = run("keys", "list")
    headers, first, second = output.splitlines()
    assert headers.split() == ["Name", "For", "Collections", "Made", "By", "Until"]
    assert re.match(r"intranet +ask +cmp, two +\d{4}-\d\d-\d\d .*no end$", first)
    assert re.match(r"prometheus +metrics +cmp +\d{4}-\d\d-\d\d .*\d{4}-\d\d-\d\d$", second)
    (key, _) = read_keys(path)
    for shown in (output, run("keys", "list", "--json")[1]):
        assert token not in shown and key.sha256 not in shown


def test_a_key_that_has_ended_says_so(run: Run, path: Path) -> None:
    run("keys", "add", "old", "--days", "1")
    kept = path.read_text("utf-8")
    path.write_text(re.sub(r'"until": "[\d-]+"', '"until": "2020-01-31"', kept), "utf-8")
    assert run("keys", "list")[1].rstrip().endswith("2020-01-31 (ended)")
    (key,) = the_json(run("keys", "list", "--json")[1])["keys"]
    assert (key["until"], key["has_ended"]) == ("2020-01-31", True)


def test_a_key_that_was_revoked_is_gone(run: Run, path: Path) -> None:
    run("keys", "add", "intranet")
    assert run("keys", "revoke", "intranet")[:2] == (0, "“intranet” is no key any more.\n")
    assert read_keys(path) == ()
    status, _, errors = run("keys", "revoke", "intranet")
    assert (status, errors.count("\n")) == (1, 1) and "no key “intranet”" in errors


def test_the_json_has_each_field(run: Run) -> None:
    added = the_json(run("keys", "add", "intranet", "--json")[1])
    assert set(added) == {"key", "token"} and re.fullmatch(r"cmps_[\w-]{43}", added["token"])
    listed = the_json(run("keys", "list", "--json")[1])
    assert listed == {"keys": [added["key"]]}
    assert the_json(run("keys", "revoke", "intranet", "--json")[1]) == {"revoked": added["key"]}
    created, by = added["key"].pop("created"), added["key"].pop("by")
    assert created.endswith("+00:00") and isinstance(by, str)
    assert added["key"] == {
        "name": "intranet",
        "collections": ["cmp"],
        "purpose": "ask",
        "until": "",
        "has_ended": False,
    }


def test_changes_are_in_the_audit_log_of_the_corpus(run: Run, corpus: Path) -> None:
    run("keys", "add", "intranet")
    run("keys", "add", "intranet")
    run("keys", "revoke", "intranet")
    run("keys", "list")
    events = list(AuditLog(corpus / ".audit").events())
    assert {event.via for event in events} == {Via.COMMAND}
    assert [(event.action, event.subject, event.outcome) for event in events] == [
        (Action.KEY_ADD, "intranet", "done"),
        (Action.KEY_ADD, "intranet", "key_name_taken"),
        (Action.KEY_REVOKE, "intranet", "done"),
    ]
    assert "key added · intranet" in run("audit")[1]


@pytest.mark.parametrize("days", ["0", "-1", "x", "1000000"])
def test_days_are_some(run: Run, path: Path, days: str) -> None:
    assert run("keys", "add", "intranet", "--days", days)[0] == 2
    assert not path.exists()


def test_a_damaged_file_is_one_line_and_an_error_in_json(run: Run, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{", "utf-8")
    for words in (["list"], ["add", "intranet"], ["revoke", "intranet"]):
        status, output, errors = run("keys", *words, "--json")
        assert (status, errors.count("\n")) == (1, 1)
        assert json.loads(output)["error"]["code"] == "keys_damaged"
