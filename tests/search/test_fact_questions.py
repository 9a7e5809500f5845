"""Fact questions: what is asked for, however it is typed."""

from datetime import date as Date

import pytest

from cmp_search.search.fact_group_types import GroupType, group_type
from cmp_search.search.fact_questions import FactQuestion, Topic, fact_questions


def of(topic: Topic, text: str) -> FactQuestion:
    (found,) = [one for one in fact_questions(text) if one.topic is topic]
    return found


@pytest.mark.parametrize(
    ("text", "topic", "words"),
    [
        ("Who co-chairs the Lens Working Group for Chile?", Topic.HEAD, ("lens", "chile")),
        ("lens co-chair", Topic.HEAD, ("lens",)),
        ("Qui dirige le groupe de travail sur les phares ?", Topic.HEAD, ("phares",)),
        ("¿Quién encabeza la mesa de medio ambiente?", Topic.HEAD, ("ambiente",)),
        ("Who represents the ZKB?", Topic.HEAD, ("zkb",)),
        ("What does ZKB stand for?", Topic.ACRONYM, ("zkb",)),
        ("siglas ZKB", Topic.ACRONYM, ("zkb",)),
        ("Le ZKB, c’est quoi ?", Topic.ACRONYM, ("zkb",)),
        ("list the working groups of the Exchange", Topic.GROUPS, ("exchange",)),
        ("¿Cuáles son los grupos de trabajo?", Topic.GROUPS, ()),
        ("Où s’est tenue la dernière réunion annuelle ?", Topic.MEETING, ()),
        ("When did the lens group meet?", Topic.MEETING, ("lens",)),
        ("When was the ZKB launched?", Topic.LAUNCH, ("zkb",)),
        ("depuis quand existe le ZKB", Topic.LAUNCH, ("zkb",)),
        ("¿En qué fecha se creó la ZKB?", Topic.LAUNCH, ("zkb",)),
        ("When was the Lens Plan signed?", Topic.SIGNING, ("lens", "plan")),
        ("plan de faros firmado", Topic.SIGNING, ("plan", "faros")),
        ("who runs the lens group", Topic.HEAD, ("lens",)),
        (
            "¿Quién está a cargo del grupo de faros a nivel nacional?",
            Topic.HEAD,
            ("faros", "nacional"),
        ),
        ("What is Anne Roe's position?", Topic.PERSON, ("anne", "roe")),
        ("Anne Roe", Topic.PERSON, ("anne", "roe")),
    ],
)
def test_what_is_asked_for_and_which_words_are_left(
    text: str, topic: Topic, words: tuple[str, ...]
) -> None:
    assert of(topic, text).words == words


@pytest.mark.parametrize(
    "text",
    [
        "How many groups are there?",
        "Pourquoi le président a-t-il parlé ?",
        "¿Cuándo será la próxima reunión?",
        "When is the next meeting?",
        "Who were the former co-chairs?",
        "Who polished the lenses?",
        "Who launched the ZKB?",
        "Who signed the plan?",
        "When did the group polish the lenses?",
        "who runs the boat",
    ],
)
def test_what_no_fact_tells(text: str) -> None:
    assert fact_questions(text) == ()


@pytest.mark.parametrize(
    "text", ["What did the keepers agree on at the meeting?", "Who attended the 3rd meeting?"]
)
def test_a_question_about_a_meeting_is_not_for_its_date(text: str) -> None:
    assert Topic.MEETING not in [one.topic for one in fact_questions(text)]


def test_which_meeting() -> None:
    tenth = of(Topic.MEETING, "¿Dónde y cuándo fue la 10.ª reunión anual?")
    assert (tenth.number, tenth.wants_place, tenth.is_last) == (10, False, False)
    last = of(Topic.MEETING, "Where was the latest workshop held?")
    assert (last.kind, last.is_last, last.wants_place) == ("workshop", True, True)
    day = of(Topic.MEETING, "Where was the meeting of May 3, 2019 held?")
    assert (day.day, day.years, day.words) == (Date(2019, 5, 3), frozenset(), ())
    assert of(Topic.MEETING, "réunion de 2016, quand ?").years == {"2016"}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Who is the executive secretary of the Exchange?", "secretary"),
        ("Qui est la directrice du Partenariat ?", "director"),
        ("coordinadora de becas", "coordinator"),
        ("point de contact pour le Mali", "contact"),
        ("Who heads the lens group?", "leader"),
        ("¿Quién preside el grupo?", "chair"),
    ],
)
def test_which_office(text: str, office: str) -> None:
    assert of(Topic.HEAD, text).office == office


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("Lens Working Group", GroupType.GROUP),
        ("Mesa de Trabajo sobre Faros", GroupType.GROUP),
        ("Sous-comité des phares", GroupType.COMMITTEE),
        ("Lamp Council", GroupType.OTHER),
        ("Lamps", GroupType.ANY),
    ],
)
def test_a_committee_is_no_working_group(name: str, type: GroupType) -> None:
    assert group_type(name) is type
