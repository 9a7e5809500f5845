import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from training.sources import (
    HELD_OUT_TEXTS,
    OWN,
    Question,
    in_tenth,
    own,
    passage_key,
    public,
    rows,
    spanish_trained,
)

TEXT = """\
# Fog report

## Lens group

### Results

The group polished **forty** lenses.

- brass that does not tarnish
- sunflower oil
"""


def _write(file: Path, lines: list[dict[str, Any]]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)


def test_a_public_set_tells_open_questions_from_whole_answers(tmp_path: Path) -> None:
    line = {"q": "Who?", "passage": "Ann.", "lang": "en", "kind": "question", "source": "s"}
    _write(tmp_path / "a.jsonl.gz", [line | {"answer": answer} for answer in ("Ann", "", None)])
    found = public(tmp_path / "a.jsonl.gz")
    assert [question.answer for question in found] == ["Ann", "", None]
    assert {(question.source, question.work) for question in found} == {("a", "s")}


def test_our_own_questions_find_their_sections_and_passages(tmp_path: Path) -> None:
    (tmp_path / "fog.md").write_text(TEXT, "utf-8")
    passage = {"q": "Lenses", "passage": "They are round.", "title": "Law", "kind": "heading"}
    _write(tmp_path / "law.jsonl.gz", [passage])
    section = {"doc": "fog", "section": "Fog report › Lens group › Results"}
    place = {"set": "law", "passage": passage_key("They are round.")}
    asked = [
        {"lang": "en", "q": "What oil?", **section, "answer": "sunflower  oil", "kind": "hard"},
        {"lang": "fr", "q": "Quelle forme ?", **place, "answer": "round", "kind": "cross"},
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, asked)), "utf-8")
    first, second = own(tmp_path, tmp_path)
    assert first.passage.splitlines()[1:] == ["brass that does not tarnish", "sunflower oil"]
    assert (first.answer, first.header, first.work) == ("sunflower oil", section["section"], "fog")
    assert (second.passage, second.header) == ("They are round.", "Law › Lenses")


@pytest.mark.parametrize("folder", sorted(OWN.iterdir()), ids=lambda folder: folder.name)
def test_every_answer_stands_in_its_section_and_near_questions_have_none(folder: Path) -> None:
    asked = list(rows(folder / "questions.jsonl"))
    assert all((row["kind"] == "near") == (row["answer"] == "") for row in asked)
    assert {row["lang"] for row in asked} <= {"en", "fr", "es"}
    of_texts = [row for row in asked if "doc" in row]
    assert len(of_texts) == len(asked) or not of_texts
    if of_texts:
        missing = [
            question.text
            for question in own(folder, folder)
            if question.answer and question.answer not in " ".join(question.passage.split())
        ]
        assert len(missing) <= len(asked) // 20


def test_no_question_is_asked_twice_of_one_place() -> None:
    asked = [row for folder in OWN.iterdir() for row in rows(folder / "questions.jsonl")]
    places = Counter(
        (row["q"], row.get("doc", ""), row.get("section", row.get("passage"))) for row in asked
    )
    assert len(asked) >= 4_000
    assert max(places.values()) == 1


def test_held_out_texts_are_texts_of_ours() -> None:
    assert {file.stem for file in OWN.glob("*/*.md")} >= set(HELD_OUT_TEXTS)


def test_about_a_tenth_is_kept_for_judging() -> None:
    kept = sum(in_tenth(f"passage {i}") for i in range(5_000))
    assert 400 < kept < 600


def test_paragraphs_of_xquad_and_of_held_out_articles_are_not_trained_on() -> None:
    passages = [f"Párrafo {i} sobre el faro número {i} y la niebla {i}." for i in range(90)]
    asked = [
        Question("?", "es", p, "", "faro", "es-squad-es-dev", "", "question") for p in passages
    ]
    kept = [question.passage for question in spanish_trained(asked, [passages[30]])]
    assert passages[30] not in kept and passages[31] in kept
    assert passages[85] not in kept
