import json
from pathlib import Path
from typing import Any

import pytest

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.questions import GoldQuestion, Kind, Need, read_questions
from cmp_search.locales.error_messages import message
from tests.raising import raises_code

ANSWERABLE: dict[str, Any] = {
    "question": "How many lenses?",
    "lang": "en",
    "doc": "harbour-2021",
    "answers": ["forty lenses"],
}
TWO: dict[str, Any] = {
    "question": "Lenses then and now?",
    "needs": [
        {"doc": "harbour-2021", "answers": ["forty"]},
        {"doc": "puertos-2022", "answers": ["cincuenta"]},
    ],
}
FAR: dict[str, Any] = {"question": "Who won the cup?", "lang": "en", "kind": "far"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


def write(file: Path, *lines: object) -> list[Path]:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text("\n".join(texts) + "\n", "utf-8")
    return [file]


def test_each_form_is_told_by_what_it_holds(file: Path) -> None:
    found = read_questions(write(file, ANSWERABLE, "", TWO, FAR))
    assert found == (
        GoldQuestion(
            id="gold-1",
            text="How many lenses?",
            language="en",
            kind=Kind.ANSWERABLE,
            needs=(Need("harbour-2021", ("forty lenses",)),),
            group="gold-1",
        ),
        GoldQuestion(
            id="gold-3",
            text="Lenses then and now?",
            language="",
            kind=Kind.TWO_DOCUMENTS,
            needs=(Need("harbour-2021", ("forty",)), Need("puertos-2022", ("cincuenta",))),
            group="gold-3",
        ),
        GoldQuestion(
            id="gold-4", text="Who won the cup?", language="en", kind=Kind.FAR, group="gold-4"
        ),
    )


def test_everything_that_may_be_said_is_read(file: Path) -> None:
    full = {
        **ANSWERABLE,
        "id": "q7",
        "section": "Part II: Groups > Lens Working Group",
        "page": 4,
        "style": ["hard", "typo", "hard"],
        "group": "lens",
        "kind": "fact",
    }
    (found,) = read_questions(write(file, full))
    assert found.section == ("Part II: Groups", "Lens Working Group")
    assert (found.id, found.page, found.group) == ("q7", "4", "lens")
    assert found.styles == ("hard", "typo")


def test_a_line_separator_within_a_question_ends_no_line(file: Path) -> None:
    line = json.dumps({**FAR, "question": "One\u2028two?"}, ensure_ascii=False)
    (found,) = read_questions(write(file, "\ufeff" + line))
    assert found.text == "One\u2028two?"


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("{", "gold_json", "EOF while parsing"),
        ("[]", "gold_no_object", ""),
        ({**ANSWERABLE, "answers": []}, "gold_field", "answers: List should have at least 1 item"),
        (
            {**ANSWERABLE, "answers": ["  "]},
            "gold_field",
            "answers › 0: String should have",
        ),
        ({**ANSWERABLE, "lang": "de"}, "gold_field", "lang: Input should be 'en', 'fr' or 'es'"),
        ({**ANSWERABLE, "pages": "4"}, "gold_field", "pages: Extra inputs are not permitted"),
        ({**ANSWERABLE, "style": "hard"}, "gold_field", "style: Input should be a valid list"),
        ({"question": "Who?", "lang": "en", "doc": "a"}, "gold_field", "answers: Field required"),
        ({"question": "Who?", "lang": "en"}, "gold_field", "kind: Field required"),
        ({**FAR, "kind": "off"}, "gold_field", "kind: Input should be 'near' or 'far'"),
        ({**FAR, "question": "?!"}, "gold_question", message("question_empty", {})),
        ({**FAR, "question": "why? " * 2_000}, "gold_question", "2,000"),
        ({**TWO, "needs": TWO["needs"][:1]}, "gold_field", "needs: List should have at least 2"),
        ({**TWO, "needs": TWO["needs"][:1] * 2}, "gold_same_document", "“harbour-2021”"),
        ({**ANSWERABLE, "question": "Other?", "id": "q1"}, "gold_id_twice", ", line 1: "),
        ({**ANSWERABLE, "question": "Which?"}, "gold_question_twice", ", line 1: "),
        ({**FAR, "id": 3}, "gold_field", "id: Input should be a valid string"),
    ],
)
def test_a_line_that_does_not_fit_is_named(file: Path, line: object, code: str, says: str) -> None:
    first = {**ANSWERABLE, "question": "Which?", "id": "q1"}
    with raises_code(EvaluationError, code, file=str(file), line=2) as raised:
        read_questions(write(file, first, line))
    assert says in str(raised.value)


def test_a_file_must_be_there_hold_text_and_a_question(file: Path, tmp_path: Path) -> None:
    with raises_code(EvaluationError, "questions_unreadable"):
        read_questions([file])
    file.write_bytes(b"\xff\xfe\xff")
    with raises_code(EvaluationError, "questions_encoding"):
        read_questions([file])
    with raises_code(EvaluationError, "questions_none"):
        read_questions(write(file, "", "  "))
