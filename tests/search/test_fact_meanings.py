"""What an acronym is: the first passage says it under its name or in the question's language."""

import pytest

from cmp_search.index.filters import Filters
from cmp_search.search.searcher import Searcher


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("¿qué es la AMC?", "es", "Entre estos mecanismos figuran la Alianza México-Canadá (AMC"),
        ("C'est quoi le PCM ?", "fr", "Cette plateforme comprend notamment le Partenariat Canada"),
        ("qu’est-ce que la CMP ?", "en", "The governments of Canada and Mexico launched the CMP"),
        ("what is the CMP", "en", "The governments of Canada and Mexico launched the CMP"),
    ],
)
def test_a_definition_under_another_name_is_told_in_the_question_s_language(
    digests: Searcher, question: str, language: str, first: str
) -> None:
    hit = digests.ask(question).hits[0]
    assert hit.language == language and hit.best_sentence_text.startswith(first)


def test_where_the_question_s_language_has_none_another_language_defines(
    digests: Searcher,
) -> None:
    without_french = Filters(documents=("cmp-2019-digest", "jap-2010-digest.es"))
    first = digests.ask("Qu’est-ce que l’AMC ?", without_french).hits[0]
    assert first.language == "en" and "launched the CMP in 2004" in first.best_sentence_text
