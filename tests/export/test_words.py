import re

import pytest
from docx.oxml.parser import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.rich_text import Run
from cmp_search.export.words import language, line, lines, one_line, paragraphs

anything = st.one_of(st.text(), st.text("\x00\x0b\r\n\x85\u2028 \t\ud800\uffff\u202e\u2066ab"))


@given(anything)
def test_any_words_fit_into_xml_and_lines_are_lines(text: str) -> None:
    for made in (lines(text), line(text), *paragraphs(text)):
        OxmlElement("w:t").text = made
        made.encode()
        assert "\n\n" not in made
        assert len(made.splitlines()) == len(made.split("\n")) or not made
    assert "\n" not in line(text)
    parts = re.sub("[\u202c-\u202e\u2069]", "", " ".join(paragraphs(text)))
    assert parts.split() == re.sub("[\u202c-\u202e\u2069]", "", lines(text)).split()


@given(st.text("abcé “”«»…—\u00a0\u202f\u00ad’\n", min_size=1))
def test_the_words_of_a_text_stay_to_the_character(text: str) -> None:
    kept = [part.strip() for part in text.split("\n") if part.strip()]
    assert lines(text).split("\n") == (kept or [""])


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("a\u202eb\u202dc", "abc"),
        ("\u202bab", "\u202bab\u202c"),
        ("\u202aab\u202c", "\u202aab\u202c"),
        ("\u2066\u202ba", "\u2066\u202ba\u202c\u2069"),
        ("a\u202c", "a\u202c"),
        ("\u200fab", "\u200fab"),
    ],
)
def test_directions_are_closed_and_overrides_dropped(text: str, closed: str) -> None:
    assert line(text) == lines(text) == closed


def test_rich_text_leads_into_the_web_or_nowhere() -> None:
    addresses = {
        "https://a.example/é?b=1&c=2#d": "https://a.example/%C3%A9?b=1&c=2#d",
        "https://a.example/<x>(1)%20": "https://a.example/%3Cx%3E(1)%20",
        "javascript:alert(1)": "",
        "file:///etc/passwd": "",
        "https://a.example/ b": "",
        "": "",
    }
    runs = one_line(tuple(Run("x\ny", link=address, language="<") for address in addresses))
    assert [run.link for run in runs] == list(addresses.values())
    assert {run.text for run in runs} == {"x y"} and {run.language for run in runs} == {""}
    assert one_line((Run(""),)) == ()


def test_only_codes_are_languages() -> None:
    assert [language(code) for code in ("fr", "fr-CA", "", '"><', "a b", "english")] == [
        "fr", "fr-CA", "", "", "", "",
    ]  # fmt: skip
