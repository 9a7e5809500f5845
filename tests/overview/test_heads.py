"""Heads: the newest statement for each side, and the history behind it."""

from datetime import date

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.orientation.facts import Chair, FactSource, Quote
from cmp_search.overview.choice import Attributed
from cmp_search.overview.heads import Seat, is_other_office, seats
from cmp_search.overview.sides import Side

PAIR = (Side("NO", ""), Side("PE", ""))


def stated(year: int, person: str, label: str = "Co-Chair", role: str = "") -> Attributed[Chair]:
    day = date(year, 1, 1) if year else None
    name, office = Quote(person, 0, len(person)), Quote(label, 0, len(label))
    position = Quote(role, 0, len(role)) if role else None
    source = FactSource(f"{year}:0", Span(0, 1))
    return Attributed(
        Entry(id=f"r{year}{label[:1] if not year else ''}", date=day),
        Chair(name, position, office, None, source),
    )


def names(seat: Seat) -> tuple[list[str], list[str]]:
    newest, older = ([one.fact.person.text for one in part] for part in (seat.newest, seat.older))
    return newest, older


def test_each_side_has_the_newest_text_that_names_anyone() -> None:
    found = [
        stated(2020, "Lars Haugen", "Norwegian Co-Chair"),
        stated(2020, "Rosa Huamán", "Peruvian Co-Chair"),
        stated(2022, "Miguel Flores", "Peruvian Co-Chair"),
        stated(2021, "Julio Quispe", "Peruvian Co-Chair"),
    ]
    norway, peru, others = seats(found, PAIR)
    assert names(norway) == (["Lars Haugen"], [])
    assert names(peru) == (["Miguel Flores"], ["Julio Quispe", "Rosa Huamán"])
    assert others == Seat()


def test_a_person_has_the_side_that_another_statement_gives() -> None:
    found = [stated(2020, "Lars Haugen", "Norwegian Co-Chair"), stated(2022, "Haugen")]
    norway, _, others = seats(found, PAIR)
    assert names(norway) == (["Haugen"], ["Lars Haugen"])
    assert others == Seat()


def test_a_person_is_stated_once_in_a_text_with_a_position() -> None:
    found = [stated(2020, "Haugen"), stated(2020, "Lars Haugen", role="Adviser")]
    (seat,) = seats(found, ())
    assert names(seat) == (["Lars Haugen"], [])


def test_texts_of_the_same_date_say_the_same_unless_they_have_none() -> None:
    twice = [stated(2020, "Lars Haugen"), stated(2020, "Lars Haugen")]
    assert names(seats(twice, ())[0]) == (["Lars Haugen"], [])
    undated = [stated(0, "Lars Haugen", "Chair"), stated(0, "Rosa Huamán", "Director")]
    assert names(seats(undated, ())[0]) == (["Lars Haugen"], ["Rosa Huamán"])


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("Executive Secretary", True),
        ("La secrétaire exécutive", True),
        ("Mexican Co-Chair", False),
        ("copresidido", False),
        ("leads", False),
    ],
)
def test_an_office_other_than_co_chair_is_told(label: str, other: bool) -> None:
    assert is_other_office(stated(2020, "Lars Haugen", label).fact) is other
