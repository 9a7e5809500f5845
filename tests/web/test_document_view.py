"""A document as HTML: all its text, and the names of its pages where they begin."""

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import BlockKind, Document, Page, Span
from cmp_search.web.document_view import NO_SPAN, PageName, PageNames, document_view
from cmp_search.web.pdf_page import PdfPagesView
from cmp_search.web.rendering import render
from tests.strategies import documents

TURN = re.compile(r'<span class="turn" role="doc-pagebreak" aria-label="Page (\d+)">(\d+)</span>')


def paged(document: Document, starts: list[int]) -> Document:
    """The document with pages that begin at these offsets."""
    edges = [0, *sorted(starts), len(document.text)]
    pages = [Page(i, None, edges[i - 1], edges[i]) for i in range(1, len(edges))]
    return replace(document, pages=tuple(pages))


def document_html(
    document: Document,
    marked: Span,
    names: PageNames,
    pages: PdfPagesView | None = None,
    sentence: Span | None = None,
) -> str:
    view = document_view(document, marked, names, sentence)
    return render("document.html", "document", view, pages)


def words_of(html: str) -> str:
    return unescape(re.sub(r"</?\w+(?: [^>]*)?>", "", TURN.sub("", html)))


@given(documents, st.data())
def test_no_word_is_lost_whatever_is_marked_and_wherever_pages_begin(
    document: Document, data: st.DataObject
) -> None:
    places = st.integers(0, len(document.text))
    held = Span(*sorted((data.draw(places), data.draw(places))))
    document = paged(document, data.draw(st.lists(places, max_size=5)))
    names = {
        page.number: PageName(str(page.number), f"Page {page.number}") for page in document.pages
    }
    beside = PdfPagesView("en", ()) if held.start < held.end else None
    html = document_html(document, held, names, beside)
    shown = [block for block in document.blocks if block.kind is not BlockKind.TITLE]
    assert words_of(html) == "".join(map(document.slice, shown))
    assert [int(number) for number, _ in TURN.findall(html)] == [p.number for p in document.pages]
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", TURN.sub("", html), re.S))
    body = [block for block in shown if block.kind is not BlockKind.HEADING]
    parts = (document.text[max(b.start, held.start) : min(b.end, held.end)] for b in body)
    assert unescape(marked) == "".join(parts)
    assert html.count(' id="passage"') <= 1


@given(documents, st.data())
def test_no_page_begins_within_a_word(document: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document.text)))
    html = document_html(paged(document, [start]), NO_SPAN, {2: PageName("2", "Page 2")})
    before = unescape(html[: html.index("<span")])
    assert not before or before[-1].isspace() or before[-1] == ">"


@given(documents, st.data())
def test_a_sentence_stands_out_within_its_passage(document: Document, data: st.DataObject) -> None:
    places = st.integers(0, len(document.text))
    start, first, last, end = sorted(data.draw(places) for _ in range(4))
    html = document_html(document, Span(start, end), {}, sentence=Span(first, last))
    body = [
        block for block in document.blocks if block.kind not in (BlockKind.TITLE, BlockKind.HEADING)
    ]

    def words(marks: str, span: Span) -> None:
        parts = (document.text[max(b.start, span.start) : min(b.end, span.end)] for b in body)
        assert unescape("".join(re.findall(marks, html, re.S))) == "".join(parts)

    words(r"<mark[^>]*>(.*?)</mark>", Span(start, end))
    words(r'<mark[^>]* class="sentence">(.*?)</mark>', Span(first, last))
    first_mark = re.search(r"<mark[^>]*>", html)
    assert first_mark is None or 'id="passage"' in first_mark[0], "the page scrolls to the passage"
