import pytest

from cmp_search.readers.docx.spelling import cardinal_words, ordinal, ordinal_words


@pytest.mark.parametrize(
    ("language", "count", "digits", "cardinal", "words"),
    [
        ("en", 1, "1st", "One", "First"),
        ("en", 12, "12th", "Twelve", "Twelfth"),
        ("en", 21, "21st", "Twenty-one", "Twenty-first"),
        ("en", 80, "80th", "Eighty", "Eightieth"),
        ("fr", 1, "1er", "Un", "Premier"),
        ("fr", 5, "5e", "Cinq", "Cinquième"),
        ("fr", 9, "9e", "Neuf", "Neuvième"),
        ("fr", 21, "21e", "Vingt et un", "Vingt et unième"),
        ("fr", 71, "71e", "Soixante et onze", "Soixante et onzième"),
        ("fr", 80, "80e", "Quatre-vingts", "Quatre-vingtième"),
        ("fr", 81, "81e", "Quatre-vingt-un", "Quatre-vingt-unième"),
        ("fr", 99, "99e", "Quatre-vingt-dix-neuf", "Quatre-vingt-dix-neuvième"),
        ("es", 3, "3º", "Tres", "Tercero"),
        ("es", 13, "13º", "Trece", "Decimotercero"),
        ("es", 22, "22º", "Veintidós", "Vigésimo segundo"),
        ("es", 40, "40º", "Cuarenta", "Cuadragésimo"),
        ("es", 41, "41º", "Cuarenta y uno", "Cuadragésimo primero"),
        ("en", 100, "100th", "100", "100th"),
    ],
)
def test_numbers_in_words(
    language: str, count: int, digits: str, cardinal: str, words: str
) -> None:
    assert ordinal(count, language) == digits
    assert cardinal_words(count, language) == cardinal
    assert ordinal_words(count, language) == words


def test_zero_has_no_ordinal() -> None:
    assert cardinal_words(0, "fr") == "Zéro"
    assert ordinal_words(0, "en") == "0th"
