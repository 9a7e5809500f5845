"""Nothing that a file, a name or a question says steers the terminal, and JSON is UTF-8."""

import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from cmp_search.cli.terminal import terminal
from cmp_search.errors import QuestionError
from cmp_search.index.engines import open_index
from cmp_search.language.unseen import escaped, harmless
from cmp_search.notes.file import read_note, read_searches
from tests.cli.conftest import Run

HOSTILE = (
    "red \x1b[31m bell \x07 over \u202e back \x9b2J \u2066 mark \u200f letter \u061c "
    "tag \U000e0041 note \ufff9 old \u206a joined a\u200db end"
)
"""Signs that steer, and a joiner, which words need."""
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
HARMFUL = re.compile(f"[{CONTROLS}{DIRECTIONS}]")
HARMFUL_IN_FILES = re.compile(f"[{CONTROLS}\u202d\u202e]")
OPENING, CLOSING = re.compile("[\u202a\u202b\u2066-\u2068]"), re.compile("[\u202c\u2069]")


@pytest.fixture
def hostile_corpus(corpus: Path) -> Path:
    """The sample corpus with a text whose name, title, headings and words are hostile."""
    name = f"evil{HOSTILE.replace('/', '')}.md"
    (corpus / name).write_text(
        f"# Lenses {HOSTILE}\n\n## {HOSTILE}\n\nA lens {HOSTILE}.\n", "utf-8"
    )
    with (corpus / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        title = json.dumps(f"Named {HOSTILE}")
        title = title.replace("\\udb40\\udc41", "\\U000e0041")
        catalogue.write(
            f'\n[[document]]\nid = "posing"\nfile = "p.md"\ntitle = {title}\n'
            f"issuing_body = {title}\nyear = 2020\n"
        )
    (corpus / "p.md").write_text(f"# Quince\n\nThe quince {HOSTILE} ripens.\n", "utf-8")
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
        ("confirm", HOSTILE),
        ("fetch", HOSTILE),
        ("ocr", HOSTILE),
        ("undo",),
        ("generations",),
        ("rollback", HOSTILE),
        ("tag", HOSTILE),
        ("backup", f"/nowhere/{HOSTILE}"),
        ("restore", HOSTILE),
        ("text", HOSTILE),
        ("status", "posing"),
        ("rerun", HOSTILE),
        ("note", "show", HOSTILE),
        ("eval", "--questions", HOSTILE),
        ("calibrate", "--questions", HOSTILE),
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
    assert output or errors or words == ("undo",)
    assert not HARMFUL.search(output) and not HARMFUL.search(errors)


@pytest.mark.usefixtures("hostile_corpus")
def test_json_keeps_every_character(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", f"lens {HOSTILE}", "--json")
    assert json.loads(output)["question"] == f"lens {HOSTILE}"


@pytest.fixture
def hostile_note(run: Run, hostile_corpus: Path, tmp_path: Path) -> Path:
    """A note of hostile words on a text of hostile words, with the record of a hostile search."""
    run("index")
    note = tmp_path / "a.cmp-note.json"
    run("note", "new", str(note), "--title", f"On {HOSTILE}")
    run("ask", f"Does the quince ripen {HOSTILE}?", "--record", str(note))
    _, output, _ = run("ask", "Does the quince ripen?", "--document", "posing", "--json")
    passage = json.loads(output)["hits"][0]["passage"]
    assert run("note", "add", str(note), passage)[0] == 0
    assert run("note", "write", str(note), f"Own {HOSTILE}.", "--section", "Summary")[0] == 0
    return note


def test_an_export_holds_nothing_that_steers_what_follows(
    run: Run, hostile_note: Path, tmp_path: Path
) -> None:
    for suffix in ("docx", "md", "html", "txt"):
        file = tmp_path / f"out.{suffix}"
        code, _, errors = run("note", "export", str(hostile_note), str(file))
        assert code == 0 and not HARMFUL.search(errors), suffix
        for text in texts_in(file):
            assert not HARMFUL_IN_FILES.search(text), suffix
            assert len(OPENING.findall(text)) == len(CLOSING.findall(text))
        assert any("a\u200db" in text and "ripens" in text for text in texts_in(file))


def texts_in(file: Path) -> list[str]:
    """What is written in a file, or in the parts of one that is a zip file."""
    if file.suffix != ".docx":
        return [file.read_bytes().decode()]
    with zipfile.ZipFile(file) as parts:
        return [parts.read(name).decode() for name in parts.namelist() if name.endswith("xml")]


@pytest.mark.parametrize("format", ["csl-json", "ris", "bibtex"])
def test_reference_managers_get_nothing_unseen(run: Run, hostile_note: Path, format: str) -> None:
    _, output, _ = run("note", "references", str(hostile_note), format)
    assert "Named red" in output and "a\u200db" in output and not HARMFUL.search(output)


def test_a_note_and_a_record_are_escaped_and_to_the_character(
    run: Run, hostile_note: Path, tmp_path: Path
) -> None:
    record = tmp_path / "a.cmp-record.json"
    run("ask", f"quince {HOSTILE}", "--record", str(record))
    for file in (hostile_note, record):
        assert not HARMFUL.search(file.read_text("utf-8"))
    assert read_note(hostile_note).title == f"On {HOSTILE}"
    assert read_searches(record)[0].question == f"quince {HOSTILE}"
    for command in ("show", "undo"):
        _, output, errors = run("note", command, str(hostile_note))
        assert not HARMFUL.search(output) and not HARMFUL.search(errors)
    assert not HARMFUL.search(run("rerun", str(record))[1])


@pytest.mark.usefixtures("hostile_corpus")
def test_a_text_is_exact_in_a_pipe_and_harmless_on_a_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index")
    _, exact, _ = run("text", "posing")
    with closing(open_index(os.environ["CMP_SEARCH_INDEX"])) as index:
        assert exact == index.document("posing").text
    assert HARMFUL.search(exact)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    _, shown, _ = run("text", "posing")
    assert shown == harmless(exact) + "\n"


@given(st.text() | st.text(HOSTILE))
def test_json_that_is_escaped_means_the_same(words: str) -> None:
    written = escaped(json.dumps({"a": words}, ensure_ascii=False, indent=1))
    assert not HARMFUL.search(written)
    assert json.loads(written) == json.loads(json.dumps({"a": words}))


@given(st.text() | st.text(HOSTILE))
def test_a_line_of_an_error_steers_nothing(words: str) -> None:
    shown = QuestionError("unknown", name=words).parameters["name"]
    assert isinstance(shown, str) and len(shown) == len(words)
    assert not HARMFUL.search(shown) and not re.search("[\n\t\u2028]", shown)


@given(st.text())
def test_what_is_harmless_stays_and_all_else_is_replaced(words: str) -> None:
    shown = harmless(words)
    assert len(shown) == len(words) and not HARMFUL.search(shown)
    pairs = zip(words, shown, strict=True)
    assert all(a == b or HARMFUL.match(a) or "\ud7ff" < a < "\ue000" for a, b in pairs)


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
