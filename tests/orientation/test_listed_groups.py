"""Groups come in the order in which a text lists them."""

from tests.orientation.making import item, orientation_of
from tests.sample import Piece, heading, paragraph

LENS, OIL, FOG = "Lens Working Group", "Oil Working Group", "Fog Working Group"
REPORTS = [heading(FOG, 2), paragraph("It met."), heading(LENS, 2), paragraph("It met, too.")]


def order_of(*pieces: Piece) -> list[str]:
    return [group.name.text for group in orientation_of(list(pieces)).groups]


def test_a_list_gives_the_order() -> None:
    listed = [heading("The groups", 2), *map(item, (OIL, LENS, FOG))]
    assert order_of(*listed, *REPORTS) == [OIL, LENS, FOG]
    assert order_of(*REPORTS, *listed) == [OIL, LENS, FOG]


def test_of_several_lists_the_longest_counts() -> None:
    contents = [heading("Contents", 2), item(FOG), item(LENS)]
    listed = [heading("The groups", 2), *map(item, (OIL, LENS, FOG))]
    assert order_of(*contents, *listed, *REPORTS) == [OIL, LENS, FOG]


def test_an_item_may_say_more() -> None:
    listed = [heading("The groups", 2), item(f"{LENS}: lamps."), item(f"{FOG}: horns.")]
    assert order_of(*REPORTS, *listed) == [LENS, FOG]


def test_without_a_list_they_come_where_they_stand() -> None:
    assert order_of(*REPORTS) == [FOG, LENS]
    assert order_of(*REPORTS, heading("One", 2), item(LENS)) == [FOG, LENS]


def test_those_that_the_list_lacks_come_last() -> None:
    listed = [heading("The groups", 2), item(LENS), item(OIL)]
    assert order_of(*REPORTS, *listed) == [LENS, OIL, FOG]
