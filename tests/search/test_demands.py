from dataclasses import replace

import pytest

from cmp_search.documents.document import Span
from cmp_search.search.answer import Confidence, Hit, Level
from cmp_search.search.demands import FIRST, weighed
from cmp_search.search.question import parse_question
from cmp_search.search.reading.rereading import PassageReading
from tests.search.making import hit_of

ANSWERED, RELATED = Level.ANSWERED, Level.RELATED


def hit(text: str, title: str = "", date: str = "", section: tuple[str, ...] = ()) -> Hit:
    found = hit_of(text, section)
    return replace(found, title=title, citation=replace(found.citation, title=title, date=date))


def weigh(question: str, *hits: Hit, level: Level = ANSWERED, names: str = "") -> Confidence:
    before = Confidence(level, 0.5, missing_names=tuple(names.split()))
    return weighed(parse_question(question), hits, before)


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("What did they polish in 2020?", "In 2019 they polished.", "2020"),
        ("Who sent the 200 lenses?", "They sent 20 lenses.", "200"),
        ("What was the 10th meeting about?", "The 15th meeting, on the 10 lamps.", "10th"),
        ("De quoi parlait la dixième réunion?", "The XV meeting.", "dixième"),
        ("¿De qué trató la 10.ª reunión anual?", "La 11.ª reunión.", "10.ª"),
        ("Was it in 2020, early in 2020 or late in 2020?", "In 2019.", "2020"),
    ],
)
def test_what_the_first_passages_lack_lowers_the_level(
    question: str, text: str, lacking: str
) -> None:
    judged = weigh(question, *[hit(text)] * FIRST, hit(f"Too late: {lacking} meeting"))
    assert (judged.level, judged.lacking) == (RELATED, (lacking,))
    assert weigh(question, hit(text), level=Level.NOT_FOUND).level is Level.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did they polish in 2020?", hit("Lenses.", title="Report 2020")),
        ("What did they polish in 2020?", hit("Lenses.", date="2020-05-01")),
        ("What did they polish in 2020?", hit("Lenses.", section=("Plans for 2020",))),
        ("Who sent the 20,000 lenses?", hit("Twice 20 000 lenses.")),
        ("What was the 10th meeting about?", hit("La décima reunión.")),
        ("¿De qué trató la 15.ª reunión?", hit("The XV Annual Meeting.")),
        ("Où a eu lieu la 3e réunion?", hit("They met:\n  2. Ottawa\n  3. Kanata")),
    ],
)
def test_what_a_passage_has_in_some_form_is_not_lacking(question: str, found: Hit) -> None:
    judged = weigh(question, hit("Fog."), found)
    assert (judged.level, judged.lacking) == (ANSWERED, ())


@pytest.mark.parametrize(
    "question",
    [
        "Who sang at Super Bowl 50?",
        "How is CO2 measured?",
        "How did COVID-19 spread?",
        "¿Quién brilló en los años 80?",
        "What happened on the second day?",
        "Are 4 lamps lit?",
        "What did Ottoline polish?",
    ],
)
def test_names_decades_and_small_numbers_are_not_demanded(question: str) -> None:
    assert weigh(question, hit("Fog rolls in.")).lacking == ()


def test_what_is_lacking_or_found_in_another_form_is_no_missing_name() -> None:
    judged = weigh(
        "Que dit Ottoline de la 15e réunion de 2020?",
        hit("The 15th meeting."),
        names="Ottoline 15e 2020",
    )
    assert (judged.missing_names, judged.lacking) == (("Ottoline",), ("2020",))


def test_a_quantity_that_the_best_sentence_states_raises_the_level() -> None:
    how_many = "How many lamps were lit in 1874?"
    stated = hit("In 1874, forty lamps were lit.")
    assert weigh(how_many, stated, level=RELATED).level is ANSWERED
    assert weigh(how_many, hit("Fog."), stated, level=RELATED).level is RELATED
    assert weigh(how_many, stated, level=Level.NOT_FOUND).level is Level.NOT_FOUND
    shared = replace(stated, matched_terms=("lamps",))
    assert weigh(how_many, shared, level=Level.NOT_FOUND).level is RELATED
    elsewhere = replace(stated, best_sentence=Span(0, len("In 1874")))
    assert weigh(how_many, elsewhere, level=RELATED).level is RELATED


def test_a_stated_quantity_raises_nothing_if_something_is_lacking() -> None:
    judged = weigh("How many lamps were lit in 1875?", hit("Forty lamps were lit."), level=RELATED)
    assert (judged.level, judged.lacking) == (RELATED, ("1875",))


def test_a_stated_quantity_raises_nothing_that_a_reader_has_read() -> None:
    read = replace(hit("Forty lamps were lit."), reading=PassageReading(-2.0, -3.0))
    assert weigh("How many lamps were lit?", read, level=RELATED).level is RELATED


def test_without_hits_nothing_changes() -> None:
    before = Confidence(Level.NOT_FOUND, 0.0)
    assert weighed(parse_question("What was lit in 1874?"), [], before) is before


@pytest.mark.parametrize(
    "question", ["lorem ipsum dolor sit amet", "wer leitet das Amt", "qwe rtz"]
)
def test_a_strange_question_that_shares_no_word_is_never_answered(question: str) -> None:
    found = hit("The keepers polished lenses.")
    assert weigh(question, found).level is RELATED
    assert weigh(question, replace(found, matched_terms=("qwe",))).level is ANSWERED
    assert weigh(question, replace(found, alike_terms=(("amet", "polished"),))).level is ANSWERED
    assert weigh("Who sent it?", found).level is ANSWERED


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("They met in Arica in 2010.", RELATED),
        ("They met in Arica.", ANSWERED),
        ("They met in Arica in 2010 and 2020.", ANSWERED),
    ],
)
def test_a_year_that_the_first_passage_lacks_for_others(text: str, level: Level) -> None:
    assert weigh("Where was the 2020 meeting?", hit(text), hit("Plans for 2020.")).level is level


@pytest.mark.parametrize(
    ("question", "text", "level"),
    [
        ("When is the next meeting?", "They met in May.", RELATED),
        ("When is the next meeting?", "They will meet in May.", ANSWERED),
    ],
)
def test_a_passage_that_lacks_the_words_for_what_is_asked_does_not_answer(
    question: str, text: str, level: Level
) -> None:
    assert weigh(question, hit(text)).level is level


@pytest.mark.parametrize("question", ["why?", "pourquoi ?", "¿Quién?", "what is it about"])
def test_for_a_question_without_a_word_that_means_something_nothing_is_found(question: str) -> None:
    assert weigh(question, hit("For these reasons they polished lenses.")).level is Level.NOT_FOUND


@pytest.mark.parametrize("question", ["AI", "why the UN", "what did they polish"])
def test_a_word_in_capitals_means_something(question: str) -> None:
    assert weigh(question, hit("They polished lenses."), level=RELATED).level is RELATED


def test_for_nonsense_nothing_is_found() -> None:
    question, hits = parse_question("fghj"), [hit("They polished lenses.")]
    before = Confidence(RELATED, 0.2)
    assert weighed(question, hits, before, is_nonsense=True).level is Level.NOT_FOUND


def test_a_first_passage_that_cannot_tell_who_heads_a_group_does_not_answer() -> None:
    question, hits = parse_question("Who chairs the fog group?"), [hit("Anne Roe chairs it.")]
    before = Confidence(ANSWERED, 0.9)
    assert weighed(question, hits, before, lacks_head=True).level is RELATED
    assert weighed(question, hits, before).level is ANSWERED


@pytest.mark.parametrize(
    ("word", "first", "marked", "level"),
    [
        ("help", "Lenses help ships.", "Lamps do, too.", RELATED),
        ("lenses", "They are keepers.", "They polished a lens.", ANSWERED),
        ("oils", "They are keepers.", "They burn oil.", ANSWERED),
        ("mines", "They are keepers.", "They know mining.", ANSWERED),
        ("lanses", "They are keepers.", "They polish lenses.", ANSWERED),
    ],
)
def test_a_lone_word_is_in_what_is_marked(word: str, first: str, marked: str, level: Level) -> None:
    text = f"{first} {marked}"
    found = replace(
        hit(text, title="Lights"),
        best_sentence=Span(len(first) + 1, len(text)),
        alike_terms=((word, "lenses"),),
    )
    assert weigh(word, found).level is level


def test_a_lone_word_may_be_in_a_heading() -> None:
    found = replace(hit("They polish.", section=("Lenses",)), matched_terms=("lenses",))
    assert weigh("lenses", found).level is ANSWERED
