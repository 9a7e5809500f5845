"""Everyday questions: written, encoded and compared."""

import numpy as np
import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.everyday import (
    NEAREST,
    everyday_likeness,
    everyday_questions,
)
from cmp_search.language.terms import question_language


def test_the_questions_are_whole_and_none_stands_there_twice() -> None:
    questions = everyday_questions()
    assert len(set(questions)) == len(questions) >= 100
    assert all(question.endswith("?") and question == question.strip() for question in questions)


@pytest.mark.parametrize(("language", "least"), [("en", 40), ("fr", 25), ("es", 25)])
def test_each_language_has_its_share(language: str, least: int) -> None:
    spoken = [question_language(question) for question in everyday_questions()]
    assert spoken.count(language) >= least


def test_the_likeness_is_the_mean_of_the_nearest() -> None:
    encoder = FakeEncoder()
    vector = encoder.encode_questions(["How do I cook rice?"])[0]
    everyday = encoder.encode_questions(everyday_questions())
    wanted = np.sort(everyday @ vector)[-NEAREST:].mean()
    assert everyday_likeness(everyday, vector) == pytest.approx(wanted, abs=1e-6)
