import json
import re
from pathlib import Path

import pytest

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.audit.event import NO_ROLE
from cmp_search.locales import messages_for
from cmp_search.locales.terminal import LOCALES
from tests.cli.conftest import Run


@pytest.fixture
def log(corpus: Path) -> AuditLog:
    log = AuditLog(corpus / ".audit")
    log.record("ana@example.org", Via.APP, Action.ADD, "oars")
    log.record("ben", Via.COMMAND, Action.REMOVE, "nothing", "not_in_corpus")
    return log


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("log")
def test_it_shows_who_did_what(run: Run) -> None:
    status, output, errors = run("audit")
    assert (status, errors) == (0, "")
    headers, first, second = output.splitlines()
    assert headers.split() == ["When", "(UTC)", "Who", "What", "Outcome"]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d  ana@example\.org \(app\)  text added · oars +done", first
    )
    assert second.endswith("failed (not_in_corpus)")


def test_it_says_in_words_why_somebody_was_refused(run: Run, log: AuditLog) -> None:
    log.record("sam@stranger.example", Via.APP, Action.REFUSED, outcome=NO_ROLE)
    assert run("audit")[1].splitlines()[-1].endswith("no role in the policy")


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("variable", LOCALES)
def test_it_speaks_the_language_of_its_reader(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "fr_CA.UTF-8")
    assert messages_for("fr")("audit.when") in run("audit")[1]


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (("--action", "add"), ["oars"]),
        (("--who", "ben"), ["nothing"]),
        (("--since", "2001-02-03"), ["oars", "nothing"]),
        (("--since", "2999-01-01"), []),
        (("--since", "2999-01-01T12:00:00+02:00"), []),
        (("--since", "2001-01-01", "--who", "ben", "--action", "add"), []),
    ],
)
def test_a_part_of_it_can_be_asked_for(
    run: Run, options: tuple[str, ...], subjects: list[str]
) -> None:
    status, output, _ = run("audit", *options, "--json")
    assert status == 0
    assert [event["subject"] for event in json.loads(output)["events"]] == subjects


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("options", [("--since", "yesterday"), ("--action", "ask")])
def test_what_cannot_be_asked_for_is_said(run: Run, options: tuple[str, ...]) -> None:
    status, _, errors = run("audit", *options)
    assert status == 2 and options[0] in errors


@pytest.mark.usefixtures("log")
def test_its_json_has_each_field(run: Run) -> None:
    _, output, _ = run("audit", "--json")
    (event, _) = json.loads(output)["events"]
    assert event.pop("at").endswith("+00:00")
    assert event == {
        "who": "ana@example.org",
        "via": "app",
        "action": "add",
        "subject": "oars",
        "outcome": "done",
    }
    assert json.loads(output)["faults"] == []


def test_a_log_that_was_changed_fails_and_says_where(run: Run, log: AuditLog) -> None:
    path = log.folder / "000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"oars", b"nets"))
    status, output, errors = run("audit")
    assert status == 1 and "nothing" in output and "line 1 of 000001.jsonl was changed" in errors
    status, output, _ = run("audit", "--json")
    fault = {"kind": "changed", "file": "000001.jsonl", "line": 1}
    assert status == 1 and json.loads(output)["faults"] == [fault]


def test_without_a_log_there_is_nothing_to_show(run: Run, corpus: Path) -> None:
    assert run("audit")[:2] == (0, "Nothing is recorded.\n")
    assert not (corpus / ".audit").exists()


def test_names_do_not_steer_the_terminal(run: Run, log: AuditLog) -> None:
    log.record("\x1b[31mred", Via.APP, Action.ADD, "\u202etxt")
    assert not re.search("[\x1b\u202e]", run("audit")[1])
