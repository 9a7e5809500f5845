"""The verdict in words."""

from dataclasses import replace

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.search import verdict
from cmp_search.search.answer import PHRASE_WEIGHT, Answer, Confidence, EditionHit, Level
from cmp_search.search.confidence import Rates
from cmp_search.search.searcher import Searcher
from cmp_search.search.verdict import also_in, as_of, judgement, missing, reasons, reliability

RATES = {
    "answerable": Rates(100, 0.05, 0.75),
    "near": Rates(20, 0.6, 0.3),
    "far": Rates(10, 0.7, 0.1),
    "general": Rates(90, 0.9, 0.0),
}


@pytest.fixture
def answer(searcher: Searcher) -> Answer:
    return searcher.ask("Who polished the lenses?")


def judged(answer: Answer, level: Level, *names: str, amount: str = "") -> Answer:
    return replace(answer, confidence=Confidence(level, 0.5, names, amount))


def test_what_is_missing_is_listed(answer: Answer) -> None:
    assert missing(judged(answer, Level.ANSWERED)) == []
    sentences = missing(judged(answer, Level.NOT_FOUND, "2016", "Quickwater", amount="money"))
    assert sentences == [
        "Not in these passages: “2016”, “Quickwater”.",
        "The question asks for an amount of money, but the first passages do not give one.",
    ]


@pytest.mark.parametrize(
    ("level", "shares"),
    [
        (Level.NOT_FOUND, ["5%", "60%", "88%"]),
        (Level.RELATED, ["20%", "10%", "11%"]),
        (Level.ANSWERED, ["75%", "30%", "1%"]),
    ],
)
def test_the_rates_of_the_level_are_given(
    answer: Answer, level: Level, shares: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict, "rates_in", lambda language, calibration, reader: RATES)
    sentences = reliability(judged(answer, level))
    assert [word for word in sentences.split() if word.endswith("%")] == shares


def test_the_rates_are_those_of_the_question_s_language(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def rates(language: str, calibration: Calibration | None, reader: str) -> dict[str, Rates]:
        asked.append(language)
        return RATES

    monkeypatch.setattr(verdict, "rates_in", rates)
    for question in ("Who polished the lenses?", "¿Quién pulió las lentes?", "Qui les a polies ?"):
        reliability(searcher.ask(question))
    assert asked == ["en", "es", "fr"]


def test_it_is_in_three_languages(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "rates_in", lambda language, calibration, reader: RATES)
    not_found = judged(answer, Level.NOT_FOUND, "2016", amount="money")
    assert missing(not_found, "fr")[0] == "Absents de ces passages\u00a0: «\u202f2016\u202f»."
    assert missing(not_found, "es")[1].startswith("La pregunta pide una cantidad de dinero")
    assert "88\u00a0%" in reliability(not_found, "fr")
    assert len({judgement(Level.RELATED, code) for code in ("en", "fr", "es")}) == 3


def test_the_rates_of_a_calibration_are_given_instead(answer: Answer) -> None:
    rates = (KindRates("answerable", "", 40, 0.05, 0.75), KindRates("far", "", 8, 1, 0))
    calibration = Calibration(
        "2021-06-01T12:00:00+00:00", FakeEncoder().identity, "key", 0.3, 0.7, rates
    )
    record = replace(answer.search_record, calibration=calibration)
    found = judged(replace(answer, search_record=record), Level.ANSWERED)
    assert "for 75% of the questions that the texts answer (n = 40), 0%" in reliability(found)
    assert "on 1 June 2021, 12:00 UTC" in reliability(found)
    assert "75\u00a0% des questions auxquelles les textes répondent (n = 40)" in reliability(
        found, "fr"
    )
    assert "de las preguntas ajenas al tema (n = 8)" in reliability(found, "es")


def test_the_reasons_for_a_hit_are_given(answer: Answer) -> None:
    hit = answer.hits[0]
    score = replace(hit.score, language=0.0, year=0.0, heading=0.0)
    plain = replace(hit, matched_terms=(), score=score)
    assert len(reasons(plain)) == 2
    raised = replace(plain, matched_terms=("lenses",), score=replace(score, language=0.1, year=0.2))
    assert any("“lenses”" in sentence for sentence in reasons(raised))
    assert len(reasons(raised)) == 4
    headed = replace(plain, score=replace(score, heading=0.01))
    assert "heading above it" in reasons(headed)[1] and len(reasons(headed)) == 3
    quoted = replace(raised, score=replace(raised.score, terms=PHRASE_WEIGHT))
    assert "quotation marks" in reasons(quoted)[0] and len(reasons(quoted)) == 5
    alike = reasons(replace(plain, alike_terms=(("lenteja", "lentejas"),)))
    assert any("“lentejas”" in sentence and "“lenteja”" in sentence for sentence in alike)
    assert not any("alone" in sentence for sentence in alike) and "alone" in reasons(plain)[-1]
    assert any("année" in sentence for sentence in reasons(raised, "fr"))


def test_a_fact_is_dated(searcher: Searcher) -> None:
    (fact,) = searcher.ask("Canadian co-chair, lens group").facts
    stated = replace(fact.statement, as_of="2019-11-28")
    assert as_of(stated) == "As of 2019-11-28"
    assert as_of(stated, "fr", in_words=True) == "Date du texte\u00a0: 28 novembre 2019"
    assert as_of(replace(stated, as_of="2019"), "es", in_words=True) == "Fecha del texto: 2019"
    assert as_of(replace(stated, as_of="")) == ""


def test_the_hit_that_states_the_fact_says_so(searcher: Searcher) -> None:
    first, second, *_ = searcher.ask("Canadian co-chair, lens group").hits
    assert "Its highlighted sentence belongs to the fact above." in reasons(first)
    assert "Its highlighted sentence belongs to the fact above." not in reasons(second)


def test_a_language_in_which_there_is_no_text_is_said(answer: Answer) -> None:
    judged_only = judged(answer, Level.ANSWERED)
    french = replace(judged_only, question="Qui a poli les lentilles ?", languages=("en", "es"))
    assert missing(french) == [
        "None of the texts searched is in French; they are in English and Spanish."
    ]
    assert missing(french, "fr") == [
        "Aucun des textes consultés n’est en français; ils sont en anglais et espagnol."
    ]
    assert missing(replace(french, languages=("en", "fr"))) == []
    assert missing(replace(french, question="lentilles")) == []


def test_other_editions_are_named_in_the_readers_language(answer: Answer) -> None:
    hit = replace(answer.hits[0], language="en", also=())
    assert also_in(hit) == ""
    others = tuple(
        EditionHit(f"plan-{code}", code, f"plan-{code}:1", hit.citation)
        for code in ("es", "fr", "en", "de")
    )
    hit = replace(hit, also=others)
    assert also_in(hit) == "Also in French, Spanish, German"
    assert also_in(hit, "fr") == "Aussi\u00a0: français, espagnol, allemand"
