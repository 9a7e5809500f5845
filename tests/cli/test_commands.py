"""The commands, run as a user runs them, with the fake encoder."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cmp_search import cli
from cmp_search.index.versions import VERSIONS, Stage
from cmp_search.locales import messages_for
from cmp_search.locales.error_messages import Parameter, message
from tests.cli.conftest import Run, the_json
from tests.conftest import CHECKOUT
from tests.sample import OFFICIAL


def test_index_says_what_it_did(run: Run) -> None:
    status, output, _ = run("index", "--json")
    first = the_json(output)
    assert status == 0
    assert first["added"] and not first["unchanged"]
    status, output, _ = run("index", "--json")
    again = the_json(output)
    assert status == 0
    assert again["unchanged"] == sorted(first["added"], key=again["unchanged"].index)
    assert (again["added"], again["encoded"]) == ([], 0)


def test_an_answer_has_the_documented_fields(run: Run) -> None:
    run("index")
    status, output, _ = run("ask", "--json", "-n", "3", "who plants trees?")
    answer = the_json(output)
    assert status == 0
    assert answer["question"] == "who plants trees?"
    assert answer["confidence"]["level"] in ("answered", "related", "not_found")
    assert 0 <= answer["confidence"]["probability"] <= 1
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    hit = answer["hits"][0]
    for field in (*answer, *hit, *hit["score_parts"], *answer["search_record"]):
        assert f"`{field}`" in documented
    assert answer["read_as"] == {}
    assert sum(hit["score_parts"].values()) == pytest.approx(hit["score"], abs=1e-5)
    assert [hit["rank"] for hit in answer["hits"]] == [1, 2, 3]


def test_other_editions_of_a_passage_are_named(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", "Who polished forty lenses?")
    assert output.count("Also in French") == 2
    _, output, _ = run("ask", "--json", "Who polished forty lenses?")
    answer = the_json(output)
    named = [other for hit in answer["hits"] for other in hit["also"]]
    assert [other["document"] for other in named] == ["ports-2021", "ports-2021"]
    assert set(named[0]) == {"document", "language", "passage", "citation"}
    assert answer["search_record"]["language"] == "en"


def test_a_question_in_a_language_of_no_text_is_answered_with_a_remark(run: Run) -> None:
    run("index")
    asked = ("ask", "Qui a poli les lentilles ?", "--language")
    assert "None of the texts" not in run(*asked[:2])[1]
    assert "is in French; they are in English." in run(*asked, "en")[1]


def test_a_word_that_was_read_as_another_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("index")
    asked, said = "who plants tres?", "Read “tres” as “trees”."
    _, output, _ = run("ask", asked)
    assert "Read" not in output
    monkeypatch.setattr("cmp_search.search.searcher.read_as", lambda *_: {"tres": "trees"})
    _, output, _ = run("ask", asked)
    assert said in output.splitlines()[2]
    _, output, _ = run("ask", "--json", asked)
    answer = the_json(output)
    assert (answer["question"], answer["read_as"]) == (asked, {"tres": "trees"})


def test_every_hit_is_a_slice_of_the_text_that_is_printed(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", "--json", "trees")
    for hit in the_json(output)["hits"]:
        _, text, _ = run("text", hit["document"])
        best = hit["best_sentence"]
        assert text[hit["start"] : hit["end"]] == hit["text"]
        assert text[best["start"] : best["end"]] == best["text"]
        assert hit["start"] <= best["start"] < best["end"] <= hit["end"]


def test_the_printed_text_is_the_canonical_one(run: Run) -> None:
    run("index")
    _, output, _ = run("status", "--json")
    id = the_json(output)["document_list"][0]["document"]
    _, text, _ = run("text", id)
    _, output, _ = run("text", id, "--json")
    document = the_json(output)
    assert text == document["text"]
    assert document["blocks"][-1]["end"] == len(text)


def test_questions_are_read_one_a_line(run: Run) -> None:
    run("index")
    status, output, _ = run("ask", "-", lines="trees\n\n¿Quién planta árboles?\n")
    answers = [json.loads(line) for line in output.splitlines()]
    assert status == 1
    assert [answer["question"] for answer in answers] == ["trees", "", "¿Quién planta árboles?"]
    assert answers[1]["error"] == message("question_empty", {})
    assert (answers[1]["code"], answers[1]["parameters"]) == ("question_empty", {})
    assert answers[0]["hits"] and answers[2]["hits"]


def test_filters_reach_the_search(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", "--json", "--language", "fr", "trees")
    hits = the_json(output)["hits"]
    assert hits and {hit["language"] for hit in hits} == {"fr"}


def test_people_get_words_where_programs_get_json(run: Run) -> None:
    _, output, _ = run("index")
    assert "added" in output and "passages" in output
    _, output, _ = run("ask", "who", "plants", "trees?")
    assert "1. " in output and "— " in output
    _, output, _ = run("ask", "Who is the Canadian co-chair of the Lens Working Group?")
    fact, *_ = output.partition("1. ")
    assert "Lens Working Group · Canadian Co-Chair" in fact
    assert "Ottoline Quickwater, Keeper of the Northern Lens, Institute of Fog" in fact
    assert "— see 1 · As of 2021-06-01" in fact and "Institute of Fog, Harbour" not in fact
    _, output, _ = run("status")
    assert "Generation g000001" in output


def test_index_says_what_another_version_made_it_redo(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index")
    monkeypatch.setitem(VERSIONS, Stage.TERMS, VERSIONS[Stage.TERMS] + 1)
    monkeypatch.setitem(VERSIONS, Stage.OFF_TOPIC, VERSIONS[Stage.OFF_TOPIC] + 1)
    _, output, _ = run("index")
    assert "Updated without reading any file again: terms, off topic." in output.splitlines()
    monkeypatch.setitem(VERSIONS, Stage.READING, VERSIONS[Stage.READING] + 1)
    _, output, _ = run("index")
    messages = messages_for("en")
    reason = messages("rebuild.stages", stages=messages("stage.reading"), encoder="")
    line = messages("rebuild.line", reason=reason, reused="37", vectors="37")
    assert f"{line}." in " ".join(output.split())
    status = the_json(run("status", "--json")[1])
    assert status["versions"]["reading"] == VERSIONS[Stage.READING] and status["recipe"]


def test_duplicates_editions_and_digests_aside_are_said(run: Run, corpus: Path) -> None:
    shutil.copyfile(corpus / "harbour-2021.md", corpus / "copy.md")
    (corpus / "harbour-2020.md").write_text(OFFICIAL, "utf-8")
    line = "copy and harbour-2021 are the same file: remove one with `cmp-search remove ID`"
    pair = {"documents": ["copy", "harbour-2021"], "kind": "same file", "share": 1.0}
    status, output, _ = run("index")
    assert status == 0 and line in output.splitlines()
    assert (
        "harbour-2020-digest left out: the index has the official text, harbour-2020"
        in output.splitlines()
    )
    _, output, _ = run("index", "--json")
    assert the_json(output)["duplicates"] == [pair]
    assert the_json(output)["aside_for"] == ["harbour-2020"]
    _, output, _ = run("status")
    assert line in output.splitlines() and "also fr" in output
    _, output, _ = run("status", "--json")
    found = the_json(output)
    assert found["duplicates"] == [pair]
    editions = {one["document"]: one["editions"] for one in found["document_list"]}
    assert editions["ports-2021"] == ["harbour-2021", "ports-2021"]


def test_status_tells_one_document_to_people_and_programs(run: Run) -> None:
    run("index")
    _, output, _ = run("status", "harbour-2021")
    assert "Lens Working Group  1 passage" in output and "from the markup" in output
    _, output, _ = run("status", "harbour-2021", "--json")
    found = the_json(output)
    _, output, _ = run("status", "--json")
    (same,) = [
        one for one in the_json(output)["document_list"] if one["document"] == "harbour-2021"
    ]
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    for field in (*found, *found["quality"], *found["quality"]["left_out"]):
        assert f"`{field}`" in documented
    assert {field: found[field] for field in same} == same
    status, output, errors = run("status", "nowhere")
    assert (status, output, errors.count("\n")) == (1, "", 1)
    total = len(the_json(run("status", "--json")[1])["document_list"])
    assert f"the nearest of its {total}: " in errors


def test_flaws_are_said_after_a_build(run: Run, corpus: Path) -> None:
    (corpus / "note.txt").write_bytes("Una señal de humo.".encode("cp1252"))
    for _ in range(2):
        status, output, _ = run("index")
        assert status == 0
        assert "note: its encoding was guessed; accents may be wrong" in output.splitlines()
    _, output, _ = run("index", "--json")
    assert the_json(output)["warnings"] == [
        {
            "document": "note",
            "warnings": ["guessed_encoding"],
            "pages_without_text": [],
            "lost": 0.0,
            "uncertain_pages": [],
        }
    ]


def test_status_says_what_the_index_lacks_in_words_that_hold(run: Run, corpus: Path) -> None:
    run("index")
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    (corpus / "ports-2021.html").unlink()
    lacks = "New or changed in the corpus: liar – `cmp-search index` reads them."
    gone = "No longer in the corpus: ports-2021 – `cmp-search index` removes them."
    _, output, _ = run("status")
    assert lacks in output.splitlines() and gone in output.splitlines()
    run("index")
    _, output, _ = run("status")
    (failed,) = [line for line in output.splitlines() if line.startswith("failed: liar.pdf: ")]
    assert "; unchanged since it failed on " in failed
    assert lacks not in output and "No longer" not in output
    status, output, _ = run("index")
    assert status == 3 and failed in output.splitlines()
    _, output, _ = run("status", "--json")
    (kept,) = the_json(output)["failed"]
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    assert kept["id"] == "liar" and all(f"`{field}`" in documented for field in kept)
    _, output, _ = run("index", "--json")
    report = the_json(output)
    assert (report["failed"], report["untried"]) == ([kept], ["liar"])
    assert all(f"`{field}`" in documented for field in report)


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


def test_a_stream_of_questions_says_its_end_in_json(run: Run) -> None:
    status, output, _ = run("ask", "-", lines="trees\n")
    assert (status, the_json(output)["error"]["code"]) == (1, "no_index")


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


def test_what_was_chosen_is_said_in_full(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, output, _ = run("index", "--index", "here")
    assert "passages in generation g000001-" in output and f" of {tmp_path / 'here'};" in output
    _, output, _ = run("status", "--index", "here")
    assert f"It is {tmp_path / 'here'}, of the corpus {corpus}." in output.splitlines()
    _, _, errors = run("ask", "fog", "--index", "nowhere")
    assert f"no index in {tmp_path / 'nowhere'}" in errors


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


def test_workers_that_others_may_reach_are_refused(run: Run) -> None:
    status, _, errors = run("index", "--workers", "tcp://192.0.2.1:8786")
    assert (status, errors.count("\n")) == (1, 1)
    assert "tcp://192.0.2.1:8786" in errors and "tls://" in errors


def test_a_file_that_lies_about_its_format_is_named(run: Run, corpus: Path) -> None:
    run("index")
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    status, output, _ = run("index", "--json")
    report = the_json(output)
    assert status == 3
    (failure,) = report["failed"]
    assert (failure["file"], failure["code"]) == ("liar.pdf", "format_not")
    assert failure["parameters"] == {"file": "liar.pdf", "format": "PDF"}
    assert failure["reason"].startswith("liar.pdf: it is not in PDF format")
    assert report["documents"] == len(report["unchanged"])
    status, _, errors = run("add", str(corpus / "liar.pdf"), "--id", "other")
    assert (status, errors.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    "command",
    [
        *("index", "ask", "add", "undo", "fetch", "ocr", "remove", "status", "text", "eval"),
        *("generations", "rollback", "tag", "move", "backup", "restore", "doctor"),
        *("passage", "section", "counterpart", "cite"),
    ],
)
def test_every_command_has_help_and_is_documented(run: Run, command: str) -> None:
    status, output, _ = run(command, "--help")
    assert status == 0
    assert "--corpus" in output and "--index" in output and "--json" in output
    assert f"`cmp-search {command}" in (CHECKOUT / "docs/commands.md").read_text("utf-8")
    assert cli.__doc__ and command in cli.__doc__


def test_the_list_of_commands_has_the_first_paragraph_of_each(run: Run) -> None:
    assert "Print a document's canonical text" in run("--help")[1]
    assert "signs that would steer it" not in run("--help")[1]
    assert "signs that would steer it" in run("text", "--help")[1]


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['cmp-search', '--help']\n"
        "from cmp_search.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'faiss', 'streamlit', 'sentence_transformers', 'numpy'}\n"
        "heavy |= {'fastapi', 'mcp', 'prometheus_client'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert ended.stdout.splitlines()[-1] == "loaded: []"


def test_an_answer_waits_for_no_rules_of_languages_and_no_servers(
    corpus: Path, index: Path
) -> None:
    script = (
        "import sys; sys.argv = ['cmp-search', 'ask', 'Who polished the lenses?', *sys.argv[1:]]\n"
        "from cmp_search.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "late = {'babel', 'fastapi', 'mcp', 'prometheus_client'}\n"
        "print('loaded:', sorted(late & set(sys.modules)))\n"
    )
    places = ["--corpus", str(corpus), "--index", str(index), "--model", "fake"]
    command = [sys.executable, "-c", script, *places]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert "Lens Working Group" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "loaded: []"


@pytest.mark.parametrize(("words", "status"), [(["--help"], 0), (["no-such-command"], 2)])
def test_the_process_says_all_and_ends_with_the_status(words: list[str], status: int) -> None:
    script = (
        "import sys; sys.argv = ['cmp-search', *sys.argv[1:]]\n"
        "from cmp_search.cli import run\n"
        "run()\n"
    )
    command = [sys.executable, "-c", script, *words]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert ended.returncode == status
    assert "--help" in ended.stdout + ended.stderr
