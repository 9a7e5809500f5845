"""Passages as HTML: words escaped, the best sentence marked."""

from html import escape, unescape
from re import sub

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.document import Span
from cmp_search.web.html import passage_html


@given(st.text(min_size=1), st.data())
def test_no_word_is_lost_and_none_is_markup(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 50))
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    html = passage_html(text, start, Span(start + first, start + last), "en")
    inner = html.removeprefix('<div class="passage" lang="en">').removesuffix("</div>")
    assert unescape(sub("</?mark>", "", inner)) == text
    assert f"<mark>{escape(text[first:last])}</mark>" in inner


def test_a_script_in_a_document_is_only_words() -> None:
    html = passage_html("<script>alert(1)</script>", 0, Span(0, 8), "en")
    assert "<script" not in html
