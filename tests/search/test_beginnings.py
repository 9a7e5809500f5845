"""Beginnings: how and why something began, which the sentence that says when says, too."""

import pytest

from cmp_search.search.fact_questions import beginning_question
from cmp_search.search.searcher import Searcher


@pytest.mark.parametrize(
    "question",
    [
        "why was the partnership created?",
        "how did the CMP start",
        "Why did Canada and Mexico create the partnership?",
        "how the partnership came to be",
        "Pourquoi le Partenariat a-t-il été créé ?",
        "Comment est né le PCM ?",
        "¿Por qué se creó la alianza?",
        "¿Cómo surgió la AMC?",
    ],
)
def test_what_says_how_the_partnership_began_comes_first(digests: Searcher, question: str) -> None:
    answer = digests.ask(question)
    first = answer.hits[0]
    assert "launched the CMP in 2004, as a bilateral initiative" in first.best_sentence_text
    assert answer.facts == () and not first.states_fact


@pytest.mark.parametrize(
    "question",
    [
        "why did the mobility group start",
        "how many groups exist",
        "when was the CMP created",
        "why",
    ],
)
def test_another_beginning_or_question_leads_nowhere(digests: Searcher, question: str) -> None:
    first = digests.ask(question).hits[0]
    is_led = first.score.total == 0 or "launched the CMP" in first.best_sentence_text
    assert is_led is (question == "when was the CMP created")


def test_what_began_is_kept_of_a_question() -> None:
    asked = beginning_question("Why was the fog group founded?")
    assert asked and asked.words == ("fog", "group")
    assert beginning_question("Why is there fog?") is None
    assert beginning_question("When was the fog group founded?") is None
