"""Marks of list items, as a browser shows them."""

import pytest

from cmp_search.readers.html.marks import as_letters

from ..looking import texts
from .pages import body


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("<ol type=a>", ["a. x", "b. y"]),
        ("<ol type=A start=26>", ["Z. x", "AA. y"]),
        ("<ol type=i>", ["i. x", "ii. y"]),
        ("<ol type=I start=4>", ["IV. x", "V. y"]),
        ("<ol class='lst-lwr-alph lst-spcd'>", ["a. x", "b. y"]),
        ("<ol class=lst-upr-rmn>", ["I. x", "II. y"]),
        ("<ol style='list-style: lower-roman inside'>", ["i. x", "ii. y"]),
        ("<ol class=of-law>", ["A. x", "B. y"]),
        ("<ol reversed>", ["2. x", "1. y"]),
        ("<ol start=0>", ["0. x", "1. y"]),
        ("<ol type=a start=0>", ["0. x", "a. y"]),
        ("<ol class=list-unstyled>", ["x", "y"]),
        ("<ul type=a>", ["x", "y"]),
    ],
)
def test_marks_are_those_shown(start: str, expected: list[str]) -> None:
    style = "<style>ol.of-law { list-style-type: upper-alpha; }</style>"
    assert texts(body(f"{start}<li>x<li>y</{start[1:3]}>", style)) == expected


def test_an_item_may_have_a_mark_and_number_of_its_own() -> None:
    assert texts(body("<ol><li type=a>x<li value=9>y<li>z</ol>")) == ["a. x", "9. y", "10. z"]


def test_lists_in_items_have_their_own_marks() -> None:
    inner = "<ol type=i><li>x<li>y</ol>"
    assert texts(body(f"<ol type=a><li>p{inner}<li>q</ol>")) == ["a. p", "i. x", "ii. y", "b. q"]


def test_letters_go_on_after_z() -> None:
    assert [as_letters(n) for n in (1, 26, 27, 52, 703)] == ["a", "z", "aa", "az", "aaa"]


def test_an_unordered_list_may_have_numbers_by_its_style() -> None:
    assert texts(body("<ul style='list-style-type: lower-alpha'><li>x<li>y</ul>")) == [
        "a. x",
        "b. y",
    ]
    assert texts(body("<ol style='list-style-type: lower-greek'><li>x<li>y</ol>")) == [
        "α. x",
        "β. y",
    ]
