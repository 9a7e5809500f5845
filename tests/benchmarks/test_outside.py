"""The out-of-domain sets: how they are made, asked, shown and compared."""

import gzip
import json
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.outside import sets
from benchmarks.outside.__main__ import main
from benchmarks.outside.asking import (
    FOREIGN,
    LEFT_OUT,
    NEAR,
    SetResults,
    ask_set,
    load_results,
    save_results,
)
from benchmarks.outside.sets import TextSet
from benchmarks.outside.tables import aligned, differences, table
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.evaluation.questions import Kind
from cmp_search.search.answer import Level
from training.sources import in_tenth

BOATS = "The harbour had forty boats. They sailed at dawn."
BREAD = "The baker sold nine loaves. The oven was cold."


def pairs(path: Path, *rows: dict[str, Any]) -> Path:
    whole = {"lang": "en", "kind": "question", "source": "one", "title": "Force", "answer": ""}
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({**whole, **row}) + "\n" for row in rows)
    return path


@pytest.fixture
def squad(tmp_path: Path) -> TextSet:
    file = pairs(
        tmp_path / "squad.jsonl.gz",
        {"q": "How many boats had the harbour?", "passage": BOATS, "answer": "forty"},
        {"q": "How many loaves sold the baker?", "passage": BREAD, "answer": "nine loaves"},
        {"q": "Who built the oven?", "passage": BREAD},
        {"q": "How old is the moon?", "passage": "Old.", "answer": "Old", "title": "Moon"},
    )
    return sets.squad2(file)


def asked(text_set: TextSet, folder: Path) -> SetResults:
    return ask_set(text_set, FakeEncoder(), "fake", folder, 1)


def test_only_held_out_articles_are_asked_and_each_paragraph_is_a_document(squad: TextSet) -> None:
    assert squad.texts == {"p0000.txt": f"{BOATS}\n", "p0001.txt": f"{BREAD}\n"}
    boats, loaves, oven = squad.questions
    assert (boats.kind, oven.kind) == (Kind.ANSWERABLE, Kind.NEAR)
    assert loaves.needs[0].document == loaves.group == oven.group == "p0001"


def test_piaf_asks_its_tenth_among_other_paragraphs(tmp_path: Path) -> None:
    texts = [f"Paragraphe {i}." for i in range(40)]
    held_out = {text for text in texts if in_tenth(text)}
    assert 0 < len(held_out) < 12
    rows = [{"q": f"Question {t}", "passage": t, "answer": "Paragraphe"} for t in texts]
    found = sets.piaf(pairs(tmp_path / "piaf.jsonl.gz", *rows))
    assert {question.text for question in found.questions} == {f"Question {t}" for t in held_out}
    assert len(found.texts) == 40


def test_headings_are_asked_as_they_stand_and_their_sections_are_relevant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "FILES", 1)
    held, other = "Article 13", "Article 1"
    assert (in_tenth(held), in_tenth(other)) == (True, False)
    body = "The baker opens at nine o'clock and closes at noon. " * 5
    rows = [
        {"q": "When  does the baker open in winter?", "passage": body, "title": held},
        {"q": "When does the baker close in winter?", "passage": body, "title": other},
        {"q": "When twice?", "passage": body, "title": held},
        {"q": "When does the baker sell in winter?", "passage": "Short.", "title": held},
    ]
    whole = [{**row, "answer": None} for row in rows]
    found = sets.headings(pairs(tmp_path / "headings.jsonl.gz", *whole))
    assert [question.text for question in found.questions] == [
        "When does the baker open in winter?"
    ]
    results = asked(found, tmp_path)
    assert results.answerable[0].rank == 1
    assert results.answerable[0].marked.sentence_right is None, "all of the section answers"


def test_xquad_is_in_the_language_of_its_name(tmp_path: Path) -> None:
    qas = [{"question": "Wie viele?", "answers": [{"text": "vierzig"}]}]
    data = {"data": [{"paragraphs": [{"context": "Es waren vierzig.", "qas": qas}]}]}
    file = tmp_path / "xquad.de.json"
    file.write_text(json.dumps(data), "utf-8")
    found = sets.xquad(file)
    assert (found.name, found.questions[0].language) == ("xquad de", "de")


def test_gold_questions_keep_their_own_judging(tmp_path: Path) -> None:
    corpus, gold = tmp_path / "texts", tmp_path / "gold.jsonl"
    corpus.mkdir()
    (corpus / "harbour.txt").write_text(BOATS, "utf-8")
    line = {"lang": "en", "question": "How many boats?", "doc": "harbour", "answers": ["forty"]}
    gold.write_text(json.dumps(line), "utf-8")
    (result,) = asked(sets.gold(corpus, [gold]), tmp_path / "place").answerable
    assert (result.rank, result.marked.sentence_right) == (1, True)


def test_a_question_whose_paragraph_is_taken_out_does_not_find_it(
    squad: TextSet, tmp_path: Path
) -> None:
    results = asked(squad, tmp_path)
    assert [result.rank for result in results.answerable] == [1, 1]
    assert [result.marked.sentence_right for result in results.answerable] == [True, True]
    first, second = results.unanswerable[LEFT_OUT]
    assert {hit.document for hit in first.hits} == {"p0001"}
    assert {hit.document for hit in second.hits} == {"p0000"}
    assert [result.question.kind for result in results.unanswerable[NEAR]] == [Kind.NEAR]


def test_questions_of_other_sets_are_far(squad: TextSet, tmp_path: Path) -> None:
    other = replace(squad, texts={"moon.txt": "The moon is old.\n"}, questions=[])
    results = asked(sets.with_foreign(other, [squad]), tmp_path)
    assert [result.question.text for result in results.unanswerable[FOREIGN]] == [
        "How many boats had the harbour?",
        "How many loaves sold the baker?",
    ]
    assert {result.question.kind for result in results.unanswerable[FOREIGN]} == {Kind.FAR}


def test_a_second_run_replaces_what_has_changed(squad: TextSet, tmp_path: Path) -> None:
    asked(squad, tmp_path)
    again = asked(replace(squad, texts={"p0000.txt": f"{BOATS}\n"}, questions=[]), tmp_path)
    assert again.index.documents == 1


def test_the_table_has_every_sort_and_the_differences_are_paired(
    squad: TextSet, tmp_path: Path
) -> None:
    before = {"squad2": asked(squad, tmp_path)}
    save_results(before, tmp_path / "run.json")
    assert load_results(tmp_path / "run.json") == before
    lines = table(before).splitlines()
    assert lines[0].split() == "set n R@1 R@5 marked answered not found AUROC".split()
    assert lines[1].split()[:5] == ["squad2", "2", "1.000", "1.000", "1.000"]
    assert [line.split("  ")[1].strip() for line in lines[2:]] == [NEAR, LEFT_OUT]
    green = tuple(replace(r, level=Level.ANSWERED) for r in before["squad2"].unanswerable[NEAR])
    reds = replace(
        before["squad2"],
        answerable=tuple(replace(r, hits=r.hits[1:]) for r in before["squad2"].answerable),
        unanswerable={**before["squad2"].unanswerable, NEAR: green},
    )
    told = [line.split() for line in differences(before, {"squad2": reds}).splitlines()]
    assert ["squad2", "R@1", "2", "1.000", "0.000", "−1.000"] in [line[:6] for line in told]
    assert any(line[1:4] == ["near:", "answered", "1"] and line[6] == "+1.000" for line in told)
    assert len({" ".join(line[:4]) for line in told}) == len(told), "nothing is told twice"


def test_our_own_held_out_texts_are_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(own=True, model="fake", folder=tmp_path, step=150)
    own, near = (line.split() for line in capsys.readouterr().out.splitlines()[-2:])
    kinds = [question.kind for question in sets.own_texts().questions]
    expected = [ceil(kinds.count(kind) / 150) for kind in (Kind.ANSWERABLE, Kind.NEAR)]
    assert [own[0], near[0]] == ["own", "near"]
    assert [int(own[1]), int(near[1])] == expected


def test_columns_of_numbers_are_aligned_to_the_right() -> None:
    assert aligned([("set", "n"), ("squad2", "10"), ("x", "9", "more")]) == (
        "set      n\nsquad2  10\nx        9  more"
    )
