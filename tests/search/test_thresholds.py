"""Which thresholds are in force."""

from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.index.embedded import engine
from cmp_search.search import thresholds
from cmp_search.search.answer import Level
from cmp_search.search.confidence import Rates, coefficients, error_rates
from cmp_search.search.reopening import Reopening
from cmp_search.search.searcher import open_searcher
from cmp_search.search.thresholds import (
    calibration_line,
    confidence_key,
    fitted,
    in_force,
    rates_in,
)

ENCODER = FakeEncoder().identity
OTHER = replace(ENCODER, name="other")


def calibration(related: float = 0.0, answered: float = 0.0) -> Calibration:
    rates = (
        KindRates("answerable", "", 60, 0.05, 0.7),
        KindRates("near", "", 9, 0.5, 0.1),
        KindRates("answerable", "fr", 40, 0.02, 0.8),
    )
    return Calibration(
        "2021-06-01T12:00:00+00:00", ENCODER, confidence_key(""), related, answered, rates
    )


def test_a_calibration_belongs_to_an_encoder_and_to_the_weights(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert in_force(None, ENCODER) is None
    assert in_force(calibration(), ENCODER) == calibration()
    assert in_force(calibration(), OTHER) is None
    shipped = coefficients()
    moved = replace(shipped, answered=0.9, related=0.1)
    monkeypatch.setattr(thresholds, "coefficients", lambda reader: moved)
    assert in_force(calibration(), ENCODER), "thresholds are no weights"
    stale = calibration()
    weights = {**shipped.subject, "intercept": 1.0}
    monkeypatch.setattr(
        thresholds, "coefficients", lambda reader: replace(shipped, subject=weights)
    )
    assert in_force(stale, ENCODER) is None


def test_its_thresholds_stand_in_for_those_that_are_shipped() -> None:
    assert fitted(None, "") == coefficients()
    assert fitted(calibration(0.2, 0.6), "") == replace(coefficients(), related=0.2, answered=0.6)


def test_its_rates_do_too_and_a_language_without_gets_those_of_all() -> None:
    assert rates_in("en", None, "") == error_rates("en")
    assert rates_in("en", calibration(), "")["answerable"] == Rates(60, 0.05, 0.7)
    assert rates_in("fr", calibration(), "") == {
        "answerable": Rates(40, 0.02, 0.8),
        "near": Rates(9, 0.5, 0.1),
    }


def test_maintainers_are_told_whether_it_counts() -> None:
    line = calibration_line(calibration(0.2, 0.6), is_in_force=True)
    assert "answered from 0.600, related from 0.200" in line and "2021-06-01" in line
    assert "are not used" in calibration_line(calibration(), is_in_force=False)


def test_a_question_is_judged_by_it_as_soon_as_it_is_set(index: Path) -> None:
    reopening, encoder = Reopening(str(index)), FakeEncoder()
    question = "Who polished forty lenses?"
    before = reopening.searcher(encoder).ask(question)
    assert before.search_record.calibration is None
    for related, answered, expected in (
        (0.0, 0.0, Level.ANSWERED),
        (0.0, 1.1, Level.RELATED),
        (1.1, 1.2, Level.NOT_FOUND),
    ):
        engine.set_calibration(str(index), calibration(related, answered))
        searcher = reopening.searcher(encoder)
        assert searcher is reopening.searcher(encoder)
        answer = searcher.ask(question)
        assert answer.confidence.level is expected
        assert answer.confidence.probability == before.confidence.probability
        assert answer.search_record.calibration == calibration(related, answered)
    engine.set_calibration(str(index), None)
    assert reopening.searcher(encoder).ask(question).confidence == before.confidence
    reopening.close()


def test_one_of_another_encoder_is_ignored(index: Path) -> None:
    engine.set_calibration(str(index), replace(calibration(), encoder=OTHER))
    searcher = open_searcher(str(index), FakeEncoder())
    assert searcher.calibration is None and searcher.fitted == coefficients()
    searcher.close()
