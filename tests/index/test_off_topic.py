"""Off-topic questions: written, encoded and compared."""

import numpy as np
import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.off_topic import (
    NEAREST,
    encode_off_topic,
    off_topic_cosine,
    off_topic_questions,
)
from cmp_search.language.terms import question_language


def test_the_questions_are_whole_and_each_occurs_once() -> None:
    questions = off_topic_questions()
    assert len(set(questions)) == len(questions) >= 100
    assert all(question.endswith("?") and question == question.strip() for question in questions)


@pytest.mark.parametrize(("language", "least"), [("en", 40), ("fr", 25), ("es", 25)])
def test_each_language_has_its_share(language: str, least: int) -> None:
    languages = [question_language(question) for question in off_topic_questions()]
    assert languages.count(language) >= least


def test_the_cosine_is_the_mean_over_the_nearest() -> None:
    encoder = FakeEncoder()
    vector = encoder.encode_questions(["How do I cook rice?"])[0]
    off_topic = encode_off_topic(encoder)
    expected = np.sort(off_topic @ vector)[-NEAREST:].mean()
    assert off_topic_cosine(off_topic, vector) == pytest.approx(expected, abs=1e-6)
