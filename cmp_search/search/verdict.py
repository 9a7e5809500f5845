"""The verdict: what a confidence says in words, with what is missing and how often it errs.

The sentences stand in `words`, in the language of whoever reads them.
"""

from collections.abc import Sequence

from cmp_search.search.amount import Amount
from cmp_search.search.answer import Answer, Hit, Level
from cmp_search.search.confidence import Rates, error_rates
from cmp_search.terms import question_language
from cmp_search.words import words_in


def judgement(level: Level, language: str = "en") -> str:
    """What a level says, in a few words."""
    return words_in(language)(f"level.{level.value}")


def advice(level: Level, language: str = "en") -> str:
    """What to make of passages that were given a level, and what to do next."""
    return words_in(language)(f"advice.{level.value}")


def missing(answer: Answer, language: str = "en") -> list[str]:
    """What the question has or asks for and the passages lack, a sentence each; often nothing."""
    words, said = words_in(language), []
    names = answer.confidence.missing_names
    if names:
        said.append(words("missing.names", names=", ".join(map(words.quote, names))))
    if answer.confidence.missing_amount:
        asked = Amount(answer.confidence.missing_amount)
        said.append(words("missing.amount", amount=words(f"amount.{asked.value}")))
    return said


def reasons(hit: Hit, language: str = "en") -> list[str]:
    """Why a passage was found and stands where it does, a sentence each, what counts most first."""
    words = words_in(language)
    said = [words("hit.by_phrase")] if hit.score.quoted else []
    said.append(words("hit.by_sentence"))
    if hit.matched_terms:
        said.append(words("hit.words", words=", ".join(map(words.quote, hit.matched_terms))))
    for typed, held in hit.alike_terms:
        said.append(words("hit.alike", typed=words.quote(typed), held=words.quote(held)))
    if not hit.matched_terms and not hit.alike_terms:
        said.append(words("hit.no_words"))
    if hit.score.language > 0:
        said.append(words("hit.by_language"))
    if hit.score.year > 0:
        said.append(words("hit.by_year"))
    return said


def rates_of(answer: Answer) -> dict[str, Rates]:
    """How often the levels err for questions in the language of this one."""
    return error_rates(question_language(answer.question))


def reliability(answer: Answer, language: str = "en") -> str:
    """How often questions with and without an answer are given this answer's level."""
    rates, level, words = rates_of(answer), answer.confidence.level, words_in(language)
    off = [rates[kind] for kind in ("far", "general") if kind in rates]
    return words(
        "reliability.said",
        answerable=words.per_cent(_share([rates["answerable"]], level)),
        near=words.per_cent(_share([rates["near"]], level)),
        off=words.per_cent(_share(off, level)),
    )


def _share(rates: Sequence[Rates], level: Level) -> float:
    """The share of the questions of some kinds that are given a level."""
    total = sum(rate.n for rate in rates)
    return sum(rate.n * _given(rate, level) for rate in rates) / total


def _given(rate: Rates, level: Level) -> float:
    given = {Level.NOT_FOUND: rate.not_found, Level.ANSWERED: rate.answered}
    return given.get(level, 1 - rate.not_found - rate.answered)
