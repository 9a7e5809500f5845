import math
from collections.abc import Sequence
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citation import Citation
from cmp_search.document import Span
from cmp_search.passage import Passage
from cmp_search.search import confidence as module
from cmp_search.search.answer import Confidence, Hit, Level, Score
from cmp_search.search.confidence import (
    Coefficients,
    Evidence,
    coefficients,
    confidence,
    evidence,
    probability,
)

FITTED = Coefficients(intercept=-2, sentence=3, passage=1, answered=0.8, related=0.4)
cosines = st.floats(-1, 1)


def hits(scores: Sequence[tuple[float, float]]) -> list[Hit]:
    """Hits with so near a passage and sentence; nothing else of them matters here."""
    passage = Passage("d:0", "d", (), 1, 0, 1, "x", (Span(0, 1),))
    citation = Citation("d", "", "", "", "", "", (), (), 0, 1, "")
    return [
        Hit(i, Score(near, spoken, 0), passage, "", "en", Span(0, 1), (), citation)
        for i, (near, spoken) in enumerate(scores, 1)
    ]


def test_the_probability_is_the_logistic_of_the_weighted_sum() -> None:
    found = probability(Evidence(sentence=0.5, passage=0.25), FITTED)
    assert found == pytest.approx(1 / (1 + math.exp(-(-2 + 3 * 0.5 + 1 * 0.25))))


def test_the_evidence_is_the_best_of_each_kind_whatever_its_rank() -> None:
    assert evidence(hits([(0.2, 0.9), (0.7, 0.1)])) == Evidence(sentence=0.9, passage=0.7)


@given(st.lists(st.tuples(cosines, cosines), min_size=1, max_size=5), cosines, cosines)
def test_more_evidence_never_makes_less_sure(
    scores: list[tuple[float, float]], near: float, spoken: float
) -> None:
    more = confidence(hits([*scores, (near, spoken)])).probability
    assert 0 <= confidence(hits(scores)).probability <= more <= 1


def test_no_hit_is_no_answer() -> None:
    assert confidence([]) == Confidence(Level.NOT_FOUND, 0.0)


@pytest.mark.parametrize(
    ("wanted", "level"),
    [
        (0.0001, Level.NOT_FOUND),
        (0.3999, Level.NOT_FOUND),
        (0.4001, Level.RELATED),
        (0.7999, Level.RELATED),
        (0.8001, Level.ANSWERED),
        (0.9999, Level.ANSWERED),
    ],
)
def test_the_level_changes_at_the_thresholds(
    monkeypatch: pytest.MonkeyPatch, wanted: float, level: Level
) -> None:
    logit = math.log(wanted / (1 - wanted))
    found = Coefficients(intercept=logit, sentence=0, passage=0, answered=0.8, related=0.4)
    monkeypatch.setattr(module, "coefficients", lambda: found)
    assert confidence(hits([(0, 0)])).level is level


def test_what_ships_is_whole_and_in_order() -> None:
    shipped = coefficients()
    assert {field.name for field in fields(Coefficients)} == {
        *("intercept", "answered", "related"),
        *(field.name for field in fields(Evidence)),
    }
    assert 0 < shipped.related < shipped.answered < 1
    assert shipped.sentence > 0 and shipped.passage > 0
