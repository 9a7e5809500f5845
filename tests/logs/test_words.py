"""No line of the log has a word of a question, however it is asked and whatever becomes of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from streamlit import config

from cmp_search.cli import main
from cmp_search.errors import CmpSearchError
from cmp_search.gate.noting import Notes
from cmp_search.library import Library
from cmp_search.logs import questions
from cmp_search.logs.events.failing import Failed
from cmp_search.logs.lines import JsonLines, TextLines
from cmp_search.logs.showing import show_for_server
from cmp_search.programs.rest import failing
from cmp_search.search.question import MAX_CHARACTERS
from cmp_search.search.searcher import Searcher
from cmp_search.web.gate.starting import PINNED
from tests.logs.listening import Listener, listening
from tests.programs.rest.conftest import serve
from tests.web.conftest import Open, ask, drafts, open_page, page

__all__ = ["drafts", "open_page", "page"]  # Fixtures.

CANARY = "zanzibarian"
"""A word of no text and no code."""
RICH = "logger.enableRich"
LONG = f"{CANARY} " * MAX_CHARACTERS


def lines(log: Listener) -> str:
    """All that was told, as text and as JSON; something was."""
    assert log.records
    return "\n".join(made.format(one) for one in log.records for made in (TextLines(), JsonLines()))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """What is told where every question is slow."""
    monkeypatch.setattr(questions, "SLOW_S", 0.0)
    monkeypatch.setattr(failing, "NOTES", Notes())
    with listening() as log:
        yield log


@settings(max_examples=20)
@given(st.lists(st.sampled_from((CANARY, f"“{CANARY}”", "fog", CANARY.upper(), "2019", "?"))))
def test_not_by_the_library(searcher: Searcher, words: list[str]) -> None:
    with listening() as log:
        try:
            searcher.ask(f"{CANARY} {' '.join(words)}")
        except CmpSearchError:
            pytest.fail("it can be asked")
    assert CANARY not in lines(log).lower()


def test_not_by_rest(corpus: Path, index: Path, slow: Listener) -> None:
    with Library(corpus, index, "fake", "none") as library:
        client = TestClient(serve(library), raise_server_exceptions=False)
        for body in ({"question": f"What is {CANARY}?"}, {"question": LONG}, {CANARY: CANARY}):
            client.post("/api/v1/search", json=body)
        client.get(f"/api/v1/documents/{CANARY}?{CANARY}={CANARY}")
        client.post("/api/v1/verify/quotation", json={"quotation": f"Fog is {CANARY}."})
    assert {"question_slow", "error_told"} <= set(slow.names)
    assert CANARY not in lines(slow)


def test_not_where_nobody_foresaw_what_happens(
    corpus: Path, index: Path, slow: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr(Searcher, "_answer", broken)
    with Library(corpus, index, "fake", "none") as library:
        client = TestClient(serve(library), raise_server_exceptions=False)
        answered = client.post("/api/v1/search", json={"question": f"What is {CANARY}?"})
    assert answered.status_code == 500 and CANARY not in lines(slow)


def test_not_by_the_app(open_page: Open, slow: Listener) -> None:
    asked = open_page("")
    ask(asked, f"What is {CANARY}?")
    ask(asked, LONG)
    assert "question_slow" in slow.names and CANARY not in lines(slow)


def test_not_by_a_page_that_breaks(
    open_page: Open,
    slow: Listener,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(CANARY)

    opened = open_page("")
    monkeypatch.setattr(Searcher, "_answer", broken)
    # As the server does when it starts.
    show_for_server()
    before = config.get_option(RICH)
    config._set_option(RICH, PINNED[RICH], "test")
    try:
        with pytest.raises(AssertionError):  # The test's own runner shows what was raised.
            ask(opened, f"What is {CANARY}?")
    finally:
        config._set_option(RICH, before, "test")
    failed = [one for one in slow.events if isinstance(one, Failed)]
    assert [(one.where, one.kind) for one in failed] == [("app", "ValueError")]
    printed = capfd.readouterr()
    assert "kind=ValueError" in printed.err and CANARY not in lines(slow) + printed.err


@pytest.mark.parametrize("question", [f"What is {CANARY}?", LONG])
def test_not_by_the_command(
    corpus: Path,
    index: Path,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = ("--corpus", str(corpus), "--index", str(index), "--model", "fake")
    asked = ("ask", question, "--json", "--verbose", "--log-json", *places)
    monkeypatch.setattr("sys.argv", ["cmp-search", *asked])
    try:
        main()
    except SystemExit as ended:
        assert ended.code in (0, 1)
    out, err = capsys.readouterr()
    assert json.loads(out)  # What a command prints is as it was.
    told = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    names = {line["event"] for line in told}
    assert names & {"question_answered", "question_slow", "error_told"}
    assert CANARY not in json.dumps(told)
