"""The commands that change the corpus, run as a user runs them, with the fake encoder."""

from pathlib import Path

import pytest

from cmp_search.corpus.fetch.texts import FetchReport
from cmp_search.documents.catalogue import load_catalogue
from cmp_search.documents.journal import FOLDER, JOURNAL
from tests.cli.conftest import Run, the_json
from tests.index.building import ALL, state
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
    before = state(corpus)
    for command in (("add", "note.txt"), ("remove", "harbour-2021")):
        assert run(*command, "--index", address)[0] == 1
        assert state(corpus) == before


def test_removing_the_last_document_empties_the_index(run: Run) -> None:
    run("index")
    for id in ALL[1:]:
        run("remove", id)
    status, output, _ = run("remove", ALL[0], "--json")
    report = the_json(output)
    assert (status, report["documents"], report["generation"]) == (0, 0, "")
    assert report["removed"] == [ALL[0]]
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


def test_no_other_text_is_replaced_unless_that_is_said(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    lens = tmp_path / "lens.md"
    lens.write_text("# Lenses\n\nLenses are of glass.\n", "utf-8")
    digest = (corpus / "harbour-2020-digest.md").read_bytes()
    words = ("add", str(lens), "--id", "harbour-2020-digest")
    status, _, errors = run(*words)
    assert status == 1
    assert all(part in errors for part in ("harbour-2020-digest.md", "--yes", "cmp-search undo"))
    assert (corpus / "harbour-2020-digest.md").read_bytes() == digest
    status, _, errors = run(*words, "--yes")
    assert status == 0 and "removed/harbour-2020-digest.md" in errors
    assert "cmp-search undo" in errors
    run("undo")
    assert (corpus / "harbour-2020-digest.md").read_bytes() == digest


def test_a_script_may_add_the_same_file_again(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Oars.", "utf-8")
    assert [run("add", str(note))[0] for _ in range(2)] == [0, 0]
    note.write_text("Oars of ash.", "utf-8")
    assert run("add", str(note))[0] == 1


@pytest.fixture
def reserved(corpus: Path, tmp_path: Path) -> Path:
    """A file named like an official text whose address the catalogue has."""
    entry = 'id = "harbour-2020"\n'
    text = CATALOGUE.replace(entry, f'{entry}url = "https://harbour.example/2020"\n')
    (corpus / "catalogue.toml").write_text(text, "utf-8")
    path = tmp_path / "harbour-2020.md"
    path.write_text(OFFICIAL, "utf-8")
    return path


def test_a_copy_of_an_official_text_has_to_be_confirmed(
    run: Run, reserved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.library.core.user", lambda: "Ottoline")
    _, output, errors = run("add", str(reserved), "--json")
    assert the_json(output)["aside"] == [] and "cmp-search confirm harbour-2020" in errors
    _, output, _ = run("ask", "Why did the exchange rest?", "--document", "harbour-2020", "--json")
    (hit, *_) = the_json(output)["hits"]
    assert hit["provided_by"] == "Ottoline"
    assert hit["citation"].endswith("[copy provided by Ottoline, not verified]")
    _, output, _ = run("status", "harbour-2020")
    assert "copy provided by Ottoline, not verified" in output
    status, _, errors = run("confirm", "harbour-2020")
    assert status == 1 and "--yes" in errors and "https://harbour.example/2020" in errors
    status, output, _ = run("confirm", "harbour-2020", "--yes", "--json")
    done = the_json(output)
    assert (status, done["aside"]) == (0, ["harbour-2020-digest"])
    assert done["confirmed"]["document"] == "harbour-2020"
    _, output, _ = run("ask", "Why did the exchange rest?", "--document", "harbour-2020", "--json")
    assert the_json(output)["hits"][0]["provided_by"] is None
    assert run("confirm", "harbour-2020", "--yes")[0] == 1


@pytest.mark.parametrize(("answer", "status"), [("yes\n", 0), ("no\n", 1), ("\n", 1)])
def test_a_confirmation_is_asked_for_on_a_terminal(
    run: Run, reserved: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    run("add", str(reserved))
    monkeypatch.setattr("cmp_search.cli.confirming.is_a_conversation", lambda: True)
    ended, _, errors = run("confirm", "harbour-2020", lines=answer)
    assert ended == status
    assert "SHA-256" in errors and (status == 0 or "Nothing was confirmed" in errors)


@pytest.fixture
def mostly_gone(run: Run, corpus: Path) -> Path:
    run("index")
    for name in ("harbour-2021.md", "ports-2021.html", "puertos-2022.txt"):
        (corpus / name).rename(corpus.parent / name)
    return corpus


def test_most_of_the_texts_are_not_removed_unasked(run: Run, mostly_gone: Path) -> None:
    status, output, errors = run("index", "--json")
    assert (status, the_json(output)["error"]["code"]) == (1, "most_gone")
    assert "3 of the 4" in errors and "--yes" in errors
    status, output, _ = run("index", "--yes", "--json")
    assert (status, len(the_json(output)["removed"])) == (0, 3)


@pytest.mark.parametrize(("answer", "left"), [("y\n", 1), ("n\n", 4), ("\n", 4)])
def test_on_a_terminal_it_is_asked_whether_they_go(
    run: Run, mostly_gone: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr("cmp_search.cli.building.is_a_conversation", lambda: True)
    status, _, errors = run("index", lines=answer)
    assert status == (0 if left == 1 else 1) and "Remove them from the index?" in errors
    for name in ("harbour-2021.md", "ports-2021.html", "puertos-2022.txt"):
        (mostly_gone.parent / name).rename(mostly_gone / name)
    assert len(the_json(run("index", "--json")[1])["unchanged"]) == left


def test_a_change_that_was_cut_short_is_told_and_completed(run: Run, corpus: Path) -> None:
    run("index")
    note = corpus / FOLDER / "0"
    note.parent.mkdir()
    note.write_text("Oars are of ash.", "utf-8")
    step = '{"source": ".change/0", "target": "note.txt"}'
    (corpus / FOLDER / JOURNAL).write_text(f'{{"id": "note", "date": "", "steps": [{step}]}}')
    assert "A change of “note” was cut short" in run("status")[1]
    assert the_json(run("status", "--json")[1])["interrupted"] == "note"
    assert "a change of “note” was cut short" in run("doctor")[1]
    assert the_json(run("index", "--json")[1])["added"] == ["note"]
    assert the_json(run("status", "--json")[1])["interrupted"] is None
    assert not (corpus / FOLDER).exists()


def test_doctor_names_copies(run: Run, reserved: Path) -> None:
    run("add", str(reserved))
    output = run("doctor")[1]
    assert "not verified: harbour-2020" in output and "confirm ID" in output
