import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.verification.values import ValueKind, values


def of(text: str, kind: ValueKind, language: str = "") -> list[object]:
    return [value.key for value in values(text, language) if value.kind is kind]


@pytest.mark.parametrize(
    ("amount", "texts"),
    [
        (1234, ["1,234 keepers", "1 234 gardiens", "1.234 guardianes", "1234 keepers"]),
        (5.5, ["5.5 %", "5,5 %", "of 5,5"]),
        (1234.5, ["1,234.5 litres", "1.234,5 litros", "1 234,5 litres"]),
        (8, ["eight lenses", "huit lentilles", "ocho lentes", "8 lenses", "the 8th lens", "VIII"]),
        (16, ["dieciséis faros", "DIECISÉIS", "seizième", "the sixteenth"]),
        (2021, ["in 2021", "en 2021 :"]),
        (20_000, ["20 thousand", "twenty thousand", "vingt mille", "veinte mil", "20\u202f000"]),
        (22, ["twenty-two", "vingt-deux", "twenty two lamps"]),
        (31, ["thirty-one", "trente et un", "treinta y uno", "31"]),
        (96, ["quatre-vingt-seize", "noventa y seis"]),
        (80, ["quatre-vingts phares", "eighty"]),
        (206, ["two hundred and six", "deux cent six", "doscientos seis"]),
        (1_500_000, ["1.5 million", "1,5 million", "1.5 millones", "1,500,000", "1 500 000"]),
        (2 * 10**9, ["2 billion", "two billion", "deux milliards", "dos mil millones"]),
        (1000, ["mille phares", "mil faros"]),
    ],
)
def test_a_number_is_the_same_however_it_is_written(amount: float, texts: list[str]) -> None:
    assert {text: of(text, ValueKind.NUMBER) for text in texts} == {t: [amount] for t in texts}


@pytest.mark.parametrize("text", ["One lens", "un phare", "Le phare", "1) brass", "2. Oil", "B2"])
def test_articles_and_numbering_are_no_numbers(text: str) -> None:
    assert of(text, ValueKind.NUMBER) == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("In 2019 15 keepers", [2019, 15]),
        ("two, three and four", [2, 3, 4]),
        ("twenty and thirty", [20, 30]),
        ("5 cents", [5]),
        ("1990 and 200 more", [1990, 200]),
        ("ten twelve", [10, 12]),
    ],
)
def test_numbers_side_by_side_are_several(text: str, amounts: list[float]) -> None:
    assert of(text, ValueKind.NUMBER, "en") == amounts


def test_a_billion_is_more_in_french_and_spanish() -> None:
    assert of("un billion", ValueKind.NUMBER, "fr") == []
    assert of("deux billions", ValueKind.NUMBER, "fr") == [2 * 10**12]
    assert of("dos billones", ValueKind.NUMBER, "es") == [2 * 10**12]


def test_words_that_mean_something_else_in_a_language_are_no_numbers() -> None:
    assert of("once again", ValueKind.NUMBER, "en") == []
    assert of("once faros", ValueKind.NUMBER) == [11]


@pytest.mark.parametrize(
    "text", ["27 May 2010", "May 27, 2010", "le 27 mai 2010", "27 de mayo de 2010", "2010-05-27"]
)
def test_a_date_is_the_same_in_every_language(text: str) -> None:
    assert of(text, ValueKind.DATE) == [("2010-05-27", "2010-05-27")]
    assert of(text, ValueKind.NUMBER) == [], "it is not told again as numbers"
    assert of(text, ValueKind.NAME) == [], "nor its month as a name"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The keeper Ottoline Quickwater left.", ["ottoline quickwater"]),
        ("Dr. Íñiguez de la Cruz spoke in Saltmarsh", ["iniguez de la cruz", "saltmarsh"]),
        ("Keepers met. Bakers came on Monday.", []),
        ("ZKB was printed; Port-Brume read it.", ["zkb", "port-brume"]),
        ("Le Groupe a vu « Fog »", ["groupe", "fog"]),
        ("La mise en œuvre", []),
    ],
)
def test_names_are_capitalised_words(text: str, names: list[str]) -> None:
    assert of(text, ValueKind.NAME) == names


@given(st.text())
def test_every_value_is_a_slice_and_none_overlap(text: str) -> None:
    found = values(text)
    assert all(value.written == text[slice(*value.span)] for value in found)
    ends = [0, *(value.span.end for value in found)]
    assert all(value.span.start >= end for value, end in zip(found, ends, strict=False))
