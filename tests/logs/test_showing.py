"""What is shown on standard error: nothing unless asked for, in commands and in servers."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from cmp_search.errors import CorpusError
from cmp_search.logs import LOG, tell
from cmp_search.logs.events.asking import QuestionAnswered
from cmp_search.logs.events.failing import Failed
from cmp_search.logs.events.serving import EngineBack
from cmp_search.logs.showing import (
    SERVERS,
    VARIABLE,
    Choice,
    Form,
    ServersErrors,
    for_children,
    is_json,
    show_for_command,
    show_for_server,
    show_more,
    shown,
)
from tests.logs.listening import listening

BACK = EngineBack("milvus://host/a", 1.0)
QUESTION = QuestionAnswered(12, {}, "found", 1)
Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    yield
    for server in map(logging.getLogger, SERVERS):
        for one in [*server.filters]:
            server.removeFilter(one)


def told(printed: Printed) -> list[str]:
    for event in (BACK, QUESTION):
        tell(event)
    logging.getLogger("cmp_search.other").warning("something %s", "else")
    return printed.readouterr().err.splitlines()


def test_the_library_prints_no_event(capsys: Printed) -> None:
    tell(BACK)
    assert capsys.readouterr() == ("", "")
    assert any(isinstance(one, logging.NullHandler) for one in LOG.handlers)


def test_a_command_shows_the_warnings_of_others_alone(capsys: Printed) -> None:
    show_for_command()
    show_more(verbose=False, as_json=False)
    assert told(capsys) == ["something else"]


@pytest.mark.parametrize(
    ("verbose", "as_json", "lines"),
    [(True, False, 3), (False, True, 2), (True, True, 3)],
)
def test_the_options_show_more(capsys: Printed, verbose: bool, as_json: bool, lines: int) -> None:
    show_for_command()
    show_more(verbose=verbose, as_json=as_json)
    found = told(capsys)
    assert len(found) == lines
    assert all(one.startswith("{") for one in found) is as_json
    if as_json:
        assert [json.loads(one)["event"] for one in found[:: lines - 1]] == [
            "engine_back",
            "message",
        ]


def test_options_before_a_command_hold_behind_it(capsys: Printed) -> None:
    show_more(verbose=True, as_json=False)
    show_more(verbose=False, as_json=True)
    assert shown() == Choice(Form.JSON, logging.DEBUG)


@pytest.mark.parametrize(
    ("named", "form"), [("text", Form.TEXT), ("json", Form.JSON), ("JSON ", Form.JSON)]
)
def test_the_variable_shows_what_matters(
    monkeypatch: pytest.MonkeyPatch, named: str, form: Form
) -> None:
    monkeypatch.setenv(VARIABLE, named)
    show_for_command()
    assert shown() == Choice(form)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    show_for_server()
    assert shown() == Choice(form)


def test_a_server_shows_what_matters_and_so_does_what_it_starts(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_for_command()
    show_for_server()
    assert [one.split()[1:3] for one in told(capsys)] == [
        ["INFO", "engine_back"],
        ["WARNING", "something"],
    ]
    for name, value in for_children().items():
        monkeypatch.setenv(name, value)
    show_for_command()  # As a process that it starts does, which has the variable.
    assert shown() == Choice()


def test_a_process_that_a_quiet_command_starts_is_quiet() -> None:
    show_for_command()
    assert for_children() == {} and not is_json()
    show_more(verbose=False, as_json=True)
    assert for_children() == {VARIABLE: "json"} and is_json()


def test_a_server_shows_as_much_as_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    show_more(verbose=True, as_json=True)
    show_for_server()
    assert shown() == Choice(Form.JSON, logging.DEBUG)


def test_a_server_that_logs_in_json_writes_nothing_else(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    show_more(verbose=False, as_json=True)
    for _ in range(2):
        show_for_server()
        sys.stderr.write("Started\n")
        tell(BACK)
    found = [json.loads(one)["event"] for one in capsys.readouterr().err.splitlines()]
    assert found == ["message", "engine_back"] * 2


@pytest.mark.parametrize(
    ("error", "code"),
    [(CorpusError("corpus_link", file="a"), "corpus_link"), (KeyError("CANARY"), "unexpected")],
)
@pytest.mark.parametrize("name", SERVERS)
def test_what_a_server_logs_of_errors_is_told_without_words(
    name: str, error: Exception, code: str
) -> None:
    show_for_server()
    show_for_server()
    server = logging.getLogger(name)
    assert len([one for one in server.filters if isinstance(one, ServersErrors)]) == 1
    with listening() as log:
        server.error("Exception in ASGI application", exc_info=error)
        server.error("plain")
    (event,) = log.events
    assert isinstance(event, Failed) and (event.where, event.code) == (SERVERS[name], code)
    assert "CANARY" not in log.records[0].getMessage()
