"""What goes wrong is one line for people, an object with --json, and loses nothing."""

from pathlib import Path

import pytest

from cmp_search.locales.error_messages import Parameter, message
from tests.cli.conftest import Run, the_json


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ask", "   "], "question is empty"),
        (["ask", "why? " * 2_000], "2,000 is the limit"),
        (["ask", "--document", "nowhere", "trees"], "no document “nowhere”"),
        (["ask", "--year", "1066", "trees"], "no document matches"),
        (["text", "nowhere"], "no document “nowhere”"),
        (["remove", "nowhere"], "no document “nowhere”"),
        (["add", "nowhere.pdf"], "there is no file"),
        (["index", "--corpus", "nowhere"], "no corpus folder"),
        (["ask", "--index", "nowhere", "trees"], "no index in"),
        pytest.param(
            *(["ask", "--model", "multilingual-e5-small", "trees"], "built by the encoder fake"),
            marks=pytest.mark.slow,  # Loads that model first.
        ),
    ],
)
def test_bad_input_gets_one_line_and_loses_nothing(run: Run, words: list[str], says: str) -> None:
    run("index")
    status, output, errors = run(*words)
    assert status == 1
    assert output == ""
    assert says in errors
    assert errors.count("\n") == 1
    status, output, _ = run("ask", "--json", "trees")
    assert status == 0 and the_json(output)["hits"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["ask", "   "], "question_empty"),
        (["ask", "-", "--index", "nowhere"], "no_index"),
        (["index", "--corpus", "nowhere"], "no_corpus"),
        (["add", "nowhere.pdf"], "no_file"),
        (["remove", "nowhere"], "not_in_corpus"),
        (["fetch", "nowhere"], "not_in_catalogue"),
        (["status", "nowhere"], "unknown_document"),
        (["text", "nowhere"], "unknown_document"),
        (["eval", "nowhere.jsonl"], "questions_unreadable"),
    ],
)
def test_with_json_an_error_is_an_object_beside_its_line(
    run: Run, words: list[str], code: str
) -> None:
    run("index")
    status, output, errors = run(*words, "--json")
    error = the_json(output)["error"]
    assert (status, error["code"], error.keys()) == (1, code, {"code", "parameters", "message"})
    assert errors == f"cmp-search: {error['message']}\n"


def test_a_foreign_folder_is_left_alone(run: Run, tmp_path: Path) -> None:
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "holiday.jpg").write_bytes(b"not ours")
    for words in (["index"], ["ask", "trees"], ["status"]):
        status, _, errors = run(*words, "--index", str(foreign))
        assert (status, errors.count("\n")) == (1, 1)
        assert "holiday.jpg" in errors
    assert [path.name for path in foreign.iterdir()] == ["holiday.jpg"]


@pytest.mark.parametrize("words", [["index"], ["ask", "fog"], ["status"], ["text", "fog"]])
def test_where_there_is_no_text_that_is_said_and_not_that_there_is_no_index(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    status, _, errors = run(*words, "--corpus", str(empty))
    assert (status, errors.count("\n")) == (1, 1)
    assert f"the corpus {empty} is empty: add a text" in errors
    status, _, errors = run(*words, "--corpus", str(empty / "nowhere"))
    assert (status, errors.count("\n")) == (1, 1)
    assert f"no corpus folder {empty / 'nowhere'}" in errors


def test_an_index_is_not_used_with_another_corpus(run: Run, corpus: Path, tmp_path: Path) -> None:
    run("index")
    other = tmp_path / "other"
    other.mkdir()
    (other / "fog.txt").write_text("Fog covers the coast.", "utf-8")
    new = str(other / "fog.txt")
    for words in (["index"], ["add", new, "--yes"], ["remove", "fog"], ["ask", "fog"], ["status"]):
        status, output, errors = run(*words, "--corpus", str(other))
        assert (status, output, errors.count("\n")) == (1, "", 1)
        assert f"was built from {corpus}, not from {other}" in errors
    status, output, _ = run("ask", "--json", "trees")
    assert status == 0 and the_json(output)["hits"]


def test_a_full_disk_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "index/.work")

    monkeypatch.setattr("cmp_search.index.build.build_index", full)
    status, _, errors = run("index")
    assert (status, errors.count("\n")) == (1, 1)
    reason: dict[str, Parameter] = {"reason": "No space left on device", "file": "index/.work"}
    assert message("system_file", reason) in errors
    _, output, _ = run("index", "--json")
    assert the_json(output)["error"]["parameters"] == reason
