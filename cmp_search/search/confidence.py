"""Confidence: whether the texts answer the question, from evidence that can be shown.

1. Evidence from a ranked list: the cosines of the best sentence, of the best sentence of another
   passage, and of the best passage; how long the best sentence is, as a short line is near any
   short question; how near the question is to off-topic ones (see `index.off_topic`); and whether
   an amount that it asks for is stated: in the first passage, in the best sentences of the first
   three passages, anywhere in these three.
2. Two logistic regressions: whether the question is on the subject, from the cosines, and whether
   it is answered there, from what is stated, relative to a question that asks for no amount. The
   probability is their product. If the reader that ships has read the passages, the second one is
   another: from what it says of them and what is stated.
3. Two thresholds divide the probability into three levels; an index may have its own (see
   `thresholds`).
4. What is missing is named: the amount, and the names in the question that no passage contains
   (see `missing_names`).

`confidence.toml` has the coefficients and thresholds, with their origin and error rates, and
`confidence_read.toml` those with the reader; `benchmarks/confidence.py` and
`benchmarks/confidence_read.py` fit them.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from cmp_search.search.amount import Amount, asked_for, states
from cmp_search.search.answer import Confidence, Hit, Level
from cmp_search.search.missing_names import missing_names
from cmp_search.search.question import Question

FITTED_READER = "cmp-reader 1"
"""The identity of the reader that `confidence_read.toml` is for."""
LARGEST = 500.0
"""The largest sum of weights that is told from larger ones; `math.exp` bears 709."""
AMOUNT_HITS = 3
"""How many hits are searched for an amount."""


@dataclass(frozen=True, slots=True)
class Subject:
    """How near the question is to the texts, and to off-topic questions.

    All are cosines except `length`, the natural logarithm of the best sentence's characters;
    `second` is that of the best sentence of another passage.
    """

    sentence: float
    second: float
    passage: float
    off_topic: float
    length: float


@dataclass(frozen=True, slots=True)
class Stated:
    """Whether an amount that the question asks for is missing; all 0 if it asks for none.

    `asked` is 1 if it asks for money, a percentage or a number. `unstated` adds 0.5 if the first
    passage does not state it, and 0.5 if none of the best sentences of the first three passages
    does. `nowhere` is 1 if none of these passages does.
    """

    asked: float = 0.0
    unstated: float = 0.0
    nowhere: float = 0.0


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says, in logits.

    `relevance` and `margin` are those of the first passage, `best` is the relevance of the most
    relevant one.
    """

    relevance: float
    margin: float
    best: float


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The weights of both regressions, each with an `intercept`, and the two thresholds.

    `read` are the weights of the second regression if passages were read, for what is stated, too;
    empty if they are not fitted for the reader.
    """

    subject: Mapping[str, float]
    stated: Mapping[str, float]
    answered: float
    related: float
    read: Mapping[str, float] = field(default_factory=dict)


def subject(hits: Sequence[Hit], off_topic: float) -> Subject:
    """The first part of the evidence (step 1); hits must not be empty."""
    by_sentence = sorted(hits, key=lambda hit: -hit.score.sentence)
    return Subject(
        sentence=by_sentence[0].score.sentence,
        second=by_sentence[min(1, len(by_sentence) - 1)].score.sentence,
        passage=max(hit.score.passage for hit in hits),
        off_topic=off_topic,
        length=math.log(len(by_sentence[0].best_sentence_text)),
    )


def stated(asked: Amount | None, hits: Sequence[Hit]) -> Stated:
    """The second part of the evidence (step 1); hits must not be empty."""
    if asked is None:
        return Stated()
    first = hits[:AMOUNT_HITS]
    in_passages = [states(asked, hit.passage.text) for hit in first]
    in_sentences = any(states(asked, hit.best_sentence_text) for hit in first)
    return Stated(
        asked=float(asked is not Amount.DATE),
        unstated=0.5 * (not in_passages[0]) + 0.5 * (not in_sentences),
        nowhere=float(not any(in_passages)),
    )


def read(hits: Sequence[Hit]) -> Read | None:
    """What a reader says of the hits; None if it read none of them."""
    readings = [hit.reading for hit in hits if hit.reading]
    if not readings:
        return None
    first = readings[0]
    return Read(first.relevance, first.margin, max(each.relevance for each in readings))


def confidence(
    question: Question,
    hits: Sequence[Hit],
    off_topic: float,
    fitted: Coefficients | None = None,
) -> Confidence:
    """How likely the texts answer the question, and what is missing (steps 2 to 4).

    `fitted` are the shipped coefficients by default.
    """
    if not hits:
        return Confidence(Level.NOT_FOUND, 0.0)
    fitted = fitted or coefficients()
    asked = asked_for(question.text)
    amount = stated(asked, hits)
    likelihood = probability(subject(hits, off_topic), amount, fitted, read(hits))
    return Confidence(
        level=level(likelihood, fitted),
        probability=likelihood,
        missing_names=missing_names(question, hits),
        missing_amount=asked.value if asked and amount.unstated == 1 else "",
    )


def level(probability: float, fitted: Coefficients) -> Level:
    """The level of a probability (step 3)."""
    if probability >= fitted.answered:
        return Level.ANSWERED
    return Level.RELATED if probability >= fitted.related else Level.NOT_FOUND


def probability(
    subject: Subject, stated: Stated, fitted: Coefficients, read: Read | None = None
) -> float:
    """The product of the two regressions (step 2)."""
    on_subject = _logistic(fitted.subject, asdict(subject))
    if read and fitted.read:
        return on_subject * _logistic(fitted.read, asdict(stated) | asdict(read))
    answered = _logistic(fitted.stated, asdict(stated)) / _logistic(fitted.stated, {})
    return on_subject * min(1.0, answered)


def _logistic(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    total = weights["intercept"] + sum(weights[name] * value for name, value in values.items())
    # Beyond the bound it is 0 or 1 to the last digit; damaged vectors may give any number.
    return 1 / (1 + math.exp(-min(max(total, -LARGEST), LARGEST)))


def coefficients(reader: str = "") -> Coefficients:
    """The coefficients that are shipped for a reader, by its identity, or for none."""
    shipped = _shipped(reader)
    names = (field.name for field in fields(Coefficients))
    return Coefficients(**{name: shipped[name] for name in names if name in shipped})


@dataclass(frozen=True, slots=True)
class Rates:
    """Of `n` questions of a kind, the shares judged not found and answered."""

    n: int
    not_found: float
    answered: float


def error_rates(language: str, reader: str = "") -> dict[str, Rates]:
    """How often the levels err for questions in a language, or in all if it has no rates.

    The kinds are `answerable`, `near` (on the subject, but not answered by the texts), `far` (off
    the subject, but of the sort that users ask) and `general` (general knowledge).
    """
    rates = _shipped(reader)["rates"]
    kinds = rates.get(language, rates["all"])
    return {
        kind: Rates(shares["n"], shares["not_found"], shares["answered"])
        for kind, shares in kinds.items()
        if kind in ("answerable", "near", "far", "general")
    }


@cache
def _shipped(reader: str) -> dict[str, Any]:
    name = "confidence_read.toml" if reader == FITTED_READER else "confidence.toml"
    return tomllib.loads(files("cmp_search.search").joinpath(name).read_text("utf-8"))
