"""The commands of `note`, `rerun` and `ask --record`, as a user runs them."""

import json
from pathlib import Path

import pytest

from cmp_search.export import export, format_of
from cmp_search.notes.file import read_note, read_searches
from cmp_search.notes.note import OwnWords
from tests.cli.conftest import Run, the_json


@pytest.fixture
def note(run: Run, tmp_path: Path) -> str:
    """A new note, beside an index."""
    run("index")
    path = str(tmp_path / "a.cmp-note.json")
    assert run("note", "new", path, "--title", "Lenses")[0] == 0
    return path


@pytest.fixture
def passage(run: Run, note: str) -> str:
    """The id of the passage about lenses."""
    hits = the_json(run("ask", "--json", "who polished forty lenses?")[1])["hits"]
    return str(next(hit["passage"] for hit in hits if "forty" in hit["text"]))


def quotes(note: str) -> list[str]:
    return [one.quote.text for one in read_note(Path(note)).quotations]


def test_ask_shows_the_ids_that_add_takes(run: Run, passage: str) -> None:
    _, output, _ = run("ask", "who polished forty lenses?")
    assert passage in output


def test_a_note_is_begun_once_in_a_language(run: Run, note: str, tmp_path: Path) -> None:
    status, _, errors = run("note", "new", note)
    assert status == 1 and "exists already" in errors
    _, output, _ = run("note", "new", str(tmp_path / "b"), "--language", "fr", "--json")
    told = the_json(output)
    assert (told["language"], told["sections"][0]["heading"]) == ("fr", "Résumé")
    assert run("note", "new", str(tmp_path / "c"), "--language", "de")[0] == 2
    assert not (tmp_path / "c").exists()


def test_a_passage_its_sentence_or_its_words_are_added(run: Run, note: str, passage: str) -> None:
    status, output, _ = run("note", "add", note, passage, "--words", "forty lenses")
    assert status == 0
    assert "Added as q7." in output and "[1] “forty lenses”" in output and "para 3" in output
    _, output, _ = run("note", "add", note, passage, "--sentence", "lenses")
    assert "q7 had some of these words" in output
    assert quotes(note) == ["The group polished forty lenses."]
    _, output, _ = run("note", "add", note, passage, "--words", "polished")
    assert "in the note already, as q7" in output
    _, output, _ = run("note", "add", note, passage, "--section", "issue", "--json")
    assert the_json(output)["outcome"] == "widened"
    assert run("note", "add", note, passage, "--words", "a", "--sentence", "b")[0] == 2


def test_what_cannot_be_added_is_said(run: Run, note: str, passage: str) -> None:
    before = Path(note).read_bytes()
    for words, code in (
        ((note, "fog:1"), "note_no_passage"),
        ((note, passage, "--words", "brass oil"), "note_words"),
        ((note, passage, "--section", "Fog"), "note_no_section"),
        ((note + "x", passage), "note_missing"),
    ):
        status, output, _ = run("note", "add", *words, "--json")
        assert (status, the_json(output)["error"]["code"]) == (1, code)
    assert Path(note).read_bytes() == before


def test_a_digest_is_warned_of(run: Run, note: str) -> None:
    hits = the_json(run("ask", "--json", "why did the exchange rest?")[1])["hits"]
    (digest,) = (hit["passage"] for hit in hits if hit["document"] == "harbour-2020-digest")
    _, output, _ = run("note", "add", note, digest)
    assert "a paraphrase, not to be quoted" in output and "[1] “" not in output


def test_a_note_is_edited_shown_and_taken_back(run: Run, note: str, passage: str) -> None:
    run("note", "add", note, passage, "--words", "forty lenses")
    run("note", "write", note, "We polish.", "--section", "Summary")
    run("note", "write", note, "We polish lenses.", "--replacing", "w8")
    run("note", "move", note, "q7", "--section", "Summary", "--place", "1")
    run("note", "rename", note, "Issue", "Question")
    run("note", "section", note, "Risks")
    run("note", "move", note, "s9", "--place", "2")
    run("note", "remove", note, "s3")
    run("note", "set", note, "--title", "Glass", "--language", "es", "--style", "apa",
        "--short-form")  # fmt: skip
    _, output, _ = run("note", "show", note)
    assert output.splitlines()[:2] == ["Glass", "es · apa · short form"]
    edited = read_note(Path(note))
    assert [one.heading for one in edited.sections][:3] == ["Resumen", "Risks", "Question"]
    assert len(edited.sections) == 6
    quotation, words = edited.sections[0].items
    assert (quotation.id, words) == ("q7", OwnWords("w8", "We polish lenses."))
    run("note", "move", note, "q7")
    assert [item.id for item in read_note(Path(note)).items] == ["w8", "q7"]
    run("note", "remove", note, "w8")
    assert "We polish" not in run("note", "show", note)[1]
    assert "We polish lenses.  w8" in run("note", "undo", note)[1]


def test_wrong_options_change_nothing(run: Run, note: str) -> None:
    before = Path(note).read_bytes()
    assert run("note", "write", note, "Fog")[0] == 2
    assert run("note", "write", note, "Fog", "--section", "a", "--replacing", "b")[0] == 2
    assert run("note", "set", note, "--language", "de")[0] == 2
    assert run("note", "remove", note, "q1")[0] == 1
    assert Path(note).read_bytes() == before


def test_another_edition_is_quoted_only_if_it_is_certain(run: Run, note: str, passage: str) -> None:
    run("note", "add", note, passage, "--words", "forty lenses")
    status, output, errors = run("note", "switch", note, "q7", "fr")
    assert status == 0 and "q7 stays as it is" in errors and "forty lenses" in output


def test_two_notes_become_one(run: Run, note: str, passage: str, tmp_path: Path) -> None:
    other, both = str(tmp_path / "b"), str(tmp_path / "both")
    run("note", "new", other)
    run("note", "add", other, passage, "--words", "forty lenses")
    status, output, _ = run("note", "merge", note, other, "--into", both, "--json")
    assert (status, the_json(output)["title"]) == (0, "Lenses")
    assert quotes(both) == ["forty lenses"]
    assert run("note", "merge", other, note, "--into", both)[0] == 1, "a third note is kept"
    assert run("note", "merge", note, other, "--into", note)[0] == 0
    assert quotes(note) == ["forty lenses"]


@pytest.mark.parametrize("suffix", ["docx", "md", "html", "txt"])
def test_a_note_is_exported_by_the_suffix_of_its_file(
    run: Run, note: str, passage: str, tmp_path: Path, suffix: str
) -> None:
    run("note", "add", note, passage, "--words", "forty lenses")
    out = tmp_path / f"a.{suffix}"
    status, output, _ = run("note", "export", note, str(out))
    assert status == 0 and "is written" in output
    data = out.read_bytes()
    assert data == export(read_note(Path(note)), format_of(suffix))
    told = the_json(run("note", "export", note, str(out), "--json")[1])
    assert told == {"file": str(out), "bytes": len(data)}
    assert out.read_bytes() == data


def test_a_note_is_not_exported_in_a_format_that_is_unknown(
    run: Run, note: str, tmp_path: Path
) -> None:
    status, output, _ = run("note", "export", note, str(tmp_path / "a.odt"), "--json")
    assert (status, the_json(output)["error"]["code"]) == (1, "export_format")
    assert not (tmp_path / "a.odt").exists()


def test_a_search_is_recorded_and_repeated(
    run: Run, note: str, corpus: Path, tmp_path: Path
) -> None:
    record = str(tmp_path / "a.cmp-record.json")
    for path in (note, record):
        status, output, said = run("ask", "quantum moons?", "--json", "--record", path)
        assert said == f"The search is recorded in {path}.\n"
        assert (status, the_json(output)["question"]) == (0, "quantum moons?")
        (search,) = read_searches(Path(path))
        assert (search.level, len(search.record.documents)) == ("not_found", 4)
        assert "Nothing has changed" in run("rerun", path)[1]
    assert "Searched 4 texts: quantum moons?" in run("note", "show", note)[1]
    (corpus / "moons.md").write_text("# Moons\n\nAre there quantum moons? There are.\n", "utf-8")
    run("index")
    _, output, _ = run("rerun", note)
    assert "The index is another one" in output
    assert "Texts added: moons" in output
    assert "new, 1: " in output and "now 2, was 1: " in output and "gone, was " not in output
    told = the_json(run("rerun", record, "--json")[1])
    assert (told["unchanged"], len(told["searches"])) == (False, 1)


def test_a_record_takes_the_place_of_nothing_else(run: Run, note: str, tmp_path: Path) -> None:
    other = tmp_path / "letter.json"
    other.write_text(json.dumps({"dear": "reader"}), "utf-8")
    status, _, errors = run("ask", "lenses?", "--record", str(other))
    assert status == 1 and "is not one of this tool’s files" in errors
    assert "reader" in other.read_text("utf-8")
    assert run("ask", "-", "--record", note, lines="lenses?\n")[0] == 2


def test_a_note_from_elsewhere_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.cmp-note.json"
    run("note", "new", str(path))
    run("note", "write", str(path), "Fog", "--section", "Summary")
    hostile = r"\u001b]0;owned\u0007[bold]\u009b31m"
    for before in ("Fog", "Summary", '"title": "'):
        after = before + hostile
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    status, output, _ = run("note", "show", str(path))
    assert status == 0 and output.count("[bold]") == 3
    assert not {"\x1b", "\x07", "\x9b"} & {*output}
