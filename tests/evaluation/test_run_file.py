import json
from pathlib import Path

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.judging import Marked
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run_file import load_run, save_run
from tests.evaluation.making import asked, asked_of_two, run_of
from tests.raising import raises_code


def test_a_run_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    run = run_of(
        [
            asked("a", 1, 3, styles=("hard",), section=True, page=False, text="¿Qué «es» 文?"),
            asked("m", 1, marked=Marked(sentence_right=True, span_right=False, span_f1=0.25)),
            asked_of_two("b", ("harbour", 0), ("ports", None)),
            asked("c", kind=Kind.NEAR, probability=1 / 3),
        ]
    )
    save_run(run, tmp_path / "run.json")
    assert load_run(tmp_path / "run.json") == run


def test_a_run_saved_before_marks_were_judged_is_loaded(tmp_path: Path) -> None:
    run, path = run_of([asked("a", 1)]), tmp_path / "run.json"
    save_run(run, path)
    saved = json.loads(path.read_text("utf-8"))
    del saved["asked"][0]["marked"]
    for hit in saved["asked"][0]["hits"]:
        del hit["characters"]
    path.write_text(json.dumps(saved), "utf-8")
    assert load_run(path) == run


def test_what_is_no_run_is_said(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    with raises_code(EvaluationError, "run_unreadable"):
        load_run(path)
    for text in ("", "{}", "[1]"):
        path.write_text(text, "utf-8")
        with raises_code(EvaluationError, "run_foreign"):
            load_run(path)
    save_run(run_of([asked("a")]), path)
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "form": 9}), "utf-8")
    with raises_code(EvaluationError, "run_form", found=9, read=1):
        load_run(path)
