"""Events: meetings of others are told from the partnership's own."""

import pytest

from cmp_search.orientation.events import own_words
from tests.orientation.making import item, orientation_of
from tests.sample import heading, make_document, paragraph


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        ("The Lens Working Group Workshop was held on May 3, 2019.", "en", True),
        ("The 10th Annual Meeting was held in Port Fog on May 3, 2019.", "en", True),
        ("A workshop was held on May 3, 2019.", "en", True),
        ("The bakers met during the World Flour Forum on May 3, 2019.", "en", True),
        ("They recalled the Washington Nuclear Security Summit in April 2010.", "en", False),
        ("The Regional Workshop on Flour was held on May 3, 2019.", "en", False),
        ("Some went to a conference held in Oslo on May 3, 2019.", "en", False),
        ("There were workshops, such as the one held in Port Fog in May 2019.", "en", False),
        ("Ils ont tenu des ateliers (par exemple l’atelier de mai 2019).", "fr", False),
        ("La IV Reunión Plenaria de la Alianza se celebró el 3 de mayo de 2019.", "es", True),
        ("Se habló en la Cumbre de Washington sobre Seguridad de abril de 2010.", "es", False),
        ("Le Sommet mondial de l’eau a eu lieu à Brest en mai 2019.", "fr", False),
        ("La réunion du groupe a eu lieu le 3 mai 2019.", "fr", True),
    ],
)
def test_an_event_with_a_name_of_its_own_is_another_s(text: str, language: str, own: bool) -> None:
    (meeting,) = orientation_of([paragraph(text)], language).meetings
    assert meeting.own is own


def test_what_is_listed_under_a_heading_is_the_partnership_s_own() -> None:
    (meeting,) = orientation_of([heading("Summits", 1), item("1. Oslo - May 3, 2019")]).meetings
    assert meeting.own


def test_the_words_of_the_title_and_the_acronym_stand_for_the_partnership() -> None:
    text = "The Fog and Brass Partnership (FBP) met. The Brass Foundation (BF) sang."
    found = orientation_of([paragraph(text)])
    document = make_document([], title="Fog and Brass Partnership: Harbours")
    assert own_words(document, found.acronyms) == {"brass", "harbours", "fbp"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Fog Security Summit was held on May 3, 2019.", "Fog Security Summit"),
        ("They spoke at the Flour Forum of April 2010.", "Flour Forum"),
        ("The Workshop on Brass and Oil was held on May 3, 2019.", "Workshop on Brass and Oil"),
    ],
)
def test_an_event_is_called_by_its_name(text: str, name: str) -> None:
    (meeting,) = orientation_of([paragraph(text)]).meetings
    assert meeting.label is not None and meeting.label.text == name
