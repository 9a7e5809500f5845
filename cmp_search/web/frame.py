"""The frame of every page: the product's name and the navigation, in HTML of our own.

Where people sign in, it says who did, and lets them sign out.

Streamlit's navigation folds itself into the sidebar on a narrow screen, where few look for it. Ours
is always there: in the header, or in a row of its own below it (look.css).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from cmp_search.locales import Messages
from cmp_search.web.access.current import current_person, people_sign_in
from cmp_search.web.access.streamlit_parts import LOGOUT
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
class SignedInView:
    """Who signed in, with the words for screen readers, and where they sign out."""

    name: str
    signed_in: str
    sign_out: str
    address: str


@dataclass(frozen=True, slots=True)
class FrameView:
    """The name, which leads to the first page, and the navigation, labelled for screen readers."""

    name: str
    home: str
    label: str
    pages: tuple[PageLink, ...]
    person: SignedInView | None


def show_frame(titles: Mapping[str, str], current: str, messages: Messages) -> None:
    """Draw the name and the navigation; `titles` has each page's title by its address."""
    links = tuple(
        PageLink(address_of(page, {}), title, page == current) for page, title in titles.items()
    )
    view = FrameView(PRODUCT, links[0].address, messages("app.pages"), links, _person(messages))
    st.html(render("frame.html", "frame", view))


def _person(messages: Messages) -> SignedInView | None:
    """Who signed in; None where nobody does."""
    if not people_sign_in():
        return None
    name = current_person().name
    signed_in = messages("access.person", who=name)
    return SignedInView(name, signed_in, messages("access.sign_out"), LOGOUT)
