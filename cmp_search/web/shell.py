"""Streamlit's page, made ours, and the one where there is no page (steps 1 and 2 of `serving`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st

from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.web.address import INTERFACE_LANGUAGE
from cmp_search.web.app import ADDRESSES
from cmp_search.web.rendering import render

FOLDER = Path(__file__).with_name("served")
"""Our style and script."""
TEMPLATE = "server.html"
STREAMLIT_PAGE = Path(st.__file__).parent / "static" / "index.html"
"""The page that Streamlit sends."""
STREAMLIT_KEYS = "streamlit."
"""The prefix of the keys of messages that replace Streamlit's own."""
REPLACED = {"html": r"<html lang=\"en\">", "title": r"<title>.*?</title>", "head": r"</head>"}
REPLACED |= {"noscript": r"<noscript>.*?</noscript>", "root": r"<div id=\"root\"></div>"}
"""What is replaced in that page, by the macro that replaces it; each occurs once."""


@dataclass(frozen=True, slots=True)
class ShellView:
    """What Streamlit's page shows before the app does, and what our script and style need."""

    language: str
    name: str
    loading: str
    needs_script: str
    streamlit_messages: Mapping[str, Mapping[str, object]]
    style_version: str
    script_version: str


@cache
def shell(language: str) -> str:
    """Streamlit's page in a language (step 1)."""
    messages = messages_for(language)
    view = ShellView(
        language=language,
        name=messages("app.name"),
        loading=messages("app.loading"),
        needs_script=messages("app.script"),
        streamlit_messages=_streamlit_messages(),
        style_version=_version("look.css"),
        script_version=_version("page.js"),
    )
    page = streamlit_page()
    for part, pattern in REPLACED.items():
        before, _, after = re.split(f"({pattern})", page, maxsplit=1, flags=re.DOTALL)
        page = before + render(TEMPLATE, part, view) + after
    return page


@dataclass(frozen=True, slots=True)
class MissingView:
    """The page for an address that does not exist; it links to every page of the app."""

    language: str
    name: str
    title: str
    advice: str
    links: tuple[tuple[str, str], ...]


def missing_page(messages: Messages, named: str | None) -> str:
    """The page that says that there is no page at this address (step 2)."""
    query = f"?{INTERFACE_LANGUAGE}={messages.language}" if named else ""
    links = tuple(
        (f"/{address if n else ''}{query}", messages(f"page.{address}"))
        for n, address in enumerate(ADDRESSES)
    )
    view = MissingView(
        language=messages.language,
        name=messages("app.name"),
        title=messages("app.missing"),
        advice=messages("app.instead"),
        links=links,
    )
    return render(TEMPLATE, "missing", view)


@cache
def _streamlit_messages() -> Mapping[str, Mapping[str, object]]:
    """Replacements of Streamlit's own texts in every language, for our script."""
    return {
        language: {
            key.removeprefix(STREAMLIT_KEYS): message
            for key, message in messages_for(language).messages.items()
            if key.startswith(STREAMLIT_KEYS)
        }
        for language in interfaces()
    }


@cache
def streamlit_page() -> str:
    """The page that Streamlit sends, as it is."""
    return STREAMLIT_PAGE.read_text("utf-8")


def _version(name: str) -> str:
    """A short hash of a file, which changes whenever the file does."""
    return sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
