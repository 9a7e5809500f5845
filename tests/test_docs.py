"""The examples of the documentation are run, and what it says of the code is held against it."""

import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cmp_search.cli import main
from cmp_search.library import Library
from cmp_search.notes.file import keep_search
from tests.conftest import CHECKOUT

DOCS = CHECKOUT / "docs"
GOLD = (
    '{"lang": "en", "question": "Who co-chairs the Forestry Working Group?", '
    '"doc": "cmp-2019-digest", "answers": ["forest"]}\n'
)


def blocks(path: Path, kind: str) -> list[str]:
    """The code blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped corpus, its index, and the files that examples name."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(CHECKOUT / "corpus", folder / "corpus")
    Library(folder / "corpus", folder / "index", "fake").build()
    (folder / "2019.html").write_text("<h1>Report</h1><p>Oars were counted.</p>", "utf-8")
    (folder / "note.txt").write_text("A note about oars.", "utf-8")
    (folder / "questions.jsonl").write_text(GOLD, "utf-8")
    library = Library(folder / "corpus", folder / "index", "fake")
    library.backup(folder / "saved.zip")
    library.add(folder / "2019.html", "cmp-2019")  # A copy that can be confirmed.
    library.add(folder / "2019.html", "to-undo")
    library.build()
    keep_search(
        folder / "searched.cmp-record.json", library.notes.record(library.ask("Who plants trees?"))
    )
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    """The same, to be changed at will."""
    return shutil.copytree(prepared, tmp_path / "place")


@pytest.mark.parametrize(
    "example", blocks(DOCS / "python.md", "python"), ids=lambda example: example.split("\n")[-2]
)
def test_each_example_runs(
    example: str,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(place)
    # The examples name no model, and the default one takes its time.
    example = example.replace('("corpus", "index")', '("corpus", "index", "fake")')
    exec(compile(example, "python.md", "exec"), {"cmp_search": __import__("cmp_search")})
    assert capsys.readouterr().out or "assert " in example


def layers() -> list[list[str]]:
    """The layers of the import contract of all rooms, from the front ends down."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (found,) = [one["layers"] for one in contracts if one.get("containers") == ["cmp_search"]]
    return [[room.strip() for room in layer.split("|")] for layer in found]


def walks() -> list[list[str]]:
    """The numbered walks through the code, each a list of modules."""
    text = (DOCS / "architecture.md").read_text("utf-8")
    parts = re.findall(r"^### The way of (.*?)^##", text, re.DOTALL | re.MULTILINE)
    return [re.findall(r"^\d+\. `([\w/]+\.py|[\w/]+/)`", part, re.MULTILINE) for part in parts]


@pytest.mark.parametrize("stops", walks(), ids=lambda stops: stops[0])
def test_a_walk_through_the_code_never_climbs_back(stops: list[str]) -> None:
    depth = {room: i for i, layer in enumerate(layers()) for room in layer}
    assert 5 <= len(stops) <= 13
    assert all((CHECKOUT / "cmp_search" / stop).exists() for stop in stops)
    passed = [depth[stop.partition("/")[0].removesuffix(".py")] for stop in stops]
    assert passed == sorted(passed)


def test_every_room_is_told_of() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    table = text[: text.index("## What holds everywhere")]
    for layer in layers():
        for room in layer:
            assert f"`{room}/`" in table or f"`{room}.py`" in table, room


PAGES = (CHECKOUT / "README.md", DOCS / "commands.md", DOCS / "texts.md")
"""The pages whose commands are run, those in prose, too; of the next one, only whole lines."""
INSTALLING = DOCS / "install.md"
GIVEN = {
    '"…"': '"Who co-chairs the Forestry Working Group?"',
    "~/Downloads/2019.html": "2019.html",
    "QUESTIONS.jsonl …": "questions.jsonl",
    "[ID …]": "",
    "[FILE …]": "",
    "[GENERATION]": "",
    "TAG": "signed",
    "backup FILE": "backup new.zip",
    "restore FILE": "restore --yes saved.zip",
    "confirm ID": "confirm cmp-2019",
    "[ID]": "cmp-2019-digest",
    "[NUMBER]": "1",
    "counterpart ID NUMBER": "counterpart jap-2010-digest.en 1",
    "NOTE.docx": "note.txt",
    "rerun FILE": "rerun searched.cmp-record.json",
    "FILE": "note.txt",
    "ID": "cmp-2019-digest",
}
"""What stands for the placeholders of commands; those of one name are replaced in this order."""
INSTALLS = (
    "python3 -m venv",
    ".venv/bin/python -m pip",
    ".venv/bin/streamlit",
    "pip install",
    "python -m pip install",
    "cd ",
)
"""Lines that install, which tests/packaging does, or start the app."""


def told_commands() -> list[str]:
    """Every command of the pages: the lines of their blocks, of tables, and those in prose."""
    text = "\n".join(one.read_text("utf-8") for one in PAGES)
    whole = f"{text}\n{INSTALLING.read_text('utf-8')}".replace("\\\n", "")
    lines = [
        line
        for block in re.findall(r"^```\n(.*?)^```", whole, re.DOTALL | re.M)
        for line in block.splitlines()
    ]
    spoken = re.findall(r"`(cmp-search [^`]*|make [^`]*)`", text)
    return list(dict.fromkeys([*lines, *spoken]))


def is_command(line: str, name: str) -> bool:
    return re.match(rf"(\w+=\S+ )*(\.venv/bin/)?{name} ", line + " ") is not None


@pytest.mark.parametrize("line", [c for c in told_commands() if is_command(c, "make")])
def test_each_target_is_there(line: str) -> None:
    dry = re.sub(r"\bmake\b", "make --dry-run", line, count=1).replace("<address>", "address")
    done = subprocess.run(["sh", "-c", dry], cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", [c for c in told_commands() if is_command(c, "cmp-search")])
def test_each_command_runs(
    line: str,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    passage, *_ = Library(place / "corpus", place / "index").index().passages_of("cmp-2019-digest")
    for placeholder, given in {**GIVEN, "PASSAGE": passage.id}.items():
        line = line.replace(placeholder, given)
    monkeypatch.chdir(place)
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr("cmp_search.corpus.fetch.session.Session._pause", lambda _: None)
    # A server would not end; tests/web/gate and tests/programs/mcp start one.
    for server in ("cmp_search.web.running.run_app", "cmp_search.programs.mcp.stdio.serve"):
        monkeypatch.setattr(server, lambda *at: sys.stdout.write(f"{at}"))
    words = shlex.split(line)
    monkeypatch.setattr("sys.argv", [*words, *(["--yes"] if "confirm" in words else [])])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    if "fetch" in line:
        assert ended.value.code == 1 and "cannot be resolved" in told.out + told.err
    elif "calibrate" in line:
        assert ended.value.code == 1 and "30" in told.err
    elif "doctor" in line:
        assert "all passages" not in told.err and "passages" in told.out
    else:
        assert ended.value.code == 0, told.err
        assert told.out


def no_network(*_: object, **__: object) -> None:
    raise OSError("no network in tests")


def test_no_command_is_left_out() -> None:
    for line in told_commands():
        kinds = (
            is_command(line, "make"),
            is_command(line, "cmp-search"),
            line.startswith(INSTALLS),
        )
        assert any(kinds), line


def test_what_is_installed_by_hand_is_what_make_installs() -> None:
    dry = ["make", "--dry-run", "--always-make", "setup"]
    made = subprocess.run(dry, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    assert "-m venv .venv" in made
    by_hand = "-m pip install --constraint constraints.txt --editable ."
    assert by_hand in INSTALLING.read_text("utf-8")
    assert "--constraint constraints.txt" in made and "--editable ." in made
