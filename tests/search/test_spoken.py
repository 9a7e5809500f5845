"""The language in which an answer is wanted."""

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.search.answer import Score
from cmp_search.search.document_facts import gather_facts
from cmp_search.search.query_terms import query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import Ranked
from cmp_search.search.spoken import language_for_ranking, languages_of_answer, spoken_language
from tests.search.making import make_index

FACTS = gather_facts([Entry(id=language, language=language) for language in ("en", "fr", "es")])


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("CMP", "fr"),
        ("AMC?", "fr"),
        ("CMP 2019", "fr"),
        ("T-MEC", "fr"),
        ("NDCs", "fr"),
        ("¿AMC?", "es"),
        ("What is the CMP?", "en"),
        ("forestry", ""),
        ("2019", ""),
        ("Quickwater CMP", ""),
    ],
)
def test_a_bare_acronym_is_in_the_language_of_the_interface(question: str, language: str) -> None:
    assert spoken_language(parse_question(question), "fr") == language


def test_without_an_interface_only_the_words_tell() -> None:
    assert spoken_language(parse_question("CMP"), "") == ""


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("peuples autochtones", "fr"),
        ("lighthouse", ""),
        ("peuples lighthouse", ""),
        ("lighthose", "fr"),
        ("what of them", "en"),
        ("ZKB", ""),
    ],
)
def test_keywords_that_no_text_has_are_ranked_as_in_the_interface_s_language(
    question: str, language: str
) -> None:
    asked = parse_question(question)
    terms = query_terms(make_index(["The lighthouse was lit."]), asked.words)
    assert language_for_ranking(asked, terms, "fr") == language


def found(document: str, *terms: str) -> Ranked:
    return Ranked(0, "", document, frozenset(terms), Score(0.8, 0.8, 0.0), Span(0, 1))


@pytest.mark.parametrize(
    ("question", "interface", "languages"),
    [
        ("What is it?", "fr", ("en", "fr")),
        ("What is it?", "en", ("en",)),
        ("forestry plan", "fr", ("en", "fr")),
        ("agriculture", "fr", ("fr",)),
        ("agriculture", "es", ("en", "es")),
        ("nothing else", "es", ("es",)),
        ("nothing else", "", ()),
    ],
)
def test_keywords_are_in_the_language_of_the_passages_that_have_them(
    question: str, interface: str, languages: tuple[str, ...]
) -> None:
    ranked = [
        found("en", "forestry", "plan", "agriculture"),
        found("fr", "plan", "agriculture"),
        found("es", "plan"),
    ]
    asked = parse_question(question)
    assert languages_of_answer(FACTS, asked, interface, ranked) == languages
