"""`cmp-search calibrate`, run as a user runs it, with the fake encoder."""

import json
from pathlib import Path

import pytest

from cmp_search.index.stored.sums import sealed, unsealed
from cmp_search.search.confidence import coefficients
from tests.cli.conftest import Run, the_json
from tests.cli.test_evaluating import keys
from tests.conftest import CHECKOUT

QUESTIONS = [
    {
        "lang": "en",
        "question": f"How many lenses did the group polish in year {i}?",
        "doc": "harbour-2021",
        "answers": ["polished forty lenses"],
    }
    for i in range(30)
] + [{"lang": "en", "question": "Zzz qqq?", "kind": "far"}]


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in QUESTIONS), "utf-8")
    return str(path)


def documented(section: str) -> str:
    return (CHECKOUT / "docs/json.md").read_text("utf-8").split(f"## {section}")[1]


def test_thresholds_are_chosen_shown_and_undone(run: Run, gold: str, corpus: Path) -> None:
    run("index")
    status, output, errors = run("calibrate", gold)
    assert (status, errors) == (0, "")
    shipped = coefficients()
    assert f"before from {shipped.related:.3f}" in output and "cross-validated" in output
    (corpus / "note.md").write_text("# Note\n\nNew.\n", "utf-8")
    run("index")
    found = the_json(run("status", "--json")[1])["calibration"]
    assert found["in_force"] and found["answered"] != shipped.answered
    assert "were set for these texts on" in run("status")[1]
    assert "were set for these texts on" in run("doctor")[1]
    answer = the_json(run("ask", "How many lenses?", "--json")[1])
    record = answer["search_record"]["calibration"]
    assert record == {name: found[name] for name in ("created", "related", "answered")}
    assert answer["confidence"]["error_rates"]["answerable"]["n"] == 30
    assert "The thresholds were set on" in run("ask", "How many lenses?")[1]
    assert run("calibrate", "--reset")[1] == "The shipped thresholds are in force again.\n"
    assert the_json(run("status", "--json")[1])["calibration"] is None
    answer = the_json(run("ask", "How many lenses?", "--json")[1])
    assert answer["search_record"]["calibration"] is None


def test_the_json_has_the_documented_fields(run: Run, gold: str) -> None:
    run("index")
    found = the_json(run("calibrate", gold, "--json")[1])
    assert found["before"]["related"] == coefficients().related
    for name in keys(found):
        assert f"`{name}`" in documented("calibrate"), name
    assert the_json(run("calibrate", "--reset", "--json")[1]) == {"calibration": None}


def test_thresholds_of_another_model_are_not_used_and_that_is_said(
    run: Run, gold: str, tmp_path: Path
) -> None:
    run("index")
    run("calibrate", gold)
    path = tmp_path / "index" / "calibration.json"
    fields, _ = unsealed(path.read_bytes())
    fields["encoder"]["name"] = "old"
    path.write_bytes(sealed(fields))
    _, _, errors = run("index")
    assert "are not used, as the model (old then) or the confidence has changed" in errors
    assert "are not used" in " ".join(run("status")[1].split())
    status, output, _ = run("doctor")
    assert status == 0 and "calibrate --reset" in " ".join(output.split())
    assert the_json(run("ask", "Lenses?", "--json")[1])["search_record"]["calibration"] is None
    run("calibrate", gold)
    assert the_json(run("status", "--json")[1])["calibration"]["in_force"]


def test_a_damaged_file_is_named_with_what_to_do(run: Run, tmp_path: Path) -> None:
    run("index")
    (tmp_path / "index" / "calibration.json").write_text("{", "utf-8")
    status, output, errors = run("ask", "How many lenses?")
    assert (status, output) == (1, "") and "calibrate --reset" in errors
    status, output, _ = run("doctor")
    assert status == 1 and "are damaged" in output
    run("calibrate", "--reset")
    assert run("doctor")[0] == 0


def test_it_takes_questions_or_the_reset(run: Run, gold: str, tmp_path: Path) -> None:
    run("index")
    few = tmp_path / "few.jsonl"
    few.write_text(json.dumps(QUESTIONS[0]), "utf-8")
    status, output, errors = run("calibrate", str(few))
    assert (status, output, errors.count("\n")) == (1, "", 1)
    assert "only 1 of the questions" in errors and "at least 30" in errors
    assert not (tmp_path / "index" / "calibration.json").exists()
    for words in ((), (gold, "--reset")):
        status, _, errors = run("calibrate", *words)
        assert status == 2 and "--reset alone" in errors
