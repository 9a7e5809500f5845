"""Sides: which two a partnership has, and whom each statement belongs to."""

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.orientation.facts import Chair, FactSource, Quote
from cmp_search.overview.choice import Attributed
from cmp_search.overview.sides import Side, side_of, sides_of

SOURCE = FactSource("a:0", Span(0, 1))
PAIR = (Side("NO", ""), Side("PE", ""))


def chair(label: str, role: str = "", side: str = "") -> Chair:
    def quote(text: str) -> Quote | None:
        return Quote(text, 0, len(text)) if text else None

    stated = Quote(label, 0, len(label))
    return Chair(Quote("Anne Roe", 0, 8), quote(role), stated, None, SOURCE, quote(side))


def stated(*chairs: Chair, title: str = "Report", id: str = "a") -> list[Attributed[Chair]]:
    return [Attributed(Entry(id=id, title=title), one) for one in chairs]


@pytest.mark.parametrize(
    ("one", "side"),
    [
        (chair("Norwegian Co-Chair"), 0),
        (chair("Coprésidente péruvienne"), 1),
        (chair("coprésidé", side="le Pérou"), 1),
        (chair("Norwegian Co-Chair", role="Ambassador, Embassy of Norway in Peru"), 0),
        (chair("Message of the Co-Chairs of the Norway–Peru Partnership", "Port of Peru"), 1),
        (chair("Co-Chair", role="Ambassador of Norway to Peru"), None),
        (chair("Co-Chair", role="Institute of Fog"), None),
    ],
)
def test_a_statement_belongs_to_the_side_that_it_names_alone(one: Chair, side: int | None) -> None:
    assert side_of(one, PAIR) == side


def test_the_sides_are_the_two_that_are_named_most() -> None:
    found = stated(
        chair("Peruvian Co-Chair"),
        chair("Norwegian Co-Chair"),
        chair("Co-Chair", side="Chile"),
        chair("Norwegian Co-Chair"),
        chair("Peruvian Co-Chair"),
    )
    assert sides_of(found) == PAIR[::-1]


def test_the_sides_are_of_one_partnership() -> None:
    found = stated(chair("Peruvian Co-Chair"), chair("Peruvian Co-Chair"), chair("Norwegian Chair"))
    found += stated(chair("Irish Co-Chair"), chair("Irish Co-Chair"), id="b")
    assert sides_of(found) == PAIR[::-1]


def test_a_region_is_a_side_as_the_title_names_it() -> None:
    title = "Partenariat Wallonie–Vietnam : rapport annuel 2022"
    found = stated(chair("Coprésident wallon"), chair("Coprésidente vietnamienne"), title=title)
    assert sides_of(found) == (Side("", "Wallonie"), Side("VN", ""))


def test_part_of_a_name_in_a_title_is_no_region() -> None:
    title = "Alianza Chile–Nueva Zelandia: informe"
    found = stated(
        chair("Copresidente (Chile)"), chair("Copresidenta (Nueva Zelandia)"), title=title
    )
    assert sides_of(found) == (Side("CL", ""), Side("NZ", ""))


def test_one_side_alone_is_none() -> None:
    assert sides_of(stated(chair("Peruvian Co-Chair"), chair("Co-Chair"))) == ()
    assert sides_of([]) == ()
