"""The page of a PDF as a picture, with the passage boxed, next to the text.

It is drawn only when a reader asks for it; the address keeps that choice from hit to hit.
"""

from dataclasses import dataclass

import streamlit as st

from cmp_search.documents.document import Document, Span
from cmp_search.errors import ReadError
from cmp_search.locales import Messages
from cmp_search.page_image import PageImage, indexed_file, page_images
from cmp_search.settings import Settings
from cmp_search.web.address import PDF_PAGE
from cmp_search.web.document_view import PageName, PageNames

MAX_PASSAGES = 8
"""Passages whose pages are kept in memory, for all visitors together."""
SHOWN = "1"
SHOW_PAGE = "pdf_page_asked"
"""In the session: whether the page is shown."""


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on a page, in per cent of its width and height."""

    left: str
    top: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class PdfPageView:
    """A page of a PDF as a picture, in Base64, with the passage boxed."""

    alt: str
    png: str
    boxes: tuple[BoxView, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class PdfPagesView:
    """The pages of a PDF that a passage is on, with texts in a language."""

    language: str
    pages: tuple[PdfPageView, ...]


def page_names(document: Document, messages: Messages) -> PageNames:
    """What the pages of a document are called, as citations call them."""
    return {page.number: _page_name(page.label, page.number, messages) for page in document.pages}


def _page_name(label: str | None, number: int, messages: Messages) -> PageName:
    pdf = str(number)
    if label is None:
        return PageName(messages("read.pdf_page", pdf=pdf), messages("read.pdf_page_full", pdf=pdf))
    return PageName(
        messages("read.page", label=label, pdf=pdf),
        messages("read.page_full", label=label, pdf=pdf),
    )


def is_pdf_page_shown() -> bool:
    """Whether the page is shown: as the reader chose, otherwise as the address says."""
    return bool(st.session_state.get(SHOW_PAGE, st.query_params.get(PDF_PAGE) == SHOWN))


def pdf_page_toggle(messages: Messages) -> bool:
    """The switch that shows the page."""
    st.session_state[SHOW_PAGE] = is_pdf_page_shown()
    return st.toggle(messages("read.pdf_image"), key=SHOW_PAGE)


def pdf_pages(
    document: Document, passage: Span, names: PageNames, messages: Messages
) -> PdfPagesView | None:
    """The pages that a passage is on; a warning is shown if they cannot be drawn."""
    try:
        with st.spinner(messages("read.drawing")):
            images = _images(document, document.sha256, passage)
    except ReadError:
        st.warning(messages("read.pdf_image_failed"))
        return None
    if images is None:
        st.warning(messages("read.pdf_image_changed"))
        return None
    views = tuple(_page_view(image, names[image.number], messages) for image in images)
    return PdfPagesView(messages.language, views)


@st.cache_resource(show_spinner=False, max_entries=MAX_PASSAGES)
def _images(_document: Document, sha256: str, passage: Span) -> tuple[PageImage, ...] | None:
    """The drawn pages; the hash of the file and the passage are the cache's key."""
    data = indexed_file(Settings().corpus, _document)
    return None if data is None else page_images(_document, data, passage)


def _page_view(image: PageImage, name: PageName, messages: Messages) -> PdfPageView:
    return PdfPageView(
        alt=messages("read.pdf_image_alt", page=name.full),
        png=image.png,
        boxes=tuple(BoxView(*(f"{share:.3%}" for share in box)) for box in image.boxes),
        caption=name.short if image.boxes else f"{name.short}. {messages('read.no_box')}",
    )
