"""The verdict: a confidence in words, with what is missing and how often it errs.

The sentences come from `locales`, in the reader's language.
"""

from collections.abc import Mapping, Sequence
from datetime import date as Date

from cmp_search.index.calibration import Calibration
from cmp_search.language.detection import language_rank
from cmp_search.language.terms import question_language
from cmp_search.locales import Messages, messages_for
from cmp_search.search.amount import Amount
from cmp_search.search.answer import Answer, FactStatement, Hit, Level
from cmp_search.search.confidence import Rates
from cmp_search.search.thresholds import rates_in


def judgement(level: Level, language: str = "en") -> str:
    """A level in a few words."""
    return messages_for(language)(f"level.{level.value}")


def advice(level: Level, language: str = "en", *, is_limited: bool = False) -> str:
    """How to take passages with a level, and what to do next; limits may keep an answer out."""
    kept_out = is_limited and level is Level.NOT_FOUND
    return messages_for(language)("ask.not_found_limited" if kept_out else f"advice.{level.value}")


def missing(answer: Answer, language: str = "en") -> list[str]:
    """What the passages lack of what the question names or asks for, one sentence each.

    The first one says so if no text is in the question's language.
    """
    messages, sentences = messages_for(language), []
    asked = question_language(answer.question)
    if asked and answer.languages and asked not in answer.languages:
        texts = messages.listed([messages.name(one) for one in answer.languages])
        sentences.append(messages("missing.language", asked=messages.name(asked), texts=texts))
    names = answer.confidence.missing_names
    if names:
        sentences.append(messages("missing.names", names=", ".join(map(messages.quote, names))))
    lacking = answer.confidence.lacking
    if lacking:
        sentences.append(messages("missing.lacking", words=", ".join(map(messages.quote, lacking))))
    if answer.confidence.missing_amount:
        asked = Amount(answer.confidence.missing_amount)
        sentences.append(messages("missing.amount", amount=messages(f"amount.{asked.value}")))
    return sentences


def also_in(hit: Hit, language: str = "en") -> str:
    """In which other languages a passage was found, each by its own name; empty if in none."""
    others = {other.language for other in hit.also} - {hit.language}
    if not others:
        return ""
    codes = sorted(others, key=lambda code: (language_rank(code), code))
    messages = messages_for(language)
    return messages("hit.also", languages=", ".join(map(messages.name, codes)))


def reasons(hit: Hit, language: str = "en") -> list[str]:
    """Why a passage was found and ranked as it is, one sentence each, the main reason first."""
    messages = messages_for(language)
    sentences = [messages("hit.by_phrase")] if hit.score.quoted else []
    sentences.append(messages("hit.by_fact" if hit.states_fact else "hit.by_sentence"))
    if hit.score.heading > 0:
        sentences.append(messages("hit.by_heading"))
    if hit.matched_terms:
        sentences.append(
            messages("hit.words", words=", ".join(map(messages.quote, hit.matched_terms)))
        )
    for typed, similar in hit.alike_terms:
        quoted = {"typed": messages.quote(typed), "held": messages.quote(similar)}
        sentences.append(messages("hit.alike", **quoted))
    if not hit.matched_terms and not hit.alike_terms:
        sentences.append(messages("hit.no_words"))
    if hit.score.language > 0:
        sentences.append(messages("hit.by_language"))
    if hit.score.year > 0:
        sentences.append(messages("hit.by_year"))
    return sentences


def as_of(statement: FactStatement, language: str = "en", in_words: bool = False) -> str:
    """The date of the text that states a fact, or its year; empty if neither is known."""
    messages, date = messages_for(language), statement.as_of
    if in_words and len(date) > len("2019"):
        date = messages.day(Date.fromisoformat(date))
    return messages("fact.as_of", date=date) if date else ""


def rates_of(answer: Answer) -> dict[str, Rates]:
    """How often the levels err for questions in the language of this one."""
    record = answer.search_record
    return rates_in(question_language(answer.question), record.calibration, record.reader)


def reliability(answer: Answer, language: str = "en") -> str:
    """How often questions with and without an answer get this answer's level."""
    rates, level, messages = rates_of(answer), answer.confidence.level, messages_for(language)
    calibration = answer.search_record.calibration
    if calibration is not None:
        return _calibrated(calibration, rates, level, messages)
    off_subject = [rates[kind] for kind in ("far", "general") if kind in rates]
    return messages(
        "reliability.said",
        answerable=messages.per_cent(_share([rates["answerable"]], level)),
        near=messages.per_cent(_share([rates["near"]], level)),
        off=messages.per_cent(_share(off_subject, level)),
    )


def _calibrated(
    calibration: Calibration, rates: Mapping[str, Rates], level: Level, messages: Messages
) -> str:
    """The same for thresholds of the index's own, of whose kinds any may be missing."""
    shares = (
        messages(
            f"calibrated.{kind}",
            share=messages.per_cent(_level_share(rate, level)),
            n=messages.number(rate.n),
        )
        for kind, rate in rates.items()
    )
    date = messages.moment(calibration.created)
    return messages("calibrated.said", date=date, shares=", ".join(shares))


def _share(rates: Sequence[Rates], level: Level) -> float:
    """The share of the questions of some kinds that get a level."""
    total = sum(rate.n for rate in rates)
    return sum(rate.n * _level_share(rate, level) for rate in rates) / total


def _level_share(rate: Rates, level: Level) -> float:
    shares = {Level.NOT_FOUND: rate.not_found, Level.ANSWERED: rate.answered}
    return shares.get(level, 1 - rate.not_found - rate.answered)
