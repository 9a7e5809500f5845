"""Changes of the policy in the audit log."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.audit import AuditLog
from cmp_search.web.access.changes import NotedPolicy, policy_sum
from cmp_search.web.access.policy_file import PolicyFile
from cmp_search.web.access.reading import read_policy
from tests.web.access.signing_in import write_policy

Changed = Callable[[str, str], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_policy(tmp_path, "https://search.example.org")


@pytest.fixture
def changed(path: Path) -> Changed:
    def change(old: str, new: str) -> None:
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return change


def ask(noted: NotedPolicy) -> None:
    """Ask for the policy, and wait for what is noted."""
    others = set(threading.enumerate())
    noted()
    for thread in set(threading.enumerate()) - others:
        thread.join()


def served(path: Path) -> NotedPolicy:
    return NotedPolicy(PolicyFile(path).policy, AuditLog(path.parent / "audit"))


def subjects(path: Path) -> list[str]:
    events = list(AuditLog(path.parent / "audit").events())
    assert {(event.who, event.action, event.outcome) for event in events} <= {
        ("", "policy", "done")
    }
    return [event.subject for event in events]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"group:editors"', '"anna@example.org"', "editor +anna@example.org -group:editors"),
        ('["@reader.example"]', "[]", "reader -@reader.example"),
        ("session_hours = 8", "session_hours = 0.5", "session_hours 8 → 0.5"),
        ("secrets = ", 'domains = ["example.org"]\nsecrets = ', "domains +@example.org"),
    ],
)
def test_what_a_change_gives_and_takes_is_noted_once(
    path: Path, changed: Changed, old: str, new: str, said: str
) -> None:
    policy = served(path)
    ask(policy)
    before = policy_sum(read_policy(path))
    changed(old, new)
    for _ in range(2):
        ask(policy)
    assert subjects(path) == [before, f"{policy_sum(read_policy(path))} {said}"]


def test_what_changes_nothing_that_holds_is_not_noted(path: Path, changed: Changed) -> None:
    policy = served(path)
    ask(policy)
    changed("[roles]", "# A word.\n[roles]")
    changed('client_id = "cmp-search"', 'client_id = "another"')
    ask(policy)
    assert len(subjects(path)) == 1


def test_a_change_while_no_server_ran_is_noted_and_no_other_start(
    path: Path, changed: Changed
) -> None:
    for _ in range(2):
        ask(served(path))
    changed("@reader.example", "@others.example")
    for _ in range(2):
        ask(served(path))
    assert len(subjects(path)) == 2


def test_a_log_that_cannot_be_written_keeps_no_change_from_holding(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (path.parent / "audit").write_text("a file in its place")
    ask(served(path))
    assert [record.levelname for record in caplog.records] == ["ERROR"]
