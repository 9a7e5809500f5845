import math
from collections.abc import Sequence
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.citation import Citation
from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.search import confidence as module
from cmp_search.search.amount import Amount
from cmp_search.search.answer import Confidence, Hit, Level, Score
from cmp_search.search.confidence import (
    AMOUNT_HITS,
    FITTED_READER,
    Coefficients,
    Read,
    Stated,
    Subject,
    coefficients,
    confidence,
    error_rates,
    probability,
    read,
    stated,
    subject,
)
from cmp_search.search.question import Question, parse_question
from cmp_search.search.reading.rereading import PassageReading

FITTED = Coefficients(
    subject={
        "intercept": -2,
        "sentence": 3,
        "second": 0.5,
        "passage": 1,
        "off_topic": -1,
        "length": 0.25,
    },
    stated={"intercept": 1, "asked": -1, "unstated": -2, "nowhere": -3},
    answered=0.8,
    related=0.4,
)
WHO = parse_question("Who trims the lamps of the lighthouse?")
cosines = st.floats(-1, 1)


def logistic(total: float) -> float:
    return 1 / (1 + math.exp(-total))


def hit(
    rank: int,
    passage_cosine: float = 0.5,
    sentence_cosine: float = 0.5,
    text: str = "x",
    sentence: str = "",
) -> Hit:
    """A hit for which only scores, text and best sentence matter."""
    passage = Passage("d:0", "d", (), 1, 0, len(text), text, (Span(0, len(text)),))
    start = text.index(sentence)
    best = Span(start, start + len(sentence or text))
    citation = Citation("d", "", "", "", "", "", (), (), 0, 1, "")
    return Hit(
        rank, Score(passage_cosine, sentence_cosine, 0), passage, "", "en", best, (), citation
    )


def hits(scores: Sequence[tuple[float, float]]) -> list[Hit]:
    return [hit(i, *cosines) for i, cosines in enumerate(scores, 1)]


def test_the_probability_is_the_product_of_two_logistics() -> None:
    near = Subject(sentence=0.5, second=0.25, passage=0.75, off_topic=0.5, length=4)
    on_subject = logistic(-2 + 1.5 + 0.125 + 0.75 - 0.5 + 1)
    assert probability(near, Stated(), FITTED) == pytest.approx(on_subject)
    amount = Stated(asked=1, unstated=0.5, nowhere=1)
    answered = logistic(1 - 1 - 1 - 3) / logistic(1)
    assert probability(near, amount, FITTED) == pytest.approx(on_subject * answered)


def test_what_was_read_takes_the_place_of_what_is_stated_alone() -> None:
    near = Subject(sentence=0.5, second=0.25, passage=0.75, off_topic=0.5, length=4)
    weights = {"intercept": 1, "asked": -1, "unstated": 0, "nowhere": 0}
    fitted = replace(FITTED, read=weights | {"relevance": 1, "margin": 0.5, "best": 0.25})
    said = Read(relevance=-2, margin=2, best=4)
    on_subject = probability(near, Stated(), FITTED)
    expected = on_subject * logistic(1 - 1 - 2 + 1 + 1)
    assert probability(near, Stated(asked=1), fitted, said) == pytest.approx(expected)
    assert probability(near, Stated(), fitted) == on_subject
    assert probability(near, Stated(), FITTED, said) == on_subject


def test_the_first_passage_that_was_read_counts_and_the_most_relevant_one() -> None:
    said = [None, PassageReading(-1.0, 0.5), PassageReading(3.0, -2.0)]
    found = [replace(hit(i, 0.5, 0.5), reading=each) for i, each in enumerate(said, 1)]
    assert read(found) == Read(relevance=-1, margin=0.5, best=3)
    assert read(found[:1]) is None


def test_the_more_relevant_a_passage_is_read_to_be_the_likelier_is_an_answer() -> None:
    shipped = coefficients(FITTED_READER)
    near = Subject(sentence=0.9, second=0.89, passage=0.9, off_topic=0.8, length=5)
    said = [Read(relevance, relevance, 4.0) for relevance in (-4.0, -1.0, 2.0, 4.0)]
    found = [probability(near, Stated(), shipped, each) for each in said]
    assert found == sorted(found) and found[0] < found[-1]
    assert coefficients("another reader") == coefficients()


@given(st.builds(Subject, cosines, cosines, cosines, cosines, st.floats(0, 8)))
def test_an_unstated_amount_never_raises_the_probability(near: Subject) -> None:
    shipped = coefficients()
    sure = probability(near, Stated(), shipped)
    for amount in (Stated(1, 0, 0), Stated(1, 0.5, 0), Stated(1, 1, 1), Stated(0, 1, 1)):
        assert 0 <= probability(near, amount, shipped) <= sure <= 1


def test_the_evidence_is_the_best_of_each_kind_whatever_its_rank() -> None:
    found = [hit(1, 0.2, 0.9, text="Foghorns sound."), hit(2, 0.7, 0.1), hit(3, 0.3, 0.4)]
    expected = Subject(0.9, 0.4, 0.7, 0.6, math.log(len("Foghorns sound.")))
    assert subject(found, 0.6) == expected
    alone = subject([hit(1, 0.2, 0.9)], 0.6)
    assert alone.sentence == alone.second


NUMBER, NONE = "Forty lenses shine. Fog rolls in.", "Fog rolls in. Fog rolls out."


@pytest.mark.parametrize(
    ("asked", "texts", "expected"),
    [
        (None, [NONE], Stated()),
        (Amount.NUMBER, [NUMBER], Stated(1, 0, 0)),
        (Amount.NUMBER, [NONE, NUMBER], Stated(1, 0.5, 0)),
        (Amount.NUMBER, [NONE] * 3, Stated(1, 1, 1)),
        (Amount.NUMBER, [*[NONE] * AMOUNT_HITS, NUMBER], Stated(1, 1, 1)),
        (Amount.DATE, ["It was in 1874.", NONE], Stated(0, 0, 0)),
        (Amount.DATE, [NONE], Stated(0, 1, 1)),
        (Amount.MONEY, [NUMBER], Stated(1, 1, 1)),
    ],
)
def test_an_amount_is_looked_for_in_the_first_passages(
    asked: Amount | None, texts: list[str], expected: Stated
) -> None:
    assert stated(asked, [hit(i, text=text) for i, text in enumerate(texts, 1)]) == expected


def test_an_amount_outside_the_best_sentence_counts_half() -> None:
    outside = hit(1, text=NUMBER, sentence="Fog rolls in.")
    assert stated(Amount.NUMBER, [outside]) == Stated(1, 0.5, 0)


@given(st.lists(st.tuples(cosines, cosines), min_size=1, max_size=5), cosines, cosines, cosines)
def test_more_hits_never_lower_the_probability(
    scores: list[tuple[float, float]], passage: float, sentence: float, off_topic: float
) -> None:
    more = confidence(WHO, hits([*scores, (passage, sentence)]), off_topic).probability
    if len(scores) > 1:  # the second sentence of one hit is its first
        assert 0 <= confidence(WHO, hits(scores), off_topic).probability <= more <= 1


def test_no_hit_is_no_answer() -> None:
    assert confidence(WHO, [], 0.0) == Confidence(Level.NOT_FOUND, 0.0)


@pytest.mark.parametrize(
    ("expected", "level"),
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
    monkeypatch: pytest.MonkeyPatch, expected: float, level: Level
) -> None:
    only = dict.fromkeys(FITTED.subject, 0.0) | {"intercept": math.log(expected / (1 - expected))}
    found = Coefficients(only, FITTED.stated, answered=0.8, related=0.4)
    monkeypatch.setattr(module, "coefficients", lambda: found)
    assert confidence(WHO, hits([(0, 0)]), 0.0).level is level


def missing(question: Question, *texts: str, matched: Sequence[str] = ()) -> tuple[object, str]:
    found = [hit(i, text=text) for i, text in enumerate(texts, 1)]
    if matched:
        first = found[0]
        found[0] = Hit(
            1,
            first.score,
            first.passage,
            "",
            "en",
            first.best_sentence,
            tuple(matched),
            first.citation,
        )
    judged = confidence(question, found, 0.0)
    return judged.missing_names, judged.missing_amount


def test_names_that_no_passage_contains_are_listed() -> None:
    asked = parse_question("What did Ottoline Quickwater polish in 2016?")
    assert missing(asked, NONE, matched=["Quickwater"]) == (("Ottoline", "2016"), "")


def test_an_amount_that_no_passage_states_is_reported() -> None:
    asked = parse_question("How much money went to the bakers?")
    assert missing(asked, NONE, NUMBER) == ((), "money")
    assert missing(asked, "They got 40 pesos.") == ((), "")
    assert missing(WHO, NONE) == ((), "")


def test_the_shipped_coefficients_are_complete_and_plausible() -> None:
    shipped = coefficients()
    assert set(shipped.subject) == {"intercept", *(field.name for field in fields(Subject))}
    assert set(shipped.stated) == {"intercept", *(field.name for field in fields(Stated))}
    assert 0 < shipped.related < shipped.answered < 1
    assert min(shipped.subject[name] for name in ("sentence", "second", "passage")) > 0
    assert shipped.subject["off_topic"] < 0
    assert max(shipped.stated[field.name] for field in fields(Stated)) < 0


@pytest.mark.parametrize("language", ["en", "fr", "es", "", "de"])
def test_the_error_rates_of_each_language_ship(language: str) -> None:
    rates = error_rates(language)
    assert {"answerable", "near", "far"} <= set(rates)
    for found in rates.values():
        assert found.n > 0
        assert 0 <= found.not_found + found.answered <= 1


@pytest.mark.parametrize("cosine", [1e30, -1e30])
def test_vectors_that_are_none_give_a_probability(cosine: float) -> None:
    near = Subject(cosine, cosine, cosine, -cosine, 3.0)
    assert 0 <= probability(near, Stated(), FITTED) <= 1
