import sys
from math import log2

import pytest

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.measures import MEASURES, measure
from cmp_search.evaluation.run import QuestionResult
from cmp_search.extras import install_extra
from tests.evaluation.making import asked
from tests.raising import raises_code


def values(one: QuestionResult) -> dict[str, float]:
    return {name: float(found[0]) for name, found in measure([one]).items()}


@pytest.mark.parametrize(
    ("one", "right"),
    [
        (asked("first", 1), (1, 1, 1, 1, 1)),
        (asked("third", 3), (0, 1, 1, 1 / 3, 1 / log2(4))),
        (asked("sixth", 6), (0, 0, 1, 1 / 6, 1 / log2(7))),
        (asked("none"), (0, 0, 0, 0, 0)),
        (asked("unreachable", relevant=0), (0, 0, 0, 0, 0)),
        # Both of two found: at ranks 2 and 4, where 1 and 2 were ideal.
        (
            asked("two", 2, 4),
            (0, 1, 1, 1 / 2, (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3))),
        ),
        # One of two found: the one that was not found is in the ideal list all the same.
        (asked("half", 1, relevant=2), (1, 1, 1, 1, 1 / (1 + 1 / log2(3)))),
        # Of twelve relevant passages the ideal first ten hold ten.
        (
            asked("many", 1, relevant=12),
            (1, 1, 1, 1, 1 / sum(1 / log2(rank + 1) for rank in range(1, 11))),
        ),
    ],
    ids=lambda value: value.question.id if isinstance(value, QuestionResult) else "",
)
def test_the_arithmetic(one: QuestionResult, right: tuple[float, ...]) -> None:
    assert values(one) == pytest.approx(dict(zip(MEASURES, right, strict=True)))


def test_values_come_in_the_order_of_the_questions() -> None:
    found = measure([asked(str(i), *((1,) if i % 3 else ())) for i in range(25)])
    assert found["R@1"].tolist() == [float(bool(i % 3)) for i in range(25)]


def test_no_question_has_no_value() -> None:
    assert [len(found) for found in measure([]).values()] == [0] * len(MEASURES)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with raises_code(EvaluationError, "eval_extra", command=install_extra("eval")):
        measure([])
