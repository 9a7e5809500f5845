"""Nothing that a file, a name or a question says steers the terminal, and JSON is UTF-8."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from cmp_search.cli.terminal import terminal
from cmp_search.errors import QuestionError, harmless
from tests.cli.conftest import Run

HOSTILE = "red \x1b[31m bell \x07 over \u202e back \x9b2J \u2066 end"
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile_corpus(corpus: Path) -> Path:
    """The sample corpus with a text whose name, title, headings and words are hostile."""
    name = f"evil{HOSTILE.replace('/', '')}.md"
    (corpus / name).write_text(
        f"# Lenses {HOSTILE}\n\n## {HOSTILE}\n\nA lens {HOSTILE}.\n", "utf-8"
    )
    (corpus / "broken\x1b[2J\u202e.pdf").write_bytes(b"%PDF-1.4 nothing")
    return corpus


@pytest.mark.usefixtures("hostile_corpus")
@pytest.mark.parametrize("json_flag", [(), ("--json",)])
@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("index",),
        ("ask", f"who polishes the lens {HOSTILE}?"),
        ("ask", "--document", HOSTILE, "lens"),
        ("support", f"A lens {HOSTILE}."),
        ("remove", HOSTILE),
        ("add", HOSTILE),
        ("cite", HOSTILE),
        ("verify", HOSTILE),
        ("doctor",),
    ],
    ids=lambda words: " ".join(words)[:12],
)
def test_no_command_passes_on_what_steers(
    run: Run, words: tuple[str, ...], json_flag: tuple[str, ...]
) -> None:
    run("index")
    _, output, errors = run(*words, *json_flag)
    assert output or errors
    assert not HARMFUL.search(output) and not HARMFUL.search(errors)


@pytest.mark.usefixtures("hostile_corpus")
def test_json_keeps_every_character(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", f"lens {HOSTILE}", "--json")
    assert json.loads(output)["question"] == f"lens {HOSTILE}"


@given(st.text())
def test_what_is_harmless_stays_and_all_else_is_replaced(words: str) -> None:
    shown = harmless(words)
    assert len(shown) == len(words) and not HARMFUL.search(shown)
    assert all(
        a == b or HARMFUL.match(a) or a > "\ud7ff" for a, b in zip(words, shown, strict=True)
    )


def test_styles_are_ours_alone(capfd: pytest.CaptureFixture[str]) -> None:
    terminal().print(Text(f"plain {HOSTILE}", style="bold red"))
    assert not HARMFUL.search(capfd.readouterr().out.replace("\x1b[0m", ""))


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_json_is_utf_8_whatever_the_locale(corpus: Path, tmp_path: Path, locale: str) -> None:
    environment = {
        **os.environ,
        "LC_ALL": locale,
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "latin-1",
        "CMP_SEARCH_MODEL": "fake",
        "CMP_SEARCH_CORPUS": str(corpus),
        "CMP_SEARCH_INDEX": str(tmp_path / "index"),
    }
    command = [sys.executable, "-m", "cmp_search"]
    subprocess.run([*command, "index"], env=environment, check=True, capture_output=True)
    asked = subprocess.run(
        [*command, "ask", "-"],
        env=environment,
        input="¿quién pule las lentes? 東京\n".encode() + b"\xff\xfe\n",
        capture_output=True,
    )
    first, second = map(json.loads, asked.stdout.decode("utf-8").splitlines())
    assert first["question"] == "¿quién pule las lentes? 東京"
    assert second["code"] == QuestionError("question_encoding").code and asked.returncode == 1
    shown = subprocess.run([*command, "ask", "東京?"], env=environment, capture_output=True)
    assert b"Traceback" not in shown.stderr
