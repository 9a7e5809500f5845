"""The command `ask`: its answer for people and for programs, and questions one a line."""

import json
from dataclasses import replace

import pytest

from cmp_search.cli.output import print_answer
from cmp_search.locales.error_messages import message
from cmp_search.search.searcher import Searcher
from tests.cli.conftest import Run, the_json
from tests.conftest import CHECKOUT


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


def test_a_fact_from_a_digest_is_no_quotation(
    searcher: Searcher, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = replace(searcher.ask("Canadian co-chair, lens group"), hits=())
    entries = searcher.index.entries()
    print_answer(answer, entries)
    quoted = capsys.readouterr().out
    print_answer(answer, [replace(entry, digest_of="official") for entry in entries])
    paraphrased = capsys.readouterr().out
    warning = "Digest – a paraphrase, do not quote"
    assert "“" in quoted and warning not in quoted
    assert "“" not in paraphrased and warning in paraphrased


def test_every_hit_is_a_slice_of_the_text_that_is_printed(run: Run) -> None:
    run("index")
    _, output, _ = run("ask", "--json", "trees")
    for hit in the_json(output)["hits"]:
        _, text, _ = run("text", hit["document"])
        best = hit["best_sentence"]
        assert text[hit["start"] : hit["end"]] == hit["text"]
        assert text[best["start"] : best["end"]] == best["text"]
        assert hit["start"] <= best["start"] < best["end"] <= hit["end"]


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


def test_a_stream_of_questions_says_its_end_in_json(run: Run) -> None:
    status, output, _ = run("ask", "-", lines="trees\n")
    assert (status, the_json(output)["error"]["code"]) == (1, "no_index")
