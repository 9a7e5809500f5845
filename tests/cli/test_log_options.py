"""The log on the command line: before and behind every command, beside what it prints."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cmp_search.cli.commands import app
from tests.cli.conftest import Run, the_json


def commands(group: Any) -> Iterator[Any]:
    """All commands, those of groups, too."""
    yield group
    for one in getattr(group, "commands", {}).values():
        yield from commands(one)


ALL = [*commands(typer.main.get_command(app))]


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.name)
def test_every_command_takes_the_options(command: Any) -> None:
    context = typer.Context(command)
    names = [one.name for one in command.get_params(context)]
    assert names.count("verbose") == names.count("log_json") == 1
    assert "--verbose" in command.get_help(context)


@pytest.mark.parametrize(
    "words", [("--log-json", "index", "--json"), ("index", "--json", "--log-json")], ids=str
)
def test_a_build_is_told_beside_its_json(run: Run, words: tuple[str, ...]) -> None:
    status, output, errors = run(*words)
    report = the_json(output)
    lines = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    assert status == 0 and [line["event"] for line in lines] == ["build_begun", "build_ended"]
    assert lines[1]["generation"] == report["generation"]


def test_nothing_is_told_that_nobody_asked_for(run: Run) -> None:
    assert run("index", "--json")[2] == ""


def test_a_question_is_told_where_everything_is(run: Run) -> None:
    run("index")
    told = run("ask", "--json", "--verbose", "who plants trees?")[2]
    assert "DEBUG question_answered" in told or "WARNING question_slow" in told
    assert "trees" not in told


def test_an_error_is_told_as_json_only_where_the_log_is_json(run: Run) -> None:
    status, _, errors = run("status", "--verbose")
    assert status == 1 and "failed" not in errors and errors.startswith("cmp-search: ")
    told = run("status", "--log-json")[2]
    (line,) = (json.loads(one) for one in told.splitlines() if one.startswith("{"))
    assert (line["event"], line["where"], line["code"]) == ("failed", "command", "no_index")
