"""Acronyms: the rule of Schwartz and Hearst by an oracle, and what is added to it by examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS
from cmp_search.orientation.acronyms import acronym_pairs, is_short, shortest_form
from tests.orientation.making import orientation_of
from tests.sample import paragraph

_LETTERS = st.text("abcdé", min_size=1, max_size=4)
_PHRASES = st.lists(_LETTERS, min_size=1, max_size=6).map(" ".join)
_SHORT = st.text("ABCDÉ", min_size=2, max_size=5)


def holds(letters: str, text: str) -> bool:
    """Whether letters stand in a text in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


@given(_SHORT, _PHRASES)
def test_the_shortest_form_is_found(short: str, phrase: str) -> None:
    """An oracle that tries every beginning of a word, the last one first."""
    folded, letters = fold(phrase), fold(short)
    starts = [i for i in range(len(phrase)) if i == 0 or phrase[i - 1] == " "]
    fitting = [
        i
        for i in starts
        if folded[i] == letters[0]
        and holds(letters[1:], folded[i + 1 :])
        and fold(phrase[i:].split()[0]) not in FUNCTION_WORDS
    ]
    assert shortest_form(short, phrase, len(phrase)) == max(fitting, default=None)


@pytest.mark.parametrize("form", ["CMP", "NRCan", "SMEs", "CBM-CFS3", "A1B", "The UN"])
def test_what_may_be_a_short_form(form: str) -> None:
    assert is_short(form)


@pytest.mark.parametrize(
    "form", ["A", "2019", "Mexico", "also of the UN", "ABCDEFGHIJK", "-AB", ""]
)
def test_what_may_not(form: str) -> None:
    assert not is_short(form)


def pairs(text: str, language: str = "en") -> dict[str, str]:
    """What each short form in a sentence stands for."""
    return {
        text[slice(*short)]: text[slice(*long)] for short, long in acronym_pairs(text, language)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We joined the Harbour Lamp League (HLL).", {"HLL": "Harbour Lamp League"}),
        ("the Lamp League’s (LL) oil", {"LL": "Lamp League"}),
        ("small and sturdy lamps (SSLs)", {"SSLs": "small and sturdy lamps"}),
        ("FOG (Fund for Old Galleons) pays.", {"FOG": "Fund for Old Galleons"}),
        ("Boats and Brass Fog Board [BBFB]", {"BBFB": "Boats and Brass Fog Board"}),
        ("l’Accord des phares (AP)", {"AP": "Accord des phares"}),
    ],
)
def test_letters_that_fit(text: str, expected: dict[str, str]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("by the Ministry of Lamps of Norway (NLD)", "en", "Ministry of Lamps of Norway"),
        ("Fog Canada (FC) and the Ministry of Brass (LATOR)", "en", "Ministry of Brass"),
        ("Director of the Council for Oil (KROL)", "en", "Council for Oil"),
        ("Deputy Director General Ministry of Fog (NEBLA)", "en", "Ministry of Fog"),
        ("Oil Board of Lamps, Fog and Brass (ZUB)", "en", "Oil Board of Lamps, Fog and Brass"),
        ("par le ministère de la Brume (NEBLA)", "fr", "ministère de la Brume"),
        ("la Secretaría de Niebla y Faros (FOGLA)", "es", "Secretaría de Niebla y Faros"),
    ],
)
def test_the_name_of_an_institution_for_an_acronym_of_another_language(
    text: str, language: str, expected: str
) -> None:
    assert list(pairs(text, language).values())[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "said Ottoline Quickwater (NDP) in May",
        "Annex Two of the Board (IV)",
        "the lamp was lit (see ZKB)",
        "a lamp of the new kind (2019)",
        "they were (QRS) late",
        "(ABC) begins",
        "oil; lamps (OL)",
    ],
)
def test_what_is_no_definition(text: str) -> None:
    assert pairs(text) == {}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "la Liga de Faros (LF, o LL en inglés)",
            "es",
            {"LF": "Liga de Faros", "LL": "Liga de Faros"},
        ),
        (
            "le Conseil des phares (CP, ou LC en anglais)",
            "fr",
            {"CP": "Conseil des phares", "LC": "Conseil des phares"},
        ),
        (
            "el Consejo de Faros de Niebla (LFB en inglés)",
            "es",
            {"LFB": "Consejo de Faros de Niebla"},
        ),
        ("un programa (Brass Lamp Program, BLP)", "es", {"BLP": "Brass Lamp Program"}),
        ("la Cumbre de Faros (CF; Lamp Summit)", "es", {"CF": "Cumbre de Faros"}),
    ],
)
def test_several_forms_in_one_bracket(text: str, language: str, expected: dict[str, str]) -> None:
    assert pairs(text, language) == expected


def test_uses_are_counted_and_a_meaning_told_twice_is_one() -> None:
    text = "The Lamp League (LL) met. LL’s oil, the LL and (LL) burn; ALL do. The Lamp League (LL)."
    (found,) = orientation_of([paragraph(text)]).acronyms
    assert (found.long.text, found.uses) == ("Lamp League", 5)
