"""The verdict: what a confidence says in words, with what is missing and how often it errs.

The sentences stand in `locales`, in the language of whoever reads them.
"""

from collections.abc import Sequence

from cmp_search.language.terms import question_language
from cmp_search.locales import messages_for
from cmp_search.search.amount import Amount
from cmp_search.search.answer import Answer, Hit, Level
from cmp_search.search.confidence import Rates, error_rates


def judgement(level: Level, language: str = "en") -> str:
    """What a level says, in a few words."""
    return messages_for(language)(f"level.{level.value}")


def advice(level: Level, language: str = "en") -> str:
    """What to make of passages that were given a level, and what to do next."""
    return messages_for(language)(f"advice.{level.value}")


def missing(answer: Answer, language: str = "en") -> list[str]:
    """What the question has or asks for and the passages lack, a sentence each; often nothing."""
    messages, said = messages_for(language), []
    names = answer.confidence.missing_names
    if names:
        said.append(messages("missing.names", names=", ".join(map(messages.quote, names))))
    if answer.confidence.missing_amount:
        asked = Amount(answer.confidence.missing_amount)
        said.append(messages("missing.amount", amount=messages(f"amount.{asked.value}")))
    return said


def reasons(hit: Hit, language: str = "en") -> list[str]:
    """Why a passage was found and stands where it does, a sentence each, what counts most first."""
    messages = messages_for(language)
    said = [messages("hit.by_phrase")] if hit.score.quoted else []
    said.append(messages("hit.by_sentence"))
    if hit.matched_terms:
        said.append(messages("hit.words", words=", ".join(map(messages.quote, hit.matched_terms))))
    for typed, held in hit.alike_terms:
        said.append(messages("hit.alike", typed=messages.quote(typed), held=messages.quote(held)))
    if not hit.matched_terms and not hit.alike_terms:
        said.append(messages("hit.no_words"))
    if hit.score.language > 0:
        said.append(messages("hit.by_language"))
    if hit.score.year > 0:
        said.append(messages("hit.by_year"))
    return said


def rates_of(answer: Answer) -> dict[str, Rates]:
    """How often the levels err for questions in the language of this one."""
    return error_rates(question_language(answer.question))


def reliability(answer: Answer, language: str = "en") -> str:
    """How often questions with and without an answer are given this answer's level."""
    rates, level, messages = rates_of(answer), answer.confidence.level, messages_for(language)
    off = [rates[kind] for kind in ("far", "general") if kind in rates]
    return messages(
        "reliability.said",
        answerable=messages.per_cent(_share([rates["answerable"]], level)),
        near=messages.per_cent(_share([rates["near"]], level)),
        off=messages.per_cent(_share(off, level)),
    )


def _share(rates: Sequence[Rates], level: Level) -> float:
    """The share of the questions of some kinds that are given a level."""
    total = sum(rate.n for rate in rates)
    return sum(rate.n * _given(rate, level) for rate in rates) / total


def _given(rate: Rates, level: Level) -> float:
    given = {Level.NOT_FOUND: rate.not_found, Level.ANSWERED: rate.answered}
    return given.get(level, 1 - rate.not_found - rate.answered)
