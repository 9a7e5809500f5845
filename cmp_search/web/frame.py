"""The frame of every page: the product's name and the navigation, in HTML of our own.

Streamlit's navigation folds itself into the sidebar on a narrow screen, where few look for it. Ours
is always there: in the header, or in a row of its own below it (look.css).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from cmp_search.locales import Messages
from cmp_search.web.address import address_of
from cmp_search.web.rendering import render

PRODUCT = "cmp-search"
"""The product's name, the same in every language."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page in the navigation."""

    address: str
    title: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FrameView:
    """The name, which leads to the first page, and the navigation, labelled for screen readers."""

    name: str
    home: str
    label: str
    pages: tuple[PageLink, ...]


def show_frame(titles: Mapping[str, str], current: str, messages: Messages) -> None:
    """Draw the name and the navigation; `titles` has each page's title by its address."""
    links = tuple(
        PageLink(address_of(page, {}), title, page == current) for page, title in titles.items()
    )
    view = FrameView(PRODUCT, links[0].address, messages("app.pages"), links)
    st.html(render("frame.html", "frame", view))
