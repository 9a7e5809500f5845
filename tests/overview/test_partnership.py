"""The overview of an invented partnership: three reports, in three languages, of three years."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.overview.heads import Seat
from cmp_search.overview.overview import Overview, make_overview

CORPUS = Path(__file__).with_name("partnership")


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Overview]:
    folder = str(tmp_path_factory.mktemp("index"))
    build_index(CORPUS, folder, FakeEncoder(), "fake")
    index = open_index(folder)
    yield make_overview(index.orientations(), "en")
    index.close()


def told(seat: Seat) -> list[str]:
    """Who is said to hold a seat in which year, the newest first."""
    return [f"{one.fact.person.text} {one.entry.year}" for one in (*seat.newest, *seat.older)]


def test_the_sides_are_the_two_countries(overview: Overview) -> None:
    assert [side.country for side in overview.sides] == ["NO", "PE"]


def test_the_newest_text_says_who_heads_the_partnership(overview: Overview) -> None:
    norway, peru, others = overview.whole
    assert told(norway) == ["Ingrid Solberg 2022", "Ingrid Solberg 2021"]
    assert told(peru) == ["Carmen Vargas 2022", "Julio Quispe 2021"]
    assert others == Seat()


def test_each_group_is_listed_with_its_heads_and_no_heading_is(overview: Overview) -> None:
    seats = {card.group.fact.name.text: [*map(told, card.seats)] for card in overview.groups}
    assert seats == {
        "Cold Water Fisheries Working Group": [
            ["Lars Haugen 2022", "Lars Haugen 2021"],
            ["Miguel Flores 2022", "Rosa Huamán 2021"],
            [],
        ],
        "Glacier Science Working Group": [["Erik Moen 2023"], ["Lucía Mamani 2023"], []],
        "Working Group on Port Safety": [
            ["Nina Dahl 2022"],
            ["Elena Rojas 2023", "Pablo Salas 2022"],
            [],
        ],
    }
    assert overview.other_groups == ()


def test_meetings_are_the_partnership_s_the_newest_first(overview: Overview) -> None:
    days = [(day.first, day.place, day.group, day.number) for day in overview.days]
    fisheries = "Cold Water Fisheries Working Group"
    assert days == [
        (date(2023, 10, 9), "Arequipa", "", 5),
        (date(2023, 4, 14), "Huaraz", "Grupo de Trabajo sobre Ciencia Glaciar", 0),
        (date(2022, 10, 3), "Tromsø", "", 4),
        (date(2022, 6, 20), "Callao", "Groupe de travail sur la sécurité des ports", 0),
        (date(2022, 3, 8), "Ilo", "Groupe de travail sur la pêche en eau froide", 0),
        (date(2021, 10, 4), "Callao", "", 3),
        (date(2021, 8, 1), "Paita", fisheries, 0),
        (date(2021, 5, 12), "Bergen", fisheries, 0),
        (date(2020, 9, 15), "Oslo, Norway", "", 2),
        (date(2019, 9, 9), "Lima, Peru", "", 1),
    ]


def test_summits_elsewhere_are_events_of_others(overview: Overview) -> None:
    assert [(day.first.year, day.label, day.place, day.group) for day in overview.events] == [
        (2023, "Cumbre Mundial del Mar", "Cádiz", ""),
        (2022, "Sommet", "Brest", ""),
        (2021, "World Ocean Summit", "Lisbon", ""),
        (2017, "UN Ocean Conference", "", ""),
    ]
