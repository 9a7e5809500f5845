"""Beginning with a folder of one's own."""

import json
from pathlib import Path

import pytest

from cmp_search.corpus.starting import shipped, start
from cmp_search.errors import CorpusError
from cmp_search.library import Library
from tests.cli.conftest import Run, the_json
from tests.man_page import PAGE, page
from tests.raising import raises_code


def test_a_new_folder_has_the_shipped_texts_and_their_index(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "x"
    status, output, errors = run("init", str(folder), "--model", "fake")
    assert status == 0
    assert "4 added" in output
    assert f"cd {folder}" in errors and "--model fake" in errors
    answer = Library(folder / "corpus", folder / "index", "fake").ask("Who plants trees?")
    assert answer.hits[0].citation.render("en")


def test_programs_are_told_where_it_is(run: Run, tmp_path: Path) -> None:
    status, output, errors = run("init", str(tmp_path / "x"), "--json")
    told = the_json(output)
    assert (status, errors) == (0, "")
    assert told["folder"] == str(tmp_path / "x")
    assert told["corpus"] == str(tmp_path / "x" / "corpus")
    assert told["index"] == str(tmp_path / "x" / "index")
    assert len(told["added"]) == told["documents"] == 4


@pytest.mark.parametrize("name", ["corpus", "index"])
def test_nothing_that_is_there_is_overwritten(run: Run, tmp_path: Path, name: str) -> None:
    place = tmp_path / "x" / name
    place.mkdir(parents=True)
    (place / "mine.txt").write_text("mine")
    status, output, errors = run("init", str(tmp_path / "x"), "--json")
    assert (status, errors.count("\n")) == (1, 1)
    assert json.loads(output)["error"]["code"] == "start_taken"
    assert sorted(path.name for path in (tmp_path / "x").rglob("*")) == sorted([name, "mine.txt"])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with raises_code(CorpusError, "start_failed"):
        start(tmp_path / "file" / "x")


def test_only_what_ships_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    start(tmp_path)
    names = [path.name for path in shipped()]
    (corpus / "cmp-2019.html").write_text("somebody's own")
    monkeypatch.setattr("cmp_search.corpus.starting.HOME", tmp_path)
    assert [path.name for path in shipped()] == names
    assert shipped()[0].parent == corpus


def test_the_manual_page_is_that_of_the_command() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make man`"
