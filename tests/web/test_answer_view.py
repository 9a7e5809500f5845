"""An answer as it is shown: its level, its limits, what to know above it, its record."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.index.caveats import Caveat
from cmp_search.index.filters import Filters
from cmp_search.locales import interfaces, messages_for
from cmp_search.search.answer import Confidence, Level
from cmp_search.search.searcher import Searcher
from cmp_search.web.answer_view import SIGNS, VIEWS, answer_view
from cmp_search.web.engine import entries_of
from cmp_search.web.rendering import render
from tests.index.counting import counted

WORDS = messages_for("en")


def test_only_where_there_are_limits_one_may_remove_them(searcher: Searcher) -> None:
    for limits, key in (((), "advice.not_found"), (("2021",), "ask.not_found_limited")):
        answer = replace(searcher.ask("lenses"), confidence=Confidence(Level.NOT_FOUND, 0.1))
        view = answer_view(searcher.index, answer, (), limits, WORDS)
        assert view.verdict.advice == WORDS(key)
        assert (view.verdict.limits is not None) == bool(limits)


def test_passages_are_folded_where_the_texts_answer_nothing(
    page: AppTest, searcher: Searcher
) -> None:
    answer = searcher.ask("lenses")
    for level, folded in ((Level.NOT_FOUND, True), (Level.RELATED, False)):
        judged = replace(answer, confidence=Confidence(level, 0.1))
        view = answer_view(searcher.index, judged, (), (), messages_for("en"))
        assert ('<details class="nearest">' in render("answer.html", "answer", view)) == folded


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("code", ["older_generation", "corpus_changed"])
def test_what_to_know_stands_above_the_answer(searcher: Searcher, code: str, language: str) -> None:
    words = messages_for(language)
    plain = searcher.ask("lenses")
    answer = replace(plain, caveats=(Caveat(code, {"date": "2026-03-01T08:00:00Z"}),))
    html = render("answer.html", "answer", answer_view(searcher.index, answer, (), (), words))
    first = html.partition('<section class="verdict')[0]
    assert 'role="alert"' in first and "2026" in first and "cmp-search index" in first
    assert "`" not in first
    html = render("answer.html", "answer", answer_view(searcher.index, plain, (), (), words))
    assert "caveat" not in html


@pytest.mark.parametrize("level", Level)
def test_a_level_has_its_sign_its_words_and_its_colour(searcher: Searcher, level: Level) -> None:
    answer = searcher.ask("lenses")
    judged = replace(answer, confidence=Confidence(level, 0.5, ("Zurbano",), "money"))
    for language in interfaces():
        words = messages_for(language)
        view = answer_view(searcher.index, judged, (), (), words)
        html = render("answer.html", "answer", view)
        assert f'<section class="verdict {level.value}">' in html
        assert f'aria-hidden="true">{SIGNS[level]}</span>' in html
        assert words(f"level.{level.value}") in html and words(f"advice.{level.value}") in html
        assert "Zurbano" in html and words("amount.money") in html
    assert len(set(SIGNS.values())) == len(Level)


@pytest.mark.parametrize("count", [5, 50])
def test_a_page_takes_few_calls_of_the_index(searcher: Searcher, count: int) -> None:
    entries_of(searcher.index)  # Kept for all answers from an index.
    index, calls = counted(searcher.index)
    asked = Searcher(index, searcher.encoder, searcher.facts)
    answer = asked.ask('Who polihsed the "forty lenses"?', count=count)
    render("answer.html", "answer", answer_view(index, answer, VIEWS, (), messages_for("en")))
    assert calls[7:] == ["outlines", "excerpts"], "the first seven are those of the question"
    assert len(calls) <= 12


MANY = tuple(f"text-{n}" for n in range(8))


@pytest.mark.parametrize(
    ("language", "filters", "documents", "said"),
    [
        ("en", Filters(), MANY, "in 8 documents, index"),
        ("en", Filters(years=(2021,)), MANY[:2], "in 2 documents (text-0, text-1), index"),
        ("en", Filters(documents=MANY), MANY, "text-3, text-4 and 3 more), index"),
        ("fr", Filters(languages=("fr",)), MANY, "text-3, text-4 et 3 autres), index"),
        ("fr", Filters(languages=("fr",)), MANY[:6], "text-3, text-4 et 1 autre), index"),
        ("es", Filters(languages=("es",)), MANY, "text-3, text-4 y 3 más), índice"),
    ],
)
def test_what_was_searched_names_few_documents_and_only_if_limited(
    searcher: Searcher, language: str, filters: Filters, documents: tuple[str, ...], said: str
) -> None:
    answer = searcher.ask("trees")
    record = replace(answer.search_record, filters=filters, documents=documents)
    answer = replace(answer, search_record=record)
    view = answer_view(searcher.index, answer, (), (), messages_for(language))
    assert said in view.record
