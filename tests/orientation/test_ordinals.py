"""Ordinals of meetings in three languages."""

import pytest

from cmp_search.orientation.ordinals import meeting_kind, meeting_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the 15th Annual Meeting of the Exchange", 15),
        ("held its XV (15th) meeting", 15),
        ("Annual meeting: 10th", 10),
        ("Reunión: III", 3),
        ("la 10.ª reunión", 10),
        ("10ª reunión ordinaria", 10),
        ("10a reunion", 10),
        ("la 1re réunion", 1),
        ("la dixième réunion", 10),
        ("la vingt et unième réunion", 21),
        ("the twenty-second meeting", 22),
        ("la décima segunda reunión", 12),
        ("la decimotercera sesión", 13),
        ("réunion n° 4", 4),
        ("reunión plenaria XV", 15),
        ("Xe réunion du groupe", 10),
        ("La IV Reunión Plenaria", 4),
        ("la réunion d’avril 2010", 0),
        ("a meeting via videoconference", 0),
        ("the meeting I went to", 0),
        ("la reunión del 3 de mayo", 0),
        ("on the second day there was a long meeting", 0),
        ("la dernière réunion", 0),
    ],
)
def test_which_meeting_it_is(text: str, number: int) -> None:
    assert meeting_number(text) == number


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the plenary session", "session"),
        ("une réunion", "meeting"),
        ("un taller", "workshop"),
        ("le sommet", "summit"),
        ("la mesa redonda", "round table"),
        ("a summary of the foreword", ""),
    ],
)
def test_which_kind_of_meeting_it_is(text: str, kind: str) -> None:
    assert meeting_kind(text) == kind
