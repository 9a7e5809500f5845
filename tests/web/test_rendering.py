"""HTML from templates: text is escaped, none is added or lost, and templates contain none."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from cmp_search.documents.document import Span
from cmp_search.language.unseen import on_a_page
from cmp_search.web.marked_text import MarkedText, marked_text
from cmp_search.web.rendering import FOLDER, element, escape_markdown

CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<!doctype html>", re.DOTALL)


@given(st.text(min_size=1).map(on_a_page), st.data())
def test_no_word_is_lost_and_none_is_markup(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 50))
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    answer = data.draw(st.none() | st.tuples(*[st.integers(first, last)] * 2).map(sorted))
    spans = [Span(start + a, start + b) for a, b in [(first, last), *([answer] if answer else [])]]
    shown = element("marked_text", marked_text(text, start, *spans))
    inner = re.sub(r'<span class="gap">(\n)</span>', r"\1", shown)
    (marked,) = re.findall("<mark>(.*?)</mark>", inner, re.DOTALL)
    assert unescape(re.sub("</?strong>", "", marked)) == text[first:last]
    if answer and answer[0] < answer[1]:
        (strong,) = re.findall("<strong>(.*?)</strong>", marked, re.DOTALL)
        assert unescape(strong) == text[slice(*answer)]
    assert unescape(re.sub("</?(mark|strong|span)[^>]*>", "", inner)) == text
    assert not re.search("[<>\"']", re.sub("</?(mark|strong|span)[^>]*>", "", inner))


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\x1b", "\x9b", "\x00", "\U000e0041"])
def test_no_sign_shows_words_in_another_order(sign: str) -> None:
    text = f"was{sign} not paid"
    html = element("marked_text", marked_text(text, 0, Span(0, 5)))
    assert sign not in html and sign not in escape_markdown(text)
    assert sign not in element("app_link", "read", text, {"title": text})
    assert unescape(re.sub("<[^>]*>", "", html)) == text.replace(sign, "\N{REPLACEMENT CHARACTER}")


def test_a_script_in_a_document_is_only_words() -> None:
    html = element("marked_text", marked_text("<script>alert(1)</script>", 0, Span(0, 8)))
    assert "<script" not in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "", "//fog.example"]
)
def test_no_link_leads_to_what_is_no_web_page(address: str) -> None:
    assert element("external_link", address, "x") == ""


def test_an_attribute_holds_whatever_it_is_given() -> None:
    html = element("app_link", 'read?q="<b>', "x", {"title": '"><b>'})
    assert html.count("<") == 2 and html.count(">") == 2
    assert [unescape(v) for v in re.findall(' (?:href|title)="([^"]*)"', html)] == [
        'read?q="<b>',
        '"><b>',
    ]


def test_what_a_view_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        element("marked_text", object())
    with pytest.raises(UndefinedError):
        element("remark")


def test_lines_of_words_are_kept_and_those_of_templates_dropped() -> None:
    text = MarkedText(" a \n\n", "\tb\n", "", "", "\n <c> ")
    gap = '<span class="gap">\n</span>'
    before = f'<span class="before"> a \n{gap}</span>'
    assert element("marked_text", text) == f"{before}<mark>\tb\n</mark>\n &lt;c&gt; "
    assert "\n" not in element("figures_table", "x", ["a", "b", "c"], [["1", "2", "3"]])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_no_template_has_words_of_its_own_or_trusts_what_it_shows(path: Path) -> None:
    source = path.read_text("utf-8")
    spoken = re.sub(r"<[^<>]*>", "", CODE.sub("", source)).replace(":root { --choose-file: ; }", "")
    assert not re.search(r"\w", spoken), spoken
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", source)
