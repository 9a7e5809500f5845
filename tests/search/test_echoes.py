"""What only echoes keywords does not come first for them."""

import pytest

from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.search.answer import Score
from cmp_search.search.document_facts import gather_facts
from cmp_search.search.echoes import without_echoes
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import Ranked

NEAR, FAR = 0.9, 0.5
"""Cosines of sentences; those of the passages are between them."""


def found(number: int, text: str, sentence: float) -> tuple[Ranked, Passage]:
    span = Span(0, len(text))
    passage = Passage(f"d:{number}", "d", (), 1, 0, len(text), text, (span,))
    score = Score(0.6 + 0.05 * number, sentence, 0.0)
    return Ranked(number, passage.id, "d", frozenset(), score, span), passage


def first(question: str, nearest: str, other: str) -> str:
    pairs = [found(0, nearest, NEAR), found(1, other, 0.7)]
    passages = {passage.id: passage for _, passage in pairs}
    ranked = without_echoes(
        gather_facts([]), parse_question(question), [hit for hit, _ in pairs], passages
    )
    return passages[ranked[0].id].text


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("lamps", "Lamps"),
        ("lamps", "lighthouses;"),
        ("lamps", "2. Lamps."),
        ("oil lamps", "Oil lamps"),
        ("lámparas", "lamps"),
    ],
)
def test_an_item_of_a_list_comes_after_what_says_something(question: str, nearest: str) -> None:
    statement = "Oil lamps are dear."
    assert first(question, nearest, statement) == statement


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("lamps", "Lamps are dear."),
        ("who has the lamps", "Ottoline"),
        ("what is lit", "lamps"),
        ("quelles lampes", "lamps"),
    ],
)
def test_what_says_more_than_the_keywords_stays_first(question: str, nearest: str) -> None:
    assert first(question, nearest, "Lenses are cheap.") == nearest


def test_an_echo_is_as_near_as_its_passage() -> None:
    hit, passage = found(0, "Lamps", NEAR)
    far, _ = found(0, "Lamps", FAR)
    question = parse_question("lamps")
    for ranked, sentence in ((hit, 0.6), (far, FAR)):
        (heard,) = without_echoes(gather_facts([]), question, [ranked], {passage.id: passage})
        assert heard.score.sentence == sentence and heard.best_sentence == ranked.best_sentence
