"""The commands that keep generations and backups."""

import sys
from pathlib import Path

import pytest

from cmp_search.documents import lock
from cmp_search.index.embedded.folder import locked
from tests.cli.conftest import Run, the_json

QUESTION = ("ask", "--json", "-n", "1", "Who rowed with oars of ash?")


@pytest.fixture
def names(run: Run, corpus: Path) -> list[str]:
    """Two generations, the older first; the newer has one text more."""
    found = []
    for words in ("", "The oars of the harbour are of ash."):
        if words:
            (corpus / "oars.txt").write_text(words, "utf-8")
        found.append(the_json(run("index", "--json")[1])["generation"])
    return found


def first_hit(run: Run) -> str:
    found: str = the_json(run(*QUESTION)[1])["hits"][0]["document"]
    return found


def test_there_is_nothing_to_go_back_to_at_first(run: Run) -> None:
    assert run("generations")[1] == "No generation is kept: there is no index yet.\n"
    assert the_json(run("generations", "--json")[1]) == {"generations": []}
    run("index")
    status, output, errors = run("rollback", "--json")
    assert status == 1 and "no earlier generation" in errors
    assert the_json(output)["error"]["code"] == "no_earlier_generation"


def test_one_goes_back_and_the_next_build_goes_forward(run: Run, names: list[str]) -> None:
    assert first_hit(run) == "oars"
    status, output, _ = run("rollback")
    assert status == 0
    assert output.startswith(f"Answers now come from {names[0]} of ")
    assert "4 documents" in output and "`cmp-search index`" in output
    assert first_hit(run) != "oars"
    assert the_json(run("rollback", names[1], "--json")[1])["name"] == names[1]
    assert first_hit(run) == "oars"
    run("rollback")
    assert the_json(run("index", "--json")[1])["added"] == ["oars"]
    assert first_hit(run) == "oars"


def test_generations_are_listed_with_their_tags(run: Run, names: list[str]) -> None:
    assert f"“signed” is {names[1]} of " in run("tag", "signed")[1]
    assert the_json(run("tag", "first", "g000001", "--json")[1])["tags"] == ["first"]
    latest, first = run("generations")[1].splitlines()
    assert latest.startswith(f"* {names[1]} of ") and latest.endswith("passages; signed")
    assert first.startswith(f"  {names[0]} of ") and first.endswith("passages; first")
    listed = the_json(run("generations", "--json")[1])["generations"]
    assert [(one["name"], one["is_current"]) for one in listed] == [
        (names[1], True),
        (names[0], False),
    ]
    assert run("tag", "signed", "--remove")[1] == "“signed” is no tag any more.\n"
    assert the_json(run("tag", "first", "--remove", "--json")[1]) == {"removed": "first"}
    assert run("tag", "first", "g000001", "--remove")[0] == 2
    assert not any(one["tags"] for one in the_json(run("generations", "--json")[1])["generations"])


def test_a_damaged_generation_is_listed_as_such(run: Run, names: list[str], tmp_path: Path) -> None:
    (tmp_path / "index" / names[0] / "manifest.json").write_text("{}")
    assert run("generations")[1].splitlines()[1] == f"  {names[0]}, which is damaged"
    status, _, errors = run("rollback")
    assert (status, errors.count("\n")) == (1, 1)


def test_a_backup_is_made_and_restored(
    run: Run, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cmp.zip"
    status, output, _ = run("backup", str(file))
    assert status == 0 and output.startswith(f"{file} has the corpus and {names[1]} of its index: ")
    assert run("backup", str(file))[0] == 1
    made = the_json(run("backup", str(tmp_path / "again.zip"), "--json")[1])
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(tmp_path / "new"))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "new-index"))
    restored = the_json(run("restore", str(tmp_path / "again.zip"), "--json")[1])
    assert restored == made
    assert (made["generation"], made["documents"]) == (names[1], 5)
    assert first_hit(run) == "oars"
    status, _, errors = run("restore", str(file))
    assert status == 1 and "say --yes" in errors
    status, output, _ = run("restore", str(file), "--yes")
    assert (status, output.endswith(f"5 documents in generation {names[1]}.\n")) == (0, True)


def test_an_index_is_moved_and_answers_where_it_is_now(
    run: Run, names: list[str], tmp_path: Path
) -> None:
    there = str(tmp_path / "elsewhere")
    status, output, _ = run("move", there)
    assert status == 0
    assert output.startswith(f"{there} has g000001-") and "5 documents" in output
    found = the_json(run(*QUESTION, "--index", there)[1])["hits"]
    assert found == the_json(run(*QUESTION)[1])["hits"]
    moved = the_json(run("move", there, "--json")[1])
    assert (moved["index"], moved["documents"]) == (there, 5)
    assert moved["name"].startswith("g000002-")
    status, output, _ = run("move", str(tmp_path / "index"), "--json")
    assert (status, the_json(output)["error"]["code"]) == (1, "move_same")


@pytest.mark.parametrize(
    "command",
    [
        ("index",),
        ("rollback",),
        ("tag", "signed"),
        ("move", "elsewhere"),
        ("backup", "new.zip"),
        ("remove", "oars"),
        ("undo",),
    ],
    ids=lambda words: words[0],
)
def test_whoever_does_not_wait_hears_who_has_the_lock(
    run: Run,
    names: list[str],
    corpus: Path,
    tmp_path: Path,
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    if command == ("undo",):
        (tmp_path / "more.txt").write_text("More about oars.", "utf-8")
        run("add", "more.txt", "--yes")
    monkeypatch.setenv("LOGNAME", "ana")
    monkeypatch.setattr(sys, "argv", ["cmp-search", "index"])
    with locked(tmp_path / "index"):
        status, _, errors = run(*command, "--wait", "0")
    last = errors.splitlines()[-1]
    assert status == 1
    assert last.startswith(f"cmp-search: ana is changing the index in {tmp_path / 'index'} since ")
    assert "(cmp-search index, process " in last and " UTC " in last


def test_whoever_waits_is_told_who_has_the_lock(
    run: Run, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.01)
    monkeypatch.setenv("LOGNAME", "ana")
    with locked(tmp_path / "index"):
        status, _, errors = run("rollback", "--wait", "0.1")
    waiting, refused = errors.splitlines()
    assert status == 1 and refused.startswith("cmp-search: ana is changing the index")
    assert waiting.startswith("cmp-search: waiting for ana, who changes the index since ")


def test_a_holder_without_a_name_is_another_command(
    run: Run, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.01)
    with locked(tmp_path / "index"):
        (tmp_path / "index" / ".lock.json").unlink()
        status, _, errors = run("rollback", "--wait", "0.1")
    waiting, refused = errors.splitlines()
    assert waiting == "cmp-search: waiting for another command, who changes the index"
    assert status == 1 and refused.startswith("cmp-search: another build is running")
