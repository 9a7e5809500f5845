import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from cmp_search.evaluation.abstention import (
    Levels,
    Point,
    abstention,
    auroc,
    reliability,
    risk_coverage,
)
from cmp_search.evaluation.intervals import Figure
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import QuestionResult
from tests.evaluation.making import asked, asked_of_two

KINDS = st.sampled_from([Kind.ANSWERABLE, Kind.NEAR, Kind.FAR])
TRIALS = st.lists(st.tuples(KINDS, st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def made(trials: list[tuple[Kind, float, bool]]) -> list[QuestionResult]:
    return [
        asked(str(i), *((1,) if found else ()), kind=kind, probability=probability)
        for i, (kind, probability, found) in enumerate(trials)
    ]


def test_auroc_counts_pairs_and_ties_half() -> None:
    positive = [asked("a", probability=0.9), asked("b", probability=0.5)]
    negative = [asked(n, probability=p, kind=Kind.FAR) for n, p in (("c", 0.5), ("d", 0.1))]
    found = auroc(positive, negative)
    assert found.value == (1 + 1 + 0.5 + 1) / 4
    assert found.low <= found.value <= found.high
    assert found.n == 4


@given(TRIALS)
def test_auroc_is_scikit_learns(trials: list[tuple[Kind, float, bool]]) -> None:
    every = made(trials)
    positive = [one for one in every if one.question.kind is Kind.ANSWERABLE]
    negative = [one for one in every if one.question.kind is not Kind.ANSWERABLE]
    if positive and negative:
        truth = [1] * len(positive) + [0] * len(negative)
        said = [one.probability for one in positive + negative]
        assert auroc(positive, negative).value == pytest.approx(roc_auc_score(truth, said))


def test_each_kind_has_its_own_auroc_or_none() -> None:
    far = asked("f", kind=Kind.FAR, probability=0.1)
    found = abstention([asked("a", 1), far]).auroc
    assert found.far and found.far.value == 1
    assert found.near is None
    assert found.all == found.far


def test_levels_are_shares_of_a_kind_in_all_languages_and_each() -> None:
    found = abstention(
        [
            asked("a", probability=0.9),
            asked("b", probability=0.5, language="fr"),
            asked("c", probability=0.1, language="fr"),
            asked("d", probability=0.1, kind=Kind.FAR),
            asked_of_two("e", ("harbour", 0)),
        ]
    ).levels
    assert found == (
        Levels(Kind.ANSWERABLE, "", 3, 1 / 3, 1 / 3, 1 / 3),
        Levels(Kind.ANSWERABLE, "en", 1, 0, 0, 1),
        Levels(Kind.ANSWERABLE, "fr", 2, 0.5, 0.5, 0),
        Levels(Kind.FAR, "", 1, 1, 0, 0, Figure(2.5 / 3, 0.5, 1, 4)),
        Levels(Kind.FAR, "en", 1, 1, 0, 0, Figure(1, 1, 1, 2)),
    )


def test_a_language_without_answerable_questions_has_no_auroc() -> None:
    found = abstention([asked("a"), asked("f", kind=Kind.FAR, language="fr", probability=0.1)])
    assert [bool(row.auroc) for row in found.levels if row.kind is Kind.FAR] == [True, False]


def test_risk_counts_what_is_wrong_of_what_is_answered() -> None:
    found = risk_coverage(
        [
            asked("a", 1, probability=0.9),
            asked("b", 6, probability=0.8),
            asked("c", 5, probability=0.7),
            asked("d", kind=Kind.FAR, probability=0.7),
        ]
    )
    assert found == (Point(0.9, 1 / 4, 0), Point(0.8, 2 / 4, 1 / 2), Point(0.7, 1, 2 / 4))


@given(TRIALS)
def test_coverage_rises_to_all_as_the_bar_falls(trials: list[tuple[Kind, float, bool]]) -> None:
    found = risk_coverage(made(trials))
    coverage = [point.coverage for point in found]
    assert coverage == sorted(set(coverage)) and coverage[-1] == 1
    bars = [point.probability for point in found]
    assert bars == sorted(set(bars), reverse=True)
    assert all(0 <= point.risk <= 1 for point in found)


def test_reliability_counts_what_is_answerable_in_each_tenth() -> None:
    found = reliability(
        [
            asked("a", probability=0.92),
            asked("b", probability=1.0),
            asked("c", probability=0.95, kind=Kind.NEAR),
            asked("d", probability=0.05, kind=Kind.FAR),
        ]
    )
    assert [(bin.low, bin.high, bin.answerable.n) for bin in found] == [(0, 0.1, 1), (0.9, 1, 3)]
    assert found[0].answerable.value == 0
    assert found[1].answerable.value == pytest.approx(2 / 3)
    assert found[1].probability == pytest.approx((0.92 + 1.0 + 0.95) / 3)
