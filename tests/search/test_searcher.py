from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cmp_search.citations.citation import cite
from cmp_search.errors import QuestionError, UnknownDocumentError
from cmp_search.index.filters import Filters
from cmp_search.search.answer import Answer, Confidence, Hit, Level
from cmp_search.search.question import Question
from cmp_search.search.searcher import DEFAULT_COUNT, Searcher
from tests.raising import raises_code

ALL = ("harbour-2020-digest", "harbour-2021", "ports-2021", "puertos-2022")
QUESTION = "Who polished forty lenses?"


def test_hits_are_ranked_cited_and_slices_of_their_documents(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
    for hit in answer.hits:
        document = searcher.index.document(hit.passage.document)
        assert hit.passage.text == document.text[hit.passage.start : hit.passage.end]
        assert hit.citation == cite(document, hit.passage)
        assert (hit.title, hit.language) == (document.entry.title, document.entry.language)
        assert hit.passage.start <= hit.best_sentence.start < hit.best_sentence.end
        assert hit.best_sentence.end <= hit.passage.end


def test_the_first_hit_answers_and_says_why(searcher: Searcher) -> None:
    hit = searcher.ask(QUESTION).hits[0]
    document = searcher.index.document("harbour-2021")
    assert document.slice(hit.best_sentence) == "The group polished forty lenses."
    assert hit.passage.section[-1] == "Lens Working Group"
    assert hit.matched_terms == ("polished", "forty", "lenses")


@pytest.mark.parametrize(
    ("question", "language", "matched"),
    [
        ("quarante lentille main-d'oeuvre", "fr", ("quarante", "lentille", "main", "oeuvre")),
        ("¿quién pulió una LENTE?", "es", ("pulió", "LENTE")),
        ("zzz", "en", ()),
    ],
)
def test_matched_terms_are_shown_as_they_were_typed(
    searcher: Searcher, question: str, language: str, matched: tuple[str, ...]
) -> None:
    found = [h.matched_terms for h in searcher.ask(question, Filters(languages=(language,))).hits]
    assert max(found, key=len) == matched


def test_words_spelt_alike_are_shown_as_typed_and_as_in_the_text(
    searcher: Searcher,
) -> None:
    found = [hit for hit in searcher.ask("Ottoline Quickwatter").hits if hit.alike_terms]
    assert found and all(hit.alike_terms == (("Quickwatter", "Quickwater"),) for hit in found)
    assert all("Quickwater" in hit.passage.text for hit in found)


def test_the_record_says_what_was_searched(searcher: Searcher) -> None:
    filters = Filters(languages=("en",))
    record = searcher.ask(QUESTION, filters).search_record
    manifest = searcher.index.manifest
    assert record.documents == ("harbour-2020-digest", "harbour-2021")
    assert record.filters == filters
    assert record.index_fingerprint == manifest.fingerprint
    assert (record.generation, record.encoder) == (manifest.generation, "fake")
    assert record.date.endswith("+00:00")
    assert searcher.ask(QUESTION).search_record.documents == ALL


def without_date(answer: Answer) -> Answer:
    return replace(answer, search_record=replace(answer.search_record, date=""))


def test_the_same_question_has_the_same_answer(searcher: Searcher) -> None:
    assert without_date(searcher.ask(QUESTION)) == without_date(searcher.ask(QUESTION))


def test_a_question_without_an_answer_still_shows_the_nearest(searcher: Searcher) -> None:
    answer = searcher.ask("zzz qqq?")
    assert answer.confidence.level is Level.NOT_FOUND
    assert answer.hits


@pytest.mark.parametrize("count", [1, 3, DEFAULT_COUNT, 1_000])
def test_the_count_cuts_the_hits_and_leaves_the_confidence(searcher: Searcher, count: int) -> None:
    answer, usual = searcher.ask(QUESTION, count=count), searcher.ask(QUESTION)
    shown = min(len(answer.hits), len(usual.hits))
    assert len(answer.hits) <= count
    assert answer.hits[:shown] == usual.hits[:shown]
    assert answer.confidence == usual.confidence


@pytest.mark.parametrize("count", [1, 3, 1_000])
def test_the_confidence_uses_the_same_hits_however_many_are_shown(
    searcher: Searcher, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed: list[int] = []

    def weigh(question: Question, hits: Sequence[Hit], *_: object) -> Confidence:
        weighed.append(len(hits))
        return Confidence(Level.RELATED, 0.5)

    monkeypatch.setattr("cmp_search.search.searcher.confidence", weigh)
    monkeypatch.setattr("cmp_search.search.searcher.DEFAULT_COUNT", 4)
    hits = searcher.ask(QUESTION, count=count).hits
    assert len(hits) == count or sum(1 + len(hit.also) for hit in hits) == 8
    assert weighed == [4]


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_below_one_is_refused(searcher: Searcher, count: int) -> None:
    with raises_code(QuestionError, "count_too_low"):
        searcher.ask(QUESTION, count=count)


@pytest.mark.parametrize("question", ["", "???", "x" * 3_000])
def test_a_bad_question_is_refused_before_anything_is_encoded(
    searcher: Searcher, question: str
) -> None:
    with raises_code(QuestionError, "question_long" if len(question) > 2000 else "question_empty"):
        searcher.ask(question)


@pytest.mark.parametrize(
    "question", ['"', "a OR b NEAR(c)", "x:y*", "'; DROP TABLE", '"""', "\ud800a"]
)
def test_no_question_breaks_the_search(searcher: Searcher, question: str) -> None:
    if any(c.isalnum() for c in question):
        assert searcher.ask(question).hits
    else:
        with pytest.raises(QuestionError):
            searcher.ask(question)


def test_the_error_for_an_unknown_document_lists_known_ones(searcher: Searcher) -> None:
    with raises_code(UnknownDocumentError, "unknown_document", id="harbor"):
        searcher.ask(QUESTION, Filters(documents=("harbour-2021", "harbor")))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(years=(1867,)),
        Filters(documents=("ports-2021",), languages=("en",)),
    ],
)
def test_filters_that_nothing_passes_are_refused(searcher: Searcher, filters: Filters) -> None:
    with raises_code(QuestionError, "filters_match_nothing"):
        searcher.ask(QUESTION, filters)


def test_a_language_that_no_text_is_in_is_named(searcher: Searcher) -> None:
    held = sorted({entry.language for entry in searcher.facts.entries.values()})
    expected = {"languages": ["de"], "known_languages": held}
    with raises_code(QuestionError, "language_without_texts", **expected) as caught:
        searcher.ask(QUESTION, Filters(languages=("fr", "de")))
    assert "German" in str(caught.value) and "de" not in str(caught.value).split()
    assert "allemand" in caught.value.message("fr")


def test_many_threads_get_the_answers_that_one_gets(searcher: Searcher) -> None:
    questions = [QUESTION, "Ottoline Quickwater", "panaderías", "zzz", '"forty lenses"'] * 8
    with ThreadPoolExecutor(8) as pool:
        together = [without_date(answer) for answer in pool.map(searcher.ask, questions)]
    assert together == [without_date(searcher.ask(question)) for question in questions]


def test_editions_are_joined_after_the_confidence_is_weighed(searcher: Searcher) -> None:
    """It is that of the texts in one language, or of whatever stands first in any."""
    asked = searcher.ask(QUESTION)
    joined = [hit for hit in asked.hits if hit.also]
    assert joined and all(hit.passage.document == "harbour-2021" for hit in joined)
    for hit in joined:
        (other,) = hit.also
        assert (other.document, other.language) == ("ports-2021", "fr")
        passage = searcher.index.passages([other.passage])[other.passage]
        assert other.citation == cite(searcher.index.document("ports-2021"), passage)
    alone = replace(searcher, facts=replace(searcher.facts, texts={id: id for id in ALL}))
    apart = alone.ask(QUESTION)
    assert not any(hit.also for hit in apart.hits)
    assert apart.confidence == asked.confidence
    assert asked.languages == ("en", "es", "fr")
