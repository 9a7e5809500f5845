from cmp_search.evaluation.comparison import compare
from cmp_search.evaluation.figures import Reason
from cmp_search.evaluation.intervals import Figure
from cmp_search.evaluation.phrases import (
    NAMES,
    REASONS,
    comparison_lines,
    interval,
    signed,
    with_interval,
)
from cmp_search.evaluation.questions import Kind
from tests.evaluation.making import asked, run_of


def test_every_kind_and_reason_has_words() -> None:
    assert set(Kind) <= set(NAMES)
    assert set(REASONS) == set(Reason)


def test_intervals_are_of_one_width() -> None:
    assert interval(Figure(0.7, 0.684, 0.999, 9)) == ".68–1.0"
    assert with_interval(Figure(0.75, 0, 0.9, 9)) == "0.750 (.00–.90)"


def test_differences_have_a_sign_but_nothing_has_none() -> None:
    assert [signed(v) for v in (0.0123, -0.0123, 0.0, -0.0001)] == ["+0.012", "−0.012", "0", "0"]


def test_different_questions_are_said() -> None:
    both = compare(run_of([asked("a", 1), asked("b")]), run_of([asked("a", 2), asked("c")]))
    first, *_, last = comparison_lines(both)
    assert "1 in both, 1 only before, 1 only now" in first
    assert "0 questions won, 1 lost" in last
    none = compare(run_of([asked("a", 1)]), run_of([asked("b", 1)]))
    assert len(list(comparison_lines(none))) == 1
