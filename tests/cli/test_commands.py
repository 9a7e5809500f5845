"""The commands, run as a user runs them, with the fake encoder."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, the_json


def test_the_printed_text_is_the_canonical_one(run: Run) -> None:
    run("index")
    _, output, _ = run("status", "--json")
    id = the_json(output)["document_list"][0]["document"]
    _, text, _ = run("text", id)
    _, output, _ = run("text", id, "--json")
    document = the_json(output)
    assert text == document["text"]
    assert document["blocks"][-1]["end"] == len(text)


def test_people_get_words_where_programs_get_json(run: Run) -> None:
    _, output, _ = run("index")
    assert "added" in output and "passages" in output
    _, output, _ = run("ask", "who", "plants", "trees?")
    assert "1. " in output and "— " in output
    _, output, _ = run("ask", "Who is the Canadian co-chair of the Lens Working Group?")
    fact, *_ = output.partition("1. ")
    assert "Lens Working Group · Canadian Co-Chair" in fact
    assert "Ottoline Quickwater, Keeper of the Northern Lens, Institute of Fog" in fact
    assert "— see 1 · As of 2021-06-01" in fact and "Institute of Fog, Harbour" not in fact
    _, output, _ = run("status")
    assert "Generation g000001" in output


def test_what_was_chosen_is_said_in_full(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, output, _ = run("index", "--index", "here")
    assert "passages in generation g000001-" in output and f" of {tmp_path / 'here'};" in output
    _, output, _ = run("status", "--index", "here")
    assert f"It is {tmp_path / 'here'}, of the corpus {corpus}." in output.splitlines()
    _, _, errors = run("ask", "fog", "--index", "nowhere")
    assert f"no index in {tmp_path / 'nowhere'}" in errors


def test_an_answer_waits_for_no_rules_of_languages_and_no_servers(
    corpus: Path, index: Path
) -> None:
    script = (
        "import sys; sys.argv = ['cmp-search', 'ask', 'Who polished the lenses?', *sys.argv[1:]]\n"
        "from cmp_search.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "late = {'babel', 'fastapi', 'mcp', 'prometheus_client'}\n"
        "print('loaded:', sorted(late & set(sys.modules)))\n"
    )
    places = ["--corpus", str(corpus), "--index", str(index), "--model", "fake"]
    command = [sys.executable, "-c", script, *places]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert "Lens Working Group" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "loaded: []"


@pytest.mark.parametrize(("words", "status"), [(["--help"], 0), (["no-such-command"], 2)])
def test_the_process_says_all_and_ends_with_the_status(words: list[str], status: int) -> None:
    script = (
        "import sys; sys.argv = ['cmp-search', *sys.argv[1:]]\n"
        "from cmp_search.cli import run\n"
        "run()\n"
    )
    command = [sys.executable, "-c", script, *words]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert ended.returncode == status
    assert "--help" in ended.stdout + ended.stderr
