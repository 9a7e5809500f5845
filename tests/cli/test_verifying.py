"""`cmp-search verify`, as a user runs it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, the_json

SOUND = "The report says “the keepers swap recipes, and the bakers learn to polish lenses”.[^1]\n"
NOTES = "\n[^1]: Institute of Fog, Harbour Exchange: report for 2021, Part I: Background, para 1.\n"
ALTERED = "It also says “The bakers never met twice in Saltmarsh”.[^1]\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "note.md"


def test_a_note_that_holds_ends_with_nought(run: Run, note: Path) -> None:
    run("index")
    note.write_text(SOUND + NOTES, "utf-8")
    status, output, _ = run("verify", str(note))
    assert (status, output) == (0, "note.md: 1 quotation: 1 exact\n")


def test_what_does_not_hold_is_shown_with_the_difference(run: Run, note: Path) -> None:
    run("index")
    note.write_text(f"{SOUND}\n{ALTERED}{NOTES}", "utf-8")
    status, output, _ = run("verify", str(note))
    assert status == 1
    assert output.startswith("note.md: 2 quotations: 1 exact, 1 differs\n")
    assert "differs, paragraph 2, note 1" in output
    assert "The bakers [-never-] met twice in Saltmarsh" in " ".join(output.split())
    assert "Bread Working Group" in output


def test_the_json_says_the_same(run: Run, note: Path) -> None:
    run("index")
    note.write_text(f"{SOUND}\n{ALTERED}{NOTES}", "utf-8")
    status, output, _ = run("verify", str(note), "--json")
    found = the_json(output)
    assert status == 1
    assert not found["holds"]
    assert [one["standing"] for one in found["quotations"]] == ["exact", "differs"]


def test_a_file_that_cannot_be_read_is_no_verdict(run: Run, note: Path) -> None:
    run("index")
    status, output, errors = run("verify", str(note), "--json")
    assert status == 2
    assert the_json(output)["error"]["code"] == "no_file"
    assert errors == f"cmp-search: there is no file {note}, or it is a folder: check its name\n"
    bare = note.with_name("note")
    bare.write_text("Words.", "utf-8")
    status, _, errors = run("verify", str(bare))
    assert status == 2 and errors.startswith("cmp-search: note: there is no suffix")


def test_words_are_no_markup_of_the_terminal(run: Run, note: Path) -> None:
    run("index")
    note.write_text("He said “[bold red]the keepers sing[/] on the pier at dawn”.\n", "utf-8")
    status, output, _ = run("verify", str(note))
    assert status == 1
    assert "“[bold red]the keepers sing[/] on the pier at dawn”" in " ".join(output.split())


def test_words_do_not_steer_the_terminal(run: Run, note: Path) -> None:
    run("index")
    note.write_text("“the group \x1b[2Jpolished \u202enot\u202c forty lenses” “\x1b[2Jab cd ef gh”")
    _, printed, _ = run("verify", str(note))
    assert "polished" in printed
    assert "\x1b[2J" not in printed
    assert "\u202e" not in printed
