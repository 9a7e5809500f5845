import json
from pathlib import Path

import pytest
import rispy

from tests.cli.conftest import Run, the_json


@pytest.fixture
def passage(run: Run) -> str:
    run("index")
    hits = the_json(run("ask", "--json", "who polished forty lenses?")[1])["hits"]
    return str(next(hit["passage"] for hit in hits if "forty" in hit["text"]))


@pytest.mark.parametrize(
    ("style", "language", "has"),
    [
        ("plain", "en", "Harbour Exchange: report for 2021"),
        ("apa", "en", "Retrieved "),
        ("mcgill", "fr", "en ligne\u00a0: <"),
        ("mexican", "es", ", disponible en "),
    ],
)
def test_a_passage_is_cited_in_each_style(
    run: Run, passage: str, style: str, language: str, has: str
) -> None:
    status, output, _ = run("cite", passage, "--style", style, "--language", language)
    assert status == 0 and output.count("\n") == 1
    assert has in output
    told = the_json(run("cite", passage, "--style", style, "--language", language, "--json")[1])
    assert (told["cited"] + "\n", told["passage"]) == (output, passage)


def test_a_text_is_given_to_reference_managers(run: Run, passage: str, tmp_path: Path) -> None:
    [one] = rispy.loads(run("cite", passage, "--references", "ris")[1])
    assert one["title"] == "Harbour Exchange: report for 2021"
    note = str(tmp_path / "a.cmp-note.json")
    run("note", "new", note)
    run("note", "add", note, passage)
    [item] = json.loads(run("note", "references", note, "csl-json")[1])
    assert item["title"] == one["title"]


def test_what_cannot_be_is_one_line(run: Run, passage: str, tmp_path: Path) -> None:
    assert run("cite", passage, "--language", "de")[0] == 2
    assert run("cite", passage, "--references", "word")[0] == 2
    assert run("cite", passage, "--style", "vancouver")[0] == 2
    status, _, errors = run("cite", "harbour-2021:0123456789ab")
    assert status == 1 and errors.count("\n") == 1


def test_a_note_without_quotations_says_so(run: Run, tmp_path: Path) -> None:
    note = str(tmp_path / "a.cmp-note.json")
    run("note", "new", note)
    status, _, errors = run("note", "references", note, "ris")
    assert (status, errors) == (0, "The note quotes no text.\n")


def test_a_note_that_is_not_there_has_no_references(run: Run, tmp_path: Path) -> None:
    status, output, error = run("note", "references", str(tmp_path / "fog"), "ris")
    assert (status, output) == (1, "") and "there is no file" in error
