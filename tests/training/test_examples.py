from random import Random

import pytest

from training.examples import MOST, Examples, sentence_spans
from training.sources import Question

PASSAGES = [
    f"The group of keepers {i} met in Port {i}. It polished {i} lenses with oil.\n"
    f"A long list of bakers followed in {1900 + i}, who had come by sea and stayed for a week. " * 3
    for i in range(8)
]


def _question(i: int, answer: str | None) -> Question:
    text = f"How many lenses did the keepers of Port {i} polish?"
    return Question(text, "en", PASSAGES[i], f"Port {i}", answer, "set", f"work {i % 2}", "hard")


def test_the_first_window_has_the_answer_and_no_other_does() -> None:
    asked = [_question(i, f"{i} lenses") for i in range(8)]
    groups = Examples(asked).groups(asked, Random(1))
    assert len(groups) == 8
    for question, (first, *others) in zip(asked, groups, strict=True):
        assert first.answers and first.answer
        assert first.text[slice(*first.answer)] == question.answer
        assert len(others) < MOST
        assert all(not each.answers and each.answer is None for each in others)
        assert all(question.answer not in each.text for each in others)


@pytest.mark.parametrize(("answer", "answers"), [("", False), (None, True)])
def test_an_open_question_and_a_whole_answer_have_no_span(
    answer: str | None, answers: bool
) -> None:
    asked = [_question(i, answer) for i in range(8)]
    for first, *_ in Examples(asked).groups(asked, Random(1)):
        assert (first.answers, first.answer) == (answers, None)
        assert first.learns_span is not answers


def test_windows_are_the_same_for_the_same_seed_only() -> None:
    asked = [_question(i, f"{i} lenses") for i in range(8)]
    made = [Examples(asked).groups(asked, Random(seed)) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


def test_a_question_whose_answer_is_not_there_is_left_out() -> None:
    asked = [_question(1, "nowhere"), _question(2, "2 lenses")]
    assert len(Examples(asked).groups(asked, Random(1))) == 1


def test_sentences_are_slices_of_their_lines() -> None:
    text = "One sentence. Two sentences.\n\n  Three sentences.  "
    found = [text[span.start : span.end] for span in sentence_spans(text, "en")]
    assert found == ["One sentence.", "Two sentences.", "Three sentences."]
