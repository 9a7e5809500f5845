from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.evaluation.comparison import Move, compare
from cmp_search.evaluation.judging import Marked
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import Run
from tests.evaluation.making import INDEX, asked, asked_of_two, run_of

RANKS = st.lists(st.integers(1, 10) | st.none(), min_size=1, max_size=20)


def of_ranks(ranks: list[int | None], probability: float = 0.9) -> Run:
    return run_of(
        [
            *(
                asked(str(i), *((rank,) if rank else ()), relevant=1)
                for i, rank in enumerate(ranks)
            ),
            asked_of_two("two", ("harbour", 0), ("ports", 1)),
            asked("far", kind=Kind.FAR, probability=probability),
        ]
    )


def the_move(run: Run, other: Run, name: str, measure: str) -> Move:
    (found,) = (m for m in compare(run, other).moves if (m.name, m.measure) == (name, measure))
    return found


@given(RANKS)
def test_a_run_never_differs_from_itself(ranks: list[int | None]) -> None:
    run = of_ranks(ranks)
    found = compare(run, run)
    assert found.moves and not any(move.more_than_noise for move in found.moves)
    assert {move.difference.value for move in found.moves} == {0}
    assert (found.won, found.lost, found.conditions) == ((), (), ())
    assert (found.common, found.only_before, found.only_after) == (len(ranks) + 2, 0, 0)


@given(RANKS, RANKS)
def test_turned_round_what_was_won_is_lost(one: list[int | None], other: list[int | None]) -> None:
    there, back = compare(of_ranks(one), of_ranks(other)), compare(of_ranks(other), of_ranks(one))
    assert [c.question for c in there.won] == [c.question for c in back.lost]
    assert there.common == min(len(one), len(other)) + 2


def test_the_same_step_of_all_is_more_than_noise_and_that_of_one_is_not() -> None:
    second = of_ranks([2] * 20)
    whole = the_move(second, of_ranks([1] * 20), "all", "R@1")
    assert (whole.before, whole.after, whole.difference.value) == (0, 1, 1)
    assert whole.more_than_noise
    single = the_move(second, of_ranks([1, *[2] * 19]), "all", "R@1")
    assert single.difference.value == 1 / 20
    assert not single.more_than_noise


def test_changes_are_told_in_ranks_and_levels() -> None:
    before, after = of_ranks([3, 1, None, 4], 0.9), of_ranks([1, None, 8, 4], 0.1)
    found = compare(before, after)
    assert [(c.question.id, c.before, c.after) for c in found.won] == [
        ("0", "rank 3", "rank 1"),
        ("2", "not found", "rank 8"),
        ("far", "answered", "not found"),
    ]
    assert [(c.question.id, c.before, c.after) for c in found.lost] == [
        ("1", "rank 1", "not found")
    ]


def test_fewer_unanswerable_questions_called_answered_is_better() -> None:
    run = of_ranks([1])
    better = {(m.name, m.measure): m.more_is_better for m in compare(run, run).moves}
    assert better[("far", "answered")] is False
    assert better[("far", "not found")] is True
    assert better[("answerable", "answered")] is True
    assert better[("answerable", "not found")] is False


def test_marks_are_compared_where_both_runs_judged_them() -> None:
    wrong, right = Marked(sentence_right=False), Marked(sentence_right=True, span_right=True)
    before = run_of([asked("a", 1, marked=wrong), asked("b", 1)])
    after = run_of([asked("a", 1, marked=right), asked("b", 1, marked=right)])
    found = the_move(before, after, "all", "marked sentence")
    assert (found.before, found.after, found.difference.n) == (0, 1, 1)
    assert "span" not in {move.measure for move in compare(before, after).moves}


def test_only_the_same_questions_with_the_same_answers_are_compared() -> None:
    before = run_of([asked("a", 1), asked("b", 1), asked("c", 1)])
    other = replace(asked("b", 9).question, needs=asked("x").question.needs)
    after = run_of([asked("a", 2), replace(asked("b", 9), question=other), asked("d", 1)])
    found = compare(before, after)
    assert (found.common, found.only_before, found.only_after) == (1, 2, 2)
    assert [change.question.id for change in found.lost] == ["a"]


def test_runs_without_a_common_question_have_nothing_to_compare() -> None:
    found = compare(run_of([asked("a", 1)]), run_of([asked("b", 1)]))
    assert (found.common, found.moves) == (0, ())


def test_what_else_differs_is_said() -> None:
    run = run_of([asked("a", 1)])
    other = run_of([asked("a", 1)], index=replace(INDEX, encoder="new"), answered=0.8)
    assert compare(run, other).conditions == ("encoder fake → new", "bar of answered 0.7 → 0.8")
