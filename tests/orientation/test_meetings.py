"""Meetings: sentences, lists and tables with dates, in three languages."""

import pytest

from tests.orientation.making import item, orientation_of, row
from tests.sample import Piece, heading, paragraph


def met(pieces: list[Piece], language: str = "en") -> list[tuple[str, str]]:
    """The first day and the place of each meeting."""
    return [
        (meeting.first.isoformat(), meeting.place.text if meeting.place else "")
        for meeting in orientation_of(pieces, language).meetings
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The meeting was held in Port Fog on May 3, 2019.", "en", ("2019-05-03", "Port Fog")),
        ("The bakers met on May 3 and 4, 2019.", "en", ("2019-05-03", "")),
        (
            "the workshop that took place on 3 May 2019 in Saltmarsh",
            "en",
            ("2019-05-03", "Saltmarsh"),
        ),
        ("The Lens Working Group convened in May 2019.", "en", ("2019-05-01", "")),
        ("since the Fog Summit of April 2010", "en", ("2010-04-01", "")),
        ("La réunion s’est tenue à Port-Brume le 3 mai 2019.", "fr", ("2019-05-03", "Port-Brume")),
        ("Le groupe s’est réuni les 3 et 4 mai 2019.", "fr", ("2019-05-03", "")),
        ("Un atelier a eu lieu en mai 2019 à Mérida.", "fr", ("2019-05-01", "Mérida")),
        ("La reunión se celebró en Faro el 3 de mayo de 2019.", "es", ("2019-05-03", "Faro")),
        (
            "El grupo se reunió del 3 al 5 de mayo de 2019 en Niebla.",
            "es",
            ("2019-05-03", "Niebla"),
        ),
        ("En la sesión del 1.º de mayo de 2018 se habló.", "es", ("2018-05-01", "")),
    ],
)
def test_a_sentence(text: str, language: str, expected: tuple[str, str]) -> None:
    assert met([paragraph(text)], language) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The plan was signed on May 3, 2019.",
        "The criteria were met in June 2019.",
        "The meeting was held on May 3.",
        "After the meeting; elections were held on May 3, 2019.",
        "The meeting heard that elections were held on May 3, 2019.",
        "Elections took place on May 3, 2019.",
        "The meeting of bakers who polish lenses since June 2019 was merry.",
        "La norme établie le 3 mai 2019 a été lue.",
    ],
)
def test_a_date_of_something_else(text: str) -> None:
    assert met([paragraph(text)]) == []


@pytest.mark.parametrize(
    ("head", "lines", "language"),
    [
        ("Annual meetings", ["1. Port Fog, Brume - May 3, 2019", "May 4-5, 2020: Saltmarsh"], "en"),
        ("Réunions", ["Port Fog, Brume – 3 mai 2019", "Du 4 au 5 mai 2020, Saltmarsh"], "fr"),
        (
            "Reuniones",
            ["• Port Fog, Brume: 3 de mayo de 2019", "El 4 de mayo de 2020, Saltmarsh"],
            "es",
        ),
    ],
)
def test_a_list_of_meetings(head: str, lines: list[str], language: str) -> None:
    expected = [("2019-05-03", "Port Fog, Brume"), ("2020-05-04", "Saltmarsh")]
    assert met([heading(head, 1), *map(item, lines)], language) == expected
    assert met([heading("Lamps", 1), *map(item, lines)], language) == []


def test_a_line_that_says_more_is_no_place() -> None:
    pieces = [heading("Meetings", 1), item("We bought lamps - May 3, 2019")]
    assert met(pieces) == []


def test_a_table_of_meetings() -> None:
    cells = "Annual meeting: 4th | Place: Port Fog | Date: March 4–5, 2008"
    assert met([row(cells)]) == [("2008-03-04", "Port Fog")]
    assert met([row(cells.replace("Place", "Cost"))]) == [("2008-03-04", "")]
    assert met([row(cells.replace("Annual meeting", "Payment"))]) == []


def of_whom(pieces: list[Piece], language: str = "fr") -> list[tuple[str, int, str]]:
    """The group, number and label of each meeting."""
    return [
        (m.group.text if m.group else "", m.number, m.label.text if m.label else "")
        for m in orientation_of(pieces, language).meetings
    ]


GROUP = "Groupe de travail sur les phares"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La 3e réunion s’est tenue le 3 mai 2019.", ("", 3, "réunion")),
        ("Le groupe s’est réuni le 3 mai 2019.", (GROUP, 0, "")),
        ("Le groupe a tenu sa 2e réunion le 3 mai 2019.", (GROUP, 2, "réunion")),
        (f"La 2e réunion du {GROUP} a eu lieu le 3 mai 2019.", (GROUP, 2, "réunion")),
    ],
)
def test_whose_meeting_it_is_and_which(text: str, expected: tuple[str, int, str]) -> None:
    assert of_whom([heading(GROUP, 1), paragraph(text)]) == [expected]


def test_an_acronym_is_the_group_s_name() -> None:
    pieces = [paragraph(f"Le {GROUP} (GTP) s’est réuni le 3 mai 2019.")]
    assert of_whom(pieces) == [(GROUP, 0, "")]


def test_lines_of_a_list_are_numbered() -> None:
    pieces = [heading("Réunions du PSU", 1), item("1. Port Fog - 3 mai 2019")]
    assert of_whom(pieces) == [("", 1, "Réunions du PSU")]


def test_a_line_above_a_list_may_stand_for_a_heading() -> None:
    lines = [item("1. Port Fog - 3 mai 2019"), item("2. Saltmarsh - 4 mai 2020")]
    lead = "Les réunions annuelles ont été les suivantes :"
    assert of_whom([paragraph(lead), *lines]) == [("", 1, lead), ("", 2, lead)]
    assert of_whom([paragraph(lead), paragraph("Voici des lampes."), *lines]) == []


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("6e réunion annuelle : Port Fog, 3 mai 2019", "Port Fog"),
        ("6e réunion annuelle (Port Fog, le 3 mai 2019)", "Port Fog"),
    ],
)
def test_a_line_may_name_the_meeting_itself(line: str, place: str) -> None:
    pieces = [heading("Activités", 1), item(line)]
    assert met(pieces, "fr") == [("2019-05-03", place)]
    assert of_whom(pieces) == [("", 6, "6e réunion annuelle")]


def test_rows_are_numbered_by_a_cell() -> None:
    pieces = [
        heading("Reuniones", 1),
        row("N.º: 2 | Lugar: Faro | Fecha: 3 de mayo de 2019"),
        row("Reunión: III | Lugar: Niebla | Fecha: 4 de mayo de 2020"),
    ]
    assert of_whom(pieces, "es") == [("", 2, "Reuniones"), ("", 3, "Reuniones")]


def test_a_row_without_a_heading_for_it_has_its_column_as_label() -> None:
    assert of_whom([row("Reunión: III | Lugar: Niebla | Fecha: 4 de mayo de 2020")], "es") == [
        ("", 3, "Reunión: III")
    ]


def test_two_words_for_a_meeting_are_one_label() -> None:
    text = "La IV Reunión Plenaria se realizó en Niebla el 4 de mayo de 2020."
    assert of_whom([paragraph(text)], "es") == [("", 4, "Reunión Plenaria")]
