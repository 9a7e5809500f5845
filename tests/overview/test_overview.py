"""What is chosen of all facts: by language, kind and age of the text, each thing once."""

from dataclasses import fields, replace
from datetime import date

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.locales import messages_for
from cmp_search.orientation.facts import Orientation
from cmp_search.overview import overview as module
from cmp_search.overview.choice import preference, preferred_facts
from cmp_search.overview.overview import make_overview
from cmp_search.overview.questions import first_questions
from tests.orientation.making import item, orientation_of
from tests.sample import Piece, heading, paragraph

REPORT: list[Piece] = [
    paragraph("The Harbour Lamp League (HLL) is a league. The HLL meets in the HLL house."),
    paragraph("The Fog Fund (FF) pays. The HLL was launched in 1998."),
    heading("Lens Working Group", 1),
    heading("Northern Co-Chair", 2),
    paragraph("Ottoline Quickwater\nKeeper\nInstitute of Fog"),
    heading("Introduction", 2),
    paragraph("The Lens Working Group (LWG) met. LWG co-chair Ottoline Quickwater spoke."),
    paragraph("They recalled the Mobility Working Group."),
    heading("Annual meetings", 1),
    item("1. Port Fog - May 3, 2019"),
    item("2. Saltmarsh - May 4, 2020"),
]
RAPPORT: list[Piece] = [
    paragraph(
        "La Ligue des phares (LP) est une ligue. La réunion a eu lieu à Brume le 3 mai 2019."
    ),
    paragraph("Le HLL (LP en français) paie."),
]


def entry(
    id: str, language: str = "en", year: int | None = 2020, edition_of: str | None = None
) -> Entry:
    day = date(year, 6, 1) if year else None
    return Entry(id=id, language=language, date=day, edition_of=edition_of)


def orientations_of(*pairs: tuple[Entry, list[Piece]]) -> list[tuple[Entry, Orientation]]:
    return [(one, orientation_of(pieces, one.language)) for one, pieces in pairs]


def test_preferred_are_the_readers_language_then_official_texts_then_new_ones() -> None:
    entries = [
        entry("z", "fr", 2010),
        replace(entry("d", "fr", 2021), digest_of="x"),
        entry("b", "en", 2021),
        entry("a", "es", 2021),
        entry("y", "en", 2020),
        replace(entry("v", "en", None), year=2019),
        entry("w", "en", None),
    ]
    ranked = sorted(reversed(entries), key=lambda one: preference(one, "fr"))
    assert [one.id for one in ranked] == ["z", "d", "b", "a", "y", "v", "w"]


def test_of_the_editions_of_a_text_one_tells_a_kind_of_thing() -> None:
    found = orientations_of(
        (entry("one"), REPORT), (entry("one-fr", "fr", edition_of="one"), RAPPORT)
    )
    for language, teller in (("fr", "one-fr"), ("en", "one"), ("es", "one")):
        assert {t.entry.id for t in preferred_facts(found, lambda o: o.meetings, language)} == {
            teller
        }
    assert {t.entry.id for t in preferred_facts(found, lambda o: o.groups, "fr")} == {"one"}


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_everything_is_shown_once(language: str) -> None:
    overview = make_overview(
        orientations_of((entry("one"), REPORT), (entry("two"), REPORT)), language
    )
    assert [one.fact.short for one in overview.definitions] == ["HLL"] * 3
    (card,) = overview.groups
    assert (card.group.fact.name.text, card.acronym) == ("Lens Working Group", "LWG")
    (chair,) = card.chairs
    assert chair.fact.role is not None
    assert [one.fact.name.text for one in overview.other_groups] == ["Mobility Working Group"]
    assert [(day.place, len(day.meetings)) for day in overview.days] == [
        ("Port Fog", 1),
        ("Saltmarsh", 1),
    ]
    shorts = [meaning.acronym.fact.short.text for meaning in overview.meanings]
    assert shorts == ["FF", "HLL", "LWG"]
    assert overview.meanings[1].uses == 8
    assert overview.chairs == ()


def test_co_chairs_are_those_of_the_newest_text() -> None:
    newer = [(kind, text.replace("Ottoline", "Anne"), level) for kind, text, level in REPORT]
    found = orientations_of((entry("old", year=2019), REPORT), (entry("new", year=2021), newer))
    (card,) = make_overview(found, "en").groups
    assert [(one.entry.id, one.fact.person.text) for one in card.chairs] == [
        ("new", "Anne Quickwater")
    ]


def test_an_acronym_means_what_most_texts_say_and_anything_else_beside_it() -> None:
    found = orientations_of(
        (entry("a"), [paragraph("The Lamp League of Fog (LLF)."), paragraph("Fog Lamps (FL).")]),
        (entry("b"), [paragraph("The Lamp League for Fog (LLF).")]),
        (entry("c"), [paragraph("The Lamp League of Fog (LLF)."), paragraph("Free Lists (FL).")]),
        (entry("d", "fr"), [paragraph("La Ligue des lampes du feu (LLF).")]),
    )
    longs = [m.acronym.fact.long.text for m in make_overview(found, "en").meanings]
    assert sorted(longs) == ["Fog Lamps", "Free Lists", "Lamp League of Fog"]
    french = [m.acronym.fact.long.text for m in make_overview(found, "fr").meanings]
    assert "Ligue des lampes du feu" in french and "Lamp League of Fog" not in french


def test_no_more_is_shown_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SHOWN", 1)
    overview = make_overview(orientations_of((entry("one"), REPORT)), "en")
    assert [day.place for day in overview.days] == ["Saltmarsh"]
    assert (overview.days_in_all, overview.meanings_in_all) == (2, 3)
    assert [meaning.acronym.fact.short.text for meaning in overview.meanings] == ["HLL"]


def test_a_text_that_has_none_of_it_gives_nothing() -> None:
    overview = make_overview(
        orientations_of((entry("one"), [paragraph("It rained on the pier.")])), "en"
    )
    assert not overview
    assert not any(getattr(overview, field.name) for field in fields(overview))
    assert list(first_questions(overview, messages_for("en"))) == []


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_a_question_is_asked_only_of_what_was_found(language: str) -> None:
    messages = messages_for(language)
    overview = make_overview(orientations_of((entry("one"), REPORT)), language)
    questions = [question.text for question in first_questions(overview, messages)]
    assert questions == [
        messages("start.ask_what", name="HLL"),
        messages("start.ask_chair", group="Lens Working Group"),
        messages("start.ask_where", date=messages.of_days(date(2020, 5, 4), date(2020, 5, 4))),
        messages("start.ask_acronym", acronym="FF"),
    ]
