"""The page of a PDF as a picture, with the passage boxed, beside its words.

It is drawn only when a reader asks for it; that choice stays from hit to hit, in the address.
"""

from dataclasses import dataclass

import streamlit as st

from cmp_search.document import Document, Span
from cmp_search.errors import ReadError
from cmp_search.page_image import PageImage, indexed_file, page_images
from cmp_search.settings import Settings
from cmp_search.web.address import SHEET
from cmp_search.web.document_view import PageName, PageNames
from cmp_search.words import Words

KEPT = 8
"""How many passages' pages are kept in memory, for all visitors together."""
SHOWN = "1"
ASKED = "sheet_asked"
"""In the session: whether the page is to be shown."""


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on a page, in per cents of its width and height."""

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
    """The pages of a PDF that a passage stands on, told in a language."""

    language: str
    pages: tuple[PdfPageView, ...]


def page_names(document: Document, words: Words) -> PageNames:
    """What the pages of a document are called, as citations call them."""
    return {page.number: _name(page.label, page.number, words) for page in document.pages}


def _name(label: str | None, number: int, words: Words) -> PageName:
    pdf = str(number)
    if label is None:
        return PageName(words("read.pdf_page", pdf=pdf), words("read.pdf_page_full", pdf=pdf))
    return PageName(
        words("read.page", label=label, pdf=pdf), words("read.page_full", label=label, pdf=pdf)
    )


def is_sheet_wanted() -> bool:
    """Whether the page is to be shown: as the reader chose here, else as the address says."""
    return bool(st.session_state.get(ASKED, st.query_params.get(SHEET) == SHOWN))


def ask_for_sheet(words: Words) -> bool:
    """The switch that shows the page."""
    st.session_state[ASKED] = is_sheet_wanted()
    return st.toggle(words("read.sheet"), key=ASKED)


def pdf_pages(
    document: Document, held: Span, names: PageNames, words: Words
) -> PdfPagesView | None:
    """The pages that a passage stands on; where they cannot be shown, a line says so."""
    try:
        with st.spinner(words("read.drawing")):
            images = _images(document, document.sha256, held)
    except ReadError:
        st.warning(words("read.sheet_failed"))
        return None
    if images is None:
        st.warning(words("read.sheet_changed"))
        return None
    views = tuple(_view(image, names[image.number], words) for image in images)
    return PdfPagesView(words.language, views)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def _images(_document: Document, sha256: str, held: Span) -> tuple[PageImage, ...] | None:
    """The drawn pages; the hash of the file and the passage are the cache's key."""
    data = indexed_file(Settings().corpus, _document)
    return None if data is None else page_images(_document, data, held)


def _view(image: PageImage, name: PageName, words: Words) -> PdfPageView:
    return PdfPageView(
        alt=words("read.sheet_alt", page=name.full),
        png=image.png,
        boxes=tuple(BoxView(*(f"{share:.3%}" for share in box)) for box in image.boxes),
        caption=name.short if image.boxes else f"{name.short}. {words('read.no_box')}",
    )
