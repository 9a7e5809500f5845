"""Folding typography, and the way back to the characters of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.verification.folding import fold_typography

ALIKE = [
    ("“the ‘Plan’”", "\"the 'Plan'\""),
    ("« le mot »", "“le mot”"),
    ("<<el plan>>", "«el plan»"),
    ("l’accord", "l'accord"),
    ("co\u2011chair, co\u2010chair", "co-chair, co-chair"),
    ("2019 – 2020", "2019—2020"),
    ("a pier -- in fog", "a pier—in fog"),
    ("a pier - in fog", "a pier – in fog"),
    ("50\u00a0%, 50\u202f%", "50%, 50%"),
    ("Voici\u00a0: oui\u202f!", "Voici: oui!"),
    ("two\n\n  lines\t here", "two lines here"),
    ("sun\u00adflower\u200b seed", "sunflower seed"),
    ("ﬁsh, ﬂag", "fish, flag"),
    ("main-d’œuvre, Œuvre, Æsir", "main-d'oeuvre, OEuvre, AEsir"),
    ("and so on…", "and so on..."),
    ("e\u0301tat", "état"),
    ("1ᵉʳ juin, 1º de mayo", "1er juin, 1o de mayo"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=lambda words: ascii(words))
def test_what_only_typography_tells_apart_is_alike(one: str, other: str) -> None:
    assert fold_typography(one).text == fold_typography(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10² m", "102 m"),
        ("1½", "11/2"),
        ("12,500", "12 500"),
        ("−5", "5"),
        ("The Plan", "the Plan"),
        ("peche", "pêche"),
        ("re-sign", "resign"),
        ("pre- and post-war", "pre-and post-war"),
        ("5′", "5″"),
    ],
)
def test_what_changes_a_word_or_number_stays_apart(one: str, other: str) -> None:
    assert fold_typography(one).text != fold_typography(other).text


def test_a_place_leads_back_to_the_characters_it_is_from() -> None:
    text = "Une « main-d’œuvre »  de l’ﬁle\u00ad …"
    folded = fold_typography(text)
    for words, origin in (("oeuvre", "œuvre"), ("'main", "« main"), ("fil", "ﬁl"), ("...", "…")):
        at = folded.text.index(words)
        start, end = folded.span(at, at + len(words))
        assert text[start:end] == origin


@given(st.text(alphabet="ab1 \n\u00a0'’“»«-–—:%…œﬁ\u00ad\u200b²\u0301", max_size=60))
def test_every_character_is_from_one_that_folds_to_it(text: str) -> None:
    folded = fold_typography(text)
    last = 0
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert last <= end and 0 <= start < end <= len(text)
        assert folded.text[i] in fold_typography(text[start:end]).text
        last = end


@given(st.text(alphabet="ab1 ²½①٣", max_size=30))
def test_digits_stay_as_they_are(text: str) -> None:
    kept = [c for c in fold_typography(text).text if c.isnumeric()]
    assert kept == [c for c in text if c.isnumeric()]
