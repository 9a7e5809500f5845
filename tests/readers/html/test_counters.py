"""Numbers that a page's style sheet generates."""

import pytest

from ..looking import kinds, texts
from .pages import body

LIST = "<ol><li>Lamps<ol><li>Wicks</li><li>Glass</li></ol></li><li>Oil<ol><li>Casks</ol></ol>"
NESTED = """ol { list-style: none; counter-reset: item }
li:before { counter-increment: item; content: counters(item, ".") " " }"""
HEADINGS = """body { counter-reset: part; }
h2 { counter-increment: part; counter-reset: Rule 4 }
h2::before { content: "Part " counter(part, upper-roman) ".\\a0" }
h3 { counter-increment: rule } h3::before { content: counter(part) '.' counter(Rule); }"""


def head(style: str) -> str:
    return f"<style>{style}</style>"


def test_a_list_in_a_list_counts_anew() -> None:
    assert texts(body(LIST, head(NESTED))) == [
        "1 Lamps",
        "1.1 Wicks",
        "1.2 Glass",
        "2 Oil",
        "2.1 Casks",
    ]


def test_headings_have_the_numbers_of_their_series() -> None:
    page = "<h1>Lights</h1>" + "<h2>Lamps</h2><h3>Wicks</h3><p>x</p><h3>Glass</h3><p>y</p>" * 2
    assert [line for line in kinds(body(page, head(HEADINGS))) if "heading" in line] == [
        "heading2: Part I. Lamps",
        "heading3: 1.5 Wicks",
        "heading3: 1.6 Glass",
        "heading2: Part II. Lamps",
        "heading3: 2.5 Wicks",
        "heading3: 2.6 Glass",
    ]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("", "(1)"), (", lower-alpha", "(a)"), (", UPPER-ROMAN", "(I)"), (", none", "1.")],
)
def test_kinds_of_numbers(kind: str, shown: str) -> None:
    style = f"li {{ counter-increment: n }} li::before {{ content: '(' counter(n{kind}) ')' }}"
    assert texts(body("<ol><li>Lamps</ol>", head(style))) == [f"{shown} Lamps"]


def test_a_number_may_be_set_in_the_page() -> None:
    page = "<ol style='counter-reset: item 6'><li>Lamps<li style='display: none'>Oil<li>Fog</ol>"
    assert texts(body(page, head(NESTED))) == ["7 Lamps", "8 Fog"]


@pytest.mark.parametrize(
    "rule",
    [
        "li:nth-child(2) { counter-increment: item 2 }",
        "li:not(.x)::before { content: none }",
        "li::after { counter-increment: item }",
        "li::before { content: counter(list-item) }",
        "li::before { content: counter(item) attr(title) }",
        "li::before { content: counter(item, my-own) }",
        "li::before { content: counter(item) '" + 200 * "x" + "' }",
        "ol { counter-reset: reversed(item) }",
        "li::before { content: none }",
    ],
)
def test_numbers_that_cannot_be_told_are_not_shown(rule: str) -> None:
    assert texts(body("<ol><li>Lamps<li>Oil</ol>", head(NESTED + rule))) == ["Lamps", "Oil"]


@pytest.mark.parametrize(
    "rule",
    ["li:hover::before { content: '>' }", "@media print { li::before { content: none } }"],
)
def test_a_state_of_the_page_does_not_matter(rule: str) -> None:
    assert texts(body("<ol><li>Lamps</ol>", head(NESTED + rule))) == ["1 Lamps"]


def test_a_sign_that_there_is_not_is_shown_as_one_not_known() -> None:
    style = NESTED + "li::before { content: counter(item) '\\ffffff\\d800' }"
    assert texts(body("<ol><li>Lamps</ol>", head(style))) == ["1\ufffd\ufffd Lamps"]


def test_words_without_counters_are_for_looks() -> None:
    style = "p::before { content: 'Note: ' }"
    assert texts(body("<p>Fog.</p>", head(style))) == ["Fog."]
