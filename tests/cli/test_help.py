"""Help: every command has it and is documented, and it loads nothing heavy."""

import subprocess
import sys

import pytest

from cmp_search import cli
from tests.cli.conftest import Run
from tests.conftest import CHECKOUT


@pytest.mark.parametrize(
    "command",
    [
        *("index", "ask", "add", "undo", "fetch", "ocr", "remove", "status", "text", "eval"),
        *("generations", "rollback", "tag", "move", "backup", "restore", "doctor"),
        *("passage", "section", "counterpart", "cite"),
    ],
)
def test_every_command_has_help_and_is_documented(run: Run, command: str) -> None:
    status, output, _ = run(command, "--help")
    assert status == 0
    assert "--corpus" in output and "--index" in output and "--json" in output
    assert f"`cmp-search {command}" in (CHECKOUT / "docs/commands.md").read_text("utf-8")
    assert cli.__doc__ and command in cli.__doc__


def test_the_list_of_commands_has_the_first_paragraph_of_each(run: Run) -> None:
    assert "Print a document's canonical text" in run("--help")[1]
    assert "signs that would steer it" not in run("--help")[1]
    assert "signs that would steer it" in run("text", "--help")[1]


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['cmp-search', '--help']\n"
        "from cmp_search.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'faiss', 'streamlit', 'sentence_transformers', 'numpy'}\n"
        "heavy |= {'fastapi', 'mcp', 'prometheus_client'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert ended.stdout.splitlines()[-1] == "loaded: []"
