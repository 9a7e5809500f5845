import pytest

from cmp_search.language.ordinals import ordinals


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (2, ["the 2nd meeting", "second", "2e réunion", "deuxième", "segunda", "II"]),
        (3, ["third", "troisième", "tercer taller", "tercera", "3.er taller", "III"]),
        (
            10,
            [
                "10th",
                "tenth",
                "10e",
                "10ème",
                "dixième",
                "10.ª",
                "10ª",
                "10.a",
                "10 .ª",
                "10º",
                "décima",
            ],
        ),
        (10, ["Xe réunion", "X.ª reunión", "  10. Calgary", "see\n10) Calgary", "X. Calgary"]),
        (15, ["15th", "quinzième", "decimoquinta", "décima quinta", "décimaquinta", "XV reunión"]),
        (17, ["dix-septième", "seventeenth", "décimo séptimo"]),
        (21, ["twenty-first", "21st", "vingt-et-unième", "vigésima primera", "XXI"]),
        (33, ["XXXIII Convention"]),
        (49, ["XLIX"]),
    ],
)
def test_an_ordinal_is_known_however_it_is_written(value: int, texts: list[str]) -> None:
    assert {text: [found.value for found in ordinals(text)] for text in texts} == {
        text: [value] for text in texts
    }


@pytest.mark.parametrize(
    "text",
    [
        "I met X and V",
        "10 of the workers",
        "le premier ministre",
        "first of all",
        "$10.5 million",
        "CV of a DIVA",
        "dix réunions",
        "in 2019",
        "Le rapport et La réunion",
        "Lo dijo; Va bien",
    ],
)
def test_other_numbers_and_words_are_no_ordinals(text: str) -> None:
    assert ordinals(text) == []


def test_ordinals_come_in_order_with_their_places() -> None:
    text = "The XV meeting, then the tenth and the 11th; la décima."
    found = ordinals(text)
    assert [text[ordinal.start : ordinal.end] for ordinal in found] == [
        "XV", "tenth", "11th", "décima"
    ]  # fmt: skip
    assert [ordinal.value for ordinal in found] == [15, 10, 11, 10]
