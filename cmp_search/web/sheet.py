"""The page of a PDF as a picture, with the passage boxed, beside its words.

It is drawn only when a reader asks for it; that choice stays from hit to hit, in the address.
"""

from html import escape

import streamlit as st

from cmp_search.document import Document, Span
from cmp_search.errors import ReadError
from cmp_search.page_image import Box, PageImage, indexed_file, page_images
from cmp_search.settings import Settings
from cmp_search.web.address import SHEET
from cmp_search.web.document_html import PageName
from cmp_search.words import Words

KEPT = 8
"""How many passages' pages are kept in memory, for all visitors together."""
SHOWN = "1"
ASKED = "sheet_asked"
"""In the session: whether the page is to be shown."""


def page_names(document: Document, words: Words) -> dict[int, PageName]:
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


def sheets(document: Document, held: Span, names: dict[int, PageName], words: Words) -> str:
    """The pages that a passage stands on, as HTML; where they cannot be shown, a line says so."""
    try:
        with st.spinner(words("read.drawing")):
            images = _images(document, document.sha256, held)
    except ReadError:
        st.warning(words("read.sheet_failed"))
        return ""
    if images is None:
        st.warning(words("read.sheet_changed"))
        return ""
    figures = "".join(_figure(image, names[image.number], words) for image in images)
    return f'<div class="sheets" lang="{words.language}">{figures}</div>'


@st.cache_data(show_spinner=False, max_entries=KEPT)
def _images(_document: Document, sha256: str, held: Span) -> tuple[PageImage, ...] | None:
    """The drawn pages; the hash of the file and the passage are the cache's key."""
    data = indexed_file(Settings().corpus, _document)
    return None if data is None else page_images(_document, data, held)


def _figure(image: PageImage, name: PageName, words: Words) -> str:
    """A page with its boxes."""
    boxes = "".join(map(_box, image.boxes))
    said = name.short if image.boxes else f"{name.short}. {words('read.no_box')}"
    alt = escape(words("read.sheet_alt", page=name.full))
    return (
        f'<figure class="sheet"><div class="page"><img alt="{alt}" '
        f'src="data:image/png;base64,{escape(image.png)}">{boxes}</div>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )


def _box(box: Box) -> str:
    places = zip(("left", "top", "width", "height"), box, strict=True)
    style = "; ".join(f"{side}: {share:.3%}" for side, share in places)
    return f'<span class="box" style="{style}"></span>'
