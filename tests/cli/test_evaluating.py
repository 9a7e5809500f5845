"""`cmp-search eval`, run as a user runs it, with the fake encoder."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, the_json
from tests.conftest import CHECKOUT

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "lenses",
        "lang": "en",
        "question": "The group polished forty lenses",
        "doc": "harbour-2021",
        "answers": ["polished forty lenses"],
        "section": "Lens Working Group",
        "style": ["keyword"],
    },
    {
        "id": "panaderias",
        "lang": "es",
        "question": "nueve panaderías",
        "doc": "puertos-2022",
        "answers": ["nueve panaderías"],
    },
    {
        "id": "lost",
        "lang": "fr",
        "question": "Qui a chanté ?",
        "doc": "ports-2021",
        "answers": ["personne"],
    },
    {"id": "near", "lang": "en", "question": "Who is the baker of Saltmarsh?", "kind": "near"},
    {"id": "far", "lang": "en", "question": "Zzz qqq?", "kind": "far"},
    {
        "id": "both",
        "question": "lenses polished, lentes pulió",
        "needs": [
            {"doc": "harbour-2021", "answers": ["forty lenses"]},
            {"doc": "puertos-2022", "answers": ["cincuenta lentes"]},
        ],
    },
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", QUESTIONS)


def write(path: Path, questions: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in questions), "utf-8")
    return path


def keys(value: object) -> set[str]:
    """Every name in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*(keys(held) for held in value.values()))
    return set().union(*(keys(held) for held in value)) if isinstance(value, list) else set()


def test_the_json_has_the_documented_fields(run: Run, gold: Path, tmp_path: Path) -> None:
    run("index")
    saved = str(tmp_path / "run.json")
    status, output, errors = run("eval", str(gold), "--save", saved, "--json")
    found = the_json(output)
    assert (status, errors) == (0, "")
    assert found["questions"] == 6 and found["comparison"] is None
    assert found["retrieval"][0]["n"] == 3
    reasons = {failure["id"]: failure["reason"] for failure in found["failures"]}
    assert reasons["lost"] == "no_passage"
    write(gold, [*QUESTIONS[1:], {**QUESTIONS[0], "question": "Ottoline polished lenses"}])
    _, output, _ = run("eval", str(gold), "--baseline", saved, "--json")
    found = the_json(output)
    compared = found["comparison"]
    assert (compared["common"], compared["only_before"], compared["only_after"]) == (5, 1, 1)
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8").split("## eval")[1]
    for name in keys(found):
        assert f"`{name}`" in documented, name


def test_people_get_tables(run: Run, gold: Path, tmp_path: Path) -> None:
    run("index")
    saved = str(tmp_path / "run.json")
    status, output, _ = run("eval", str(gold), "--save", saved)
    assert status == 0
    for said in ("Retrieval", "English", "keyword", "near (on the subject)", "Speed", "lost"):
        assert said in output
    for said in ("Marked", "sentence", "if relevant", "the passages shown have"):
        assert said in output
    assert "span" not in output, "no reader has marked any"
    _, again, _ = run("eval", str(gold), "--baseline", saved)
    assert "0 of" in again and "0 questions won, 0 lost" in again
    rows = [line for line in again.splitlines() if "   " in line]
    assert rows and max(map(len, rows)) <= 100


@pytest.mark.parametrize("columns", [72, 80, 100, 200])
def test_a_terminal_gets_tables_that_fit_and_no_figure_is_cut(
    run: Run, gold: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    run("index")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, output, _ = run("eval", str(gold))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", output).splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    (header,) = (line.split() for line in lines if "MRR@10" in line)
    assert header == ["n", "R@1", "R@5", "R@10", "MRR@10", "nDCG@10"]
    first = next(line.split() for line in lines if line.startswith("all "))
    values = [float(word) for word in first[2:] if "–" not in word]
    assert len(values) == 5


def test_the_report_is_written(run: Run, gold: Path, tmp_path: Path) -> None:
    run("index")
    report = tmp_path / "report.html"
    status, _, _ = run("eval", str(gold), "--report", str(report))
    assert status == 0
    assert report.read_text("utf-8").startswith("<!doctype html>")


def test_an_index_out_of_date_is_measured_with_a_warning(
    run: Run, gold: Path, corpus: Path
) -> None:
    run("index")
    (corpus / "note.md").write_text("# Note\n\nNew.\n", "utf-8")
    status, output, errors = run("eval", str(gold), "--json")
    assert status == 0
    assert the_json(output)["index"]["pending"] == ["note"]
    assert "The index is out of date; 1 changed since it was built: note" in " ".join(
        errors.split()
    )


def test_bad_input_gets_one_line_before_anything_is_asked(
    run: Run, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index")
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"question": "Who?"}\n', "utf-8")
    monkeypatch.setattr("cmp_search.search.searcher.Searcher.ask", None)
    for words, says in (
        ([str(bad)], f"{bad}, line 1: lang: Field required"),
        ([str(tmp_path / "nowhere.jsonl")], "cannot be read"),
        ([str(gold), str(gold)], "line 1: the id is already in"),
        ([str(gold), "--baseline", str(bad)], "is not a run that `eval --save` wrote"),
        ([str(gold), "--save", str(tmp_path)], "is a folder"),
        ([str(gold), "--report", str(tmp_path / "no" / "r.html")], "a folder that does not exist"),
        ([str(gold), "--index", "nowhere"], "no index in"),
    ):
        status, output, errors = run("eval", *words)
        assert (status, output, errors.count("\n")) == (1, "", 1)
        assert says in errors


def test_asking_does_not_wait_for_what_only_eval_needs(run: Run) -> None:
    run("index")
    script = (
        "import sys; sys.argv = ['cmp-search', 'ask', 'lenses']\n"
        "from cmp_search.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'matplotlib', 'ir_measures', 'pandas', 'jinja2', 'cmp_search.evaluation'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.stdout.splitlines()[-1] == "loaded: []"


def test_the_questions_of_the_documentation_can_be_read(tmp_path: Path) -> None:
    from cmp_search.evaluation.questions import Kind, read_questions

    page = (CHECKOUT / "docs/evaluation.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith('{"')]
    file = tmp_path / "shown.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    found = read_questions([file])
    assert [q.kind for q in found] == [Kind.ANSWERABLE, Kind.TWO_DOCUMENTS, Kind.FAR]
