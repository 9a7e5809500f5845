"""Thresholds that are chosen for one's own texts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.abstention import abstention
from cmp_search.evaluation.calibration import (
    LEAST,
    Thresholds,
    calibrate,
    choose,
    cross_validated,
    level_of,
)
from cmp_search.evaluation.questions import GoldQuestion, Kind, Need
from cmp_search.evaluation.run import QuestionResult
from cmp_search.search.answer import Level
from cmp_search.search.searcher import Searcher
from cmp_search.search.thresholds import confidence_key
from tests.evaluation.making import ANSWERED, RELATED, asked
from tests.raising import raises_code

SO_FAR = Thresholds(RELATED, ANSWERED)


def of(kind: Kind, *probabilities: float) -> list[QuestionResult]:
    return [asked(f"{kind} {i}", kind=kind, probability=p) for i, p in enumerate(probabilities)]


def tenths(count: int = 100) -> list[QuestionResult]:
    """Answerable questions with the probabilities 0, 0.01 and so on."""
    return of(Kind.ANSWERABLE, *(i / 100 for i in range(count)))


def test_without_unanswerable_questions_the_bounds_decide() -> None:
    assert choose(tenths(), SO_FAR) == Thresholds(0.05, 0.3)


def test_far_questions_may_lower_one_threshold_and_near_ones_the_other() -> None:
    far, near = of(Kind.FAR, *[0.005] * 10), of(Kind.NEAR, *[0.195] * 10)
    assert choose([*tenths(), *far], SO_FAR) == Thresholds(0.01, 0.3)
    assert choose([*tenths(), *near], SO_FAR) == Thresholds(0.05, 0.2)
    assert choose([*tenths(), *far, *near], SO_FAR) == Thresholds(0.01, 0.2)


def test_a_near_question_called_answered_counts_twice() -> None:
    # At 0.05, a quarter more of the answerable ones are answered, and a sixth more of the near.
    near = of(Kind.NEAR, 0.045, *[0.5] * 4, 0.295)
    assert choose([*tenths(), *near], SO_FAR).answered == 0.3


def test_questions_that_are_not_held_back_lower_nothing() -> None:
    above = [*of(Kind.FAR, 0.2, 0.3), *of(Kind.NEAR, 0.5, 0.6)]
    assert choose([*tenths(), *above], SO_FAR) == Thresholds(0.05, 0.3)


def test_a_level_that_does_not_follow_from_the_probability_stays() -> None:
    capped = [replace(one, level=Level.RELATED) for one in of(Kind.NEAR, 0.9, 0.95)]
    results = [*tenths(), *capped]
    assert choose(results, SO_FAR) == Thresholds(0.05, 0.3)
    judged = cross_validated(results, SO_FAR)
    assert [r.level for r in judged if r.question.kind is Kind.NEAR] == [Level.RELATED] * 2
    all_capped = [replace(one, level=Level.RELATED) for one in of(Kind.ANSWERABLE, 0.9, 0.95)]
    assert choose(all_capped, SO_FAR) == Thresholds(0.95, 0.95), "no threshold moves any"


@given(st.lists(st.floats(0, 1), min_size=LEAST, max_size=80), st.lists(st.floats(0, 1)))
def test_the_bounds_are_kept_whatever_the_questions(
    answerable: list[float], far: list[float]
) -> None:
    results = [*of(Kind.ANSWERABLE, *answerable), *of(Kind.FAR, *far)]
    chosen = choose(results, SO_FAR)
    levels = [level_of(probability, chosen) for probability in answerable]
    assert levels.count(Level.NOT_FOUND) <= 0.05 * len(levels)
    assert levels.count(Level.ANSWERED) >= 0.7 * len(levels)
    assert chosen.related <= chosen.answered


def test_each_question_is_judged_by_thresholds_of_other_groups() -> None:
    results = tenths()
    judged = cross_validated(results, SO_FAR)
    assert sorted(r.question.id for r in judged) == sorted(r.question.id for r in results)
    (answerable, _) = abstention(judged).levels
    assert 0.02 <= answerable.not_found <= 0.08 and 0.66 <= answerable.answered <= 0.74
    one_group = [replace(r, question=replace(r.question, group="one")) for r in results]
    assert len(cross_validated(one_group, SO_FAR)) == len(results)


def test_a_group_does_not_judge_itself() -> None:
    low = [asked(f"low {i}", probability=0.1, group="low") for i in range(5)]
    results = [*low, *of(Kind.ANSWERABLE, *[0.9] * 95)]
    assert choose(results, SO_FAR).related == 0.9
    more = [*results, asked("low 5", probability=0.1, group="low")]
    assert choose(more, SO_FAR).related == 0.1
    judged = cross_validated(more, SO_FAR)
    assert {r.level for r in judged if r.question.group == "low"} == {Level.NOT_FOUND}


def gold(count: int) -> Sequence[GoldQuestion]:
    need = Need("harbour-2021", ("polished forty lenses",))
    return [
        *(
            GoldQuestion(
                str(i), f"Who polished lenses {i}?", "en", Kind.ANSWERABLE, (need,), group=str(i)
            )
            for i in range(count)
        ),
        GoldQuestion("far", "Zzz qqq?", "en", Kind.FAR, group="far"),
        GoldQuestion("two", "Both?", "", Kind.TWO_DOCUMENTS, (need, need), group="two"),
    ]


def test_a_calibration_says_what_it_belongs_to_and_how_it_errs(
    searcher: Searcher, tmp_path: Path
) -> None:
    report = calibrate(searcher, tmp_path, gold(LEAST))
    found, shipped = report.calibration, searcher.fitted
    assert report.before == Thresholds(shipped.related, shipped.answered)
    assert (found.encoder, found.confidence) == (searcher.encoder.identity, confidence_key(""))
    assert [(rates.kind, rates.language, rates.n) for rates in found.rates] == [
        ("answerable", "", LEAST),
        ("answerable", "en", LEAST),
        ("far", "", 1),
        ("far", "en", 1),
    ]
    whole = report.levels[0]
    assert found.rates[0].answered == pytest.approx(whole.answered, abs=1e-3)
    assert len(report.levels_before) == len(report.levels)


def test_a_language_with_few_questions_has_no_rates(searcher: Searcher, tmp_path: Path) -> None:
    french = [replace(q, language="fr") for q in gold(2)[:1]]
    questions = [*gold(LEAST)[1:], *french]
    assert {r.language for r in calibrate(searcher, tmp_path, questions).calibration.rates} == {""}


def test_too_few_questions_are_one_clear_line(searcher: Searcher, tmp_path: Path) -> None:
    with raises_code(EvaluationError, "too_few_answerable", count=LEAST - 1, least=LEAST):
        calibrate(searcher, tmp_path, gold(LEAST - 1))
