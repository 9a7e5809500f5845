"""The commands that change the corpus, run as a user runs them, with the fake encoder."""

from pathlib import Path

import pytest

from cmp_search.corpus.fetch.texts import FetchReport
from cmp_search.corpus.files import remove_document
from cmp_search.documents.catalogue import load_catalogue
from tests.cli.conftest import Run, the_json
from tests.index.building import ALL
from tests.sample import CATALOGUE, OFFICIAL


def test_a_file_is_added_and_removed_again(run: Run, corpus: Path, tmp_path: Path) -> None:
    run("index")
    note = tmp_path / "A note.md"
    note.write_text("# Note\n\nZebras graze behind the embassy.\n", "utf-8")
    status, output, _ = run("add", str(note), "--id", "zebra", "--json")
    assert (status, the_json(output)["added"]) == (0, ["zebra"])
    _, output, _ = run("ask", "--json", "zebras graze")
    assert the_json(output)["hits"][0]["document"] == "zebra"
    status, output, _ = run("remove", "zebra", "--json")
    assert (status, the_json(output)["removed"]) == (0, ["zebra"])
    assert (corpus / "removed" / "zebra.md").read_text("utf-8") == note.read_text("utf-8")


def test_what_is_proposed_is_taken_if_agreed_and_goes_again(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    run("index")
    (tmp_path / "download.md").write_text(OFFICIAL, "utf-8")
    _, output, errors = run("add", str(tmp_path / "download.md"), "--json")
    assert the_json(output)["added"] == ["download"] and "--id harbour-2020" in errors
    run("undo")
    options = ("--yes", "--issuing-body", "Office of Fog", "--json")
    _, output, _ = run("add", str(tmp_path / "download.md"), *options)
    added = the_json(output)
    assert (added["added"], added["aside"]) == (["harbour-2020"], ["harbour-2020-digest"])
    assert added["proposal"]["identified"]["digest"] == "harbour-2020-digest"
    assert added["proposal"]["title"]["origin"] == "title_page"
    assert added["addition"]["file"] == "harbour-2020.md" and added["addition"]["catalogued"]
    assert "Office of Fog" in (corpus / "catalogue.toml").read_text("utf-8")
    status, output, _ = run("undo", "--json")
    back = the_json(output)
    assert (status, back["added"]) == (0, ["harbour-2020-digest"])
    assert back["removed"] == ["harbour-2020"] and back["undone"]["id"] == "harbour-2020"
    assert (corpus / "catalogue.toml").read_text("utf-8") == CATALOGUE
    assert run("undo")[0] == 1


@pytest.mark.parametrize(
    ("lines", "status", "title"),
    [
        ("yes\n", 0, "Zebras of 2015"),
        ("no\n", 1, None),
        ("edit\n\nAll zebras\n\n2016\n\n\ny\n", 0, "All zebras"),
    ],
)
def test_on_a_terminal_the_proposal_is_shown_and_may_be_changed(
    run: Run,
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lines: str,
    status: int,
    title: str | None,
) -> None:
    note = tmp_path / "zebra.md"
    note.write_text("# Zebras of 2015\n\nZebras graze behind the embassy.\n", "utf-8")
    monkeypatch.setattr("cmp_search.cli.adding.is_a_conversation", lambda: True)
    ended, _, errors = run("add", str(note), lines=lines)
    assert ended == status and "from the title page" in errors
    entries = {entry.id: entry.title for entry in load_catalogue(corpus)}
    assert entries.get("zebra") == title
    assert (corpus / "zebra.md").exists() == (title is not None)


@pytest.mark.parametrize("address", ["nowhere://x", "foreign"])
def test_the_corpus_is_not_touched_if_no_index_can_be_there(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.tex").write_text("mine", "utf-8")
    (tmp_path / "note.txt").write_text("Oars.", "utf-8")
    before = sorted(corpus.rglob("*"))
    for command in (("add", "note.txt"), ("remove", "harbour-2021")):
        assert run(*command, "--index", address)[0] == 1
        assert sorted(corpus.rglob("*")) == before


def test_removing_the_last_document_empties_the_index(run: Run, corpus: Path) -> None:
    run("index")
    for id in ALL[1:]:
        remove_document(corpus, id)
    status, output, _ = run("remove", ALL[0], "--json")
    report = the_json(output)
    assert (status, report["documents"], report["generation"]) == (0, 0, "")
    assert report["removed"] == list(ALL)
    assert run("ask", "trees")[0] == 1
    assert "no text any more" in run("index")[1]


def test_what_was_done_before_a_build_failed_is_in_the_json(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Oars.", "utf-8")
    status, output, _ = run("add", str(note), "--json", "--model", "/nowhere")
    failed = the_json(output)
    assert status == 1 and failed["error"]["code"] and failed["addition"]["id"] == "note"


def test_a_fetch_report_survives_a_build_that_fails(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = FetchReport(("harbour-2021",), (), ())
    monkeypatch.setattr("cmp_search.library.Library.fetch", lambda *_: report)
    status, output, _ = run("fetch", "--json", "--model", "/nowhere")
    told = the_json(output)
    assert status == 1 and told["error"]["code"]
    assert (told["fetched"], told["index"]) == (["harbour-2021"], None)
