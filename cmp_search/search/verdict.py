"""The verdict: what a confidence says in words, with what is missing and how often it errs."""

from collections.abc import Sequence

from cmp_search.search.amount import Amount
from cmp_search.search.answer import Answer, Level
from cmp_search.search.confidence import Rates, error_rates
from cmp_search.terms import question_language

AMOUNTS = {
    Amount.MONEY: "an amount of money",
    Amount.PER_CENT: "a percentage",
    Amount.NUMBER: "a number",
    Amount.DATE: "a date",
}


def missing(answer: Answer) -> list[str]:
    """What the question has or asks for and the passages lack, a sentence each; often nothing."""
    said = []
    names = answer.confidence.missing_names
    if names:
        said.append(f"Not in these passages: {', '.join(f'“{name}”' for name in names)}.")
    if answer.confidence.missing_amount:
        asked = AMOUNTS[Amount(answer.confidence.missing_amount)]
        said.append(f"The question asks for {asked}; the first passages state none.")
    return said


def rates_of(answer: Answer) -> dict[str, Rates]:
    """How often the levels err for questions in the language of this one."""
    return error_rates(question_language(answer.question))


def reliability(answer: Answer) -> str:
    """How often questions with and without an answer are given this answer's level."""
    rates, level = rates_of(answer), answer.confidence.level
    of_answered = _share([rates["answerable"]], level)
    of_open = _share([rates["near"]], level)
    of_others = _share([rates[kind] for kind in ("far", "general") if kind in rates], level)
    return (
        f"In tests, {of_answered} of the questions that the texts answer were judged so, "
        f"{of_open} of those on the subject that they leave open, "
        f"and {of_others} of those off the subject."
    )


def _share(rates: Sequence[Rates], level: Level) -> str:
    """The share of the questions of some kinds that are given a level, in per cent."""
    total = sum(rate.n for rate in rates)
    return f"{sum(rate.n * _given(rate, level) for rate in rates) / total:.0%}"


def _given(rate: Rates, level: Level) -> float:
    given = {Level.NOT_FOUND: rate.not_found, Level.ANSWERED: rate.answered}
    return given.get(level, 1 - rate.not_found - rate.answered)
