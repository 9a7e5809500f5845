"""Which sentence of a passage is marked: the nearest one, or one that states what is asked for."""

import pytest

from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.search.answer import Score
from cmp_search.search.marking import with_marks
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import Ranked

SENTENCES = (
    "The bakers met on the pier.",
    "They lit the old lamps on 3 May 1874.",
    "Forty keepers came, and 12 boats.",
    "Two bakers sang.",
)


def passage() -> Passage:
    text, spans = " ".join(SENTENCES), []
    for sentence in SENTENCES:
        start = text.index(sentence)
        spans.append(Span(start, start + len(sentence)))
    return Passage("d:0", "d", (), 1, 0, len(text), text, tuple(spans))


def marked(question: str, nearest: int) -> str:
    whole = passage()
    hit = Ranked(0, whole.id, "d", frozenset(), Score(0.5, 0.5, 0), whole.sentences[nearest])
    (found,) = with_marks(parse_question(question), [hit], {whole.id: whole})
    span = found.best_sentence
    return whole.text[span.start : span.end]


@pytest.mark.parametrize(
    ("question", "nearest", "expected"),
    [
        ("Who met on the pier?", 0, 0),
        ("When did the bakers meet?", 0, 1),
        ("When did they light the lamps?", 1, 1),
        ("How many keepers came?", 0, 2),
        ("How many bakers met?", 0, 3),
        ("cuantos vinieron", 0, 2),
        ("How much money did they get?", 0, 0),
        ("How many boats came?", 2, 2),
    ],
)
def test_a_sentence_that_states_what_is_asked_for(
    question: str, nearest: int, expected: int
) -> None:
    assert marked(question, nearest) == SENTENCES[expected]


def test_passages_that_are_not_given_stay() -> None:
    hit = Ranked(0, "d:1", "d", frozenset(), Score(0.5, 0.5, 0), Span(0, 4))
    assert with_marks(parse_question("How many came?"), [hit], {}) == [hit]


@pytest.mark.parametrize(
    ("question", "sentences", "expected"),
    [
        ("Who signed it?", ("It was signed in May.", "The signatories are Peru and Chile."), 1),
        (
            "qui l’a signé",
            ("Signé hier.", "Les signataires en sont le Pérou et le Chili."),
            1,
        ),
        ("¿Quién lo firmó?", ("Se firmó en mayo.", "Los firmantes son Perú y Chile."), 1),
        ("who attended", ("They met in Arica.", "The attendees were bakers."), 1),
        ("who invested in lamps", ("Lamps are dear.", "The investors include two banks."), 1),
        ("Who signed it?", ("Peru signed it.", "The signatories will meet again."), 0),
        ("Where was it signed?", ("In Arica.", "The signatories are Peru and Chile."), 0),
        ("who is it", ("It is Ottoline.", "The isers are many."), 0),
    ],
)
def test_who_did_something_is_said_by_a_noun_made_of_it(
    question: str, sentences: tuple[str, str], expected: int
) -> None:
    first, second = sentences
    text = f"{first} {second}"
    spans = Span(0, len(first)), Span(len(first) + 1, len(text))
    whole = Passage("d:0", "d", (), 1, 0, len(text), text, spans)
    hit = Ranked(0, whole.id, "d", frozenset(), Score(0.5, 0.5, 0), spans[0])
    (found,) = with_marks(parse_question(question), [hit], {whole.id: whole})
    assert found.best_sentence == spans[expected]
