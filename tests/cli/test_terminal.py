"""What people see in a terminal of any width, in a pager and in a pipe."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from rich.padding import Padding
from rich.text import Text
from typer.core import TyperGroup

from cmp_search.citations.styles import Style
from cmp_search.cli.build_view import FEW, MOST_LISTED, listed
from cmp_search.cli.commands import app
from cmp_search.cli.terminal import terminal
from cmp_search.errors import MOST_NAMED, CmpSearchError, UnknownDocumentError, nearest
from cmp_search.version import __version__
from tests.cli.conftest import Run

QUESTION = "who plants trees?"
CHOOSE = f"choose one of {', '.join(Style)}"


def commands(group: object, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, those of groups included."""
    yield words
    if isinstance(group, TyperGroup):
        for name, command in group.commands.items():
            yield from commands(command, (*words, name))


ALL_COMMANDS = list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", ALL_COMMANDS, ids=" ".join)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_is_whole_at_any_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    status, output, _ = run(*words, "--help")
    lines = output.splitlines()
    assert status == 0 and lines[0].startswith("Usage: ")
    assert max(map(len, lines)) <= width
    assert "..." not in output.partition("\n\n")[2]
    assert not re.search(r"<\w+|\[default: \(|<=", output)
    assert run(*words, "-h")[1] == output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ask", "fog", "-n", "x"], "write a whole number from 1 to 100"),
        (["serve", "--port", "65536"], "write a whole number from 1 to 65535"),
        (["ask", "fog", "-n", "101"], "write a whole number from 1 to 100"),
        (["ask", "fog", "--year", "abc"], "write a whole number, such as 2019"),
        (["cite", "a:b", "--style", "foo"], CHOOSE),
        (["note", "set", "n.json", "--style", "x"], CHOOSE),
    ],
)
def test_a_wrong_option_says_what_to_write(run: Run, words: list[str], says: str) -> None:
    status, output, errors = run(*words)
    assert (status, output) == (2, "") and errors.splitlines()[-1].endswith(f": {says}")


@pytest.mark.parametrize("program", [[sys.executable, "-m", "cmp_search"]])
def test_the_module_is_the_command(program: list[str]) -> None:
    ended = subprocess.run([*program, "--version"], capture_output=True, encoding="utf-8")
    assert (ended.returncode, ended.stdout) == (0, f"cmp-search {__version__}\n")


def test_people_get_five_passages_and_programs_ten(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", QUESTION)
    assert "\n5. " in output and "\n6. " not in output
    _, output, _ = run("ask", QUESTION, "-n", "6")
    assert "\n6. " in output
    _, output, _ = run("ask", QUESTION, "--json")
    assert len(json.loads(output)["hits"]) > 5
    _, output, _ = run("ask", "-", lines=QUESTION)
    assert len(json.loads(output)["hits"]) > 5


def test_a_pipe_has_signs_where_a_terminal_has_bold(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index")
    _, output, _ = run("ask", QUESTION, "--json")
    best = json.loads(output)["hits"][0]["best_sentence"]["text"]
    _, output, _ = run("ask", QUESTION)
    assert f"**{best}**" in " ".join(output.split())
    assert "Highlighted sentences stand between ** and **." in output
    assert not any(line.endswith(" ") for line in output.splitlines())
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    _, output, _ = run("ask", QUESTION)
    assert "\x1b[1m" in output and "**" not in output


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_status_breaks_no_id(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    id = "report-of-the-working-group-on-everything-2019"
    (corpus / f"{id}.txt").write_text("The group met in Ottawa.", "utf-8")
    run("index")
    _, output, _ = run("status", "--json")
    ids = [one["document"] for one in json.loads(output)["document_list"]]
    monkeypatch.setenv("COLUMNS", width)
    _, output, _ = run("status")
    assert id in ids and all(one in output.split() for one in ids)
    assert "headings" in output and "2 passages" not in output.partition("\n")[0]


def test_many_ids_are_not_listed() -> None:
    ids = [f"text-{n}" for n in range(201)]
    assert listed(ids[:MOST_LISTED]).count(",") == MOST_LISTED - 1
    assert listed(ids) == f"{', '.join(ids[:FEW])} and {201 - FEW} more"
    known = nearest("text-17O", ids)
    assert known[0] == "text-17" or known[0] == "text-170"
    assert len(known) == MOST_NAMED
    error = UnknownDocumentError("unknown_document", id="text-17O", known=known, total=len(ids))
    for language in ("en", "fr", "es"):
        assert "201" in error.message(language) and len(error.message(language)) < 200


@pytest.mark.parametrize(
    "code", ["unknown_document", "not_in_corpus", "note_no_section", "note_no_item"]
)
def test_nothing_alike_is_not_called_near(code: str) -> None:
    ids = [f"text-{n}" for n in range(201)]
    known = nearest("nope", ids)
    assert (
        known == []
        and nearest("nope", ids[:2]) == ids[:2]
        and nearest("TEXT-7", ids)[0] == "text-7"
    )
    error = CmpSearchError(code, id="nope", name="nope", folder="/c", known=known, total=len(ids))
    for language in ("en", "fr", "es"):
        line = error.message(language)
        assert "nope" in line and "201" in line and "`cmp-search " in line


def test_an_error_of_a_command_without_json_is_one_line(run: Run) -> None:
    status, output, errors = run("note", "references", "nowhere.cmp-note.json", "ris")
    assert (status, output, errors.count("\n")) == (1, "", 1)


PAGED = """
import sys
from cmp_search.cli.terminal import show_parts
show_parts([f"line {n}" for n in range(int(sys.argv[1]))])
"""


def in_a_terminal(lines: int, pager: str | None) -> str:
    """What a terminal of 24 lines shows of a run that shows so many parts of a line each."""
    pty = pytest.importorskip("pty", reason="only Unix has terminals of this kind")
    here, there = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "LINES": "24", "COLUMNS": "80"}
    environment.pop("PAGER", None)
    if pager is not None:
        environment["PAGER"] = pager
    command = [sys.executable, "-c", PAGED, str(lines)]
    with subprocess.Popen(command, stdin=there, stdout=there, env=environment) as process:
        os.close(there)
        shown = b""
        while True:
            try:
                part = os.read(here, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait()
    os.close(here)
    return shown.decode().replace("\r\n", "\n")


def test_what_fits_on_the_screen_is_not_paged() -> None:
    assert in_a_terminal(3, "sed s/line/paged/") == "line 0\nline 1\nline 2\n"


def test_what_does_not_fit_goes_through_the_pager() -> None:
    shown = in_a_terminal(40, "sed s/line/paged/").splitlines()
    assert shown == [f"paged {n}" for n in range(40)]


def test_a_pager_may_be_left_early_or_be_none() -> None:
    assert in_a_terminal(40, "head -n 1") == "line 0\n"
    others = [f"line {n}" for n in reversed(range(1, 40))]
    assert in_a_terminal(40, "").splitlines() == [*others, "", "line 0"]


def test_a_screen_breaks_lines_between_words_and_a_pipe_breaks_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    words = "something that is said in a line of more than sixty columns, for sure"
    terminal().print(Padding(Text(words), (0, 3)))
    assert capsys.readouterr().out == f"   {words}\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal().print(Text(words))
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 2 and " ".join(shown).split() == words.split()


@pytest.mark.parametrize("words", [["ask", "fog", "in", "Ottawa"], ["support", "Fog."], ["status"]])
def test_no_line_is_longer_than_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    run("index")
    advice = "The passages below are only the closest ones."
    assert words[0] != "ask" or f"{advice} Try other words" in run(*words)[1]
    for name, value in (("COLUMNS", "60"), ("FORCE_COLOR", "1"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    lines = re.sub(r"\x1b\[[\d;]*m", "", run(*words)[1]).splitlines()
    assert lines and max(map(len, lines)) <= 60


@pytest.mark.parametrize("words", [["index"], ["status"], ["note", "new", "a.cmp-note.json"]])
def test_a_pipe_gets_no_blanks_at_the_end_of_a_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("index")
    _, output, _ = run(*words)
    assert output and not any(line.endswith(" ") for line in output.splitlines())


def test_a_passage_says_what_it_is_from_before_its_words(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", "the harbour in 2020", "--document", "harbour-2020-digest")
    (first,) = re.findall(r"\n1\. .*\n   (.*)\n", output)
    assert first == "2020 · English · Digest – a paraphrase, do not quote"
    _, output, _ = run("ask", "the harbour", "--document", "harbour-2021")
    assert "do not quote" not in output
