"""The Start page: what a newcomer asks first, as it was found in the texts."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.overview.overview import Overview
from cmp_search.overview.questions import FirstQuestion
from cmp_search.settings import Settings
from cmp_search.web.address import QUESTION, write
from cmp_search.web.engine import guide
from cmp_search.web.html import said
from cmp_search.web.links import link
from cmp_search.web.refusal import refuse
from cmp_search.web.start_html import StartHtml
from cmp_search.words import Words

Draw = Callable[[StartHtml, Words], None]
"""Draws one section of the page."""


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("start.title"))
    st.caption(words("start.lead"))
    write({})
    try:
        found = guide(Settings(), words)
    except CmpSearchError as error:
        refuse(error, words)
        return
    if not found.overview:
        st.info(words("start.none"))
        return
    html = StartHtml(found.evidence, words)
    sections = {
        name: draw for name, draw in _sections(found.overview, found.questions).items() if draw
    }
    st.html(html.contents({name: words(f"start.{name}") for name in sections}))
    for name, draw in sections.items():
        st.header(words(f"start.{name}"), anchor=name)
        draw(html, words)


def _sections(overview: Overview, questions: Sequence[FirstQuestion]) -> dict[str, Draw | None]:
    """The sections of the page in their order; None for one that nothing was found for."""
    return {
        "what": partial(_what, overview) if overview.definitions else None,
        "questions": partial(_questions, questions) if questions else None,
        "groups": partial(_groups, overview) if overview.chairs or overview.groups else None,
        "others": partial(_others, overview) if overview.others else None,
        "meetings": partial(_meetings, overview) if overview.days else None,
        "acronyms": partial(_acronyms, overview) if overview.meanings else None,
    }


def _what(overview: Overview, html: StartHtml, _: Words) -> None:
    st.html(html.definitions(overview.definitions))


def _groups(overview: Overview, html: StartHtml, _: Words) -> None:
    st.html(html.chairs(overview.chairs) + "".join(map(html.group, overview.groups)))


def _others(overview: Overview, html: StartHtml, _: Words) -> None:
    st.html(html.others(overview.others))


def _meetings(overview: Overview, html: StartHtml, words: Words) -> None:
    _left(words, "start.latest", len(overview.days), overview.days_in_all)
    st.html(html.days(overview.days))


def _acronyms(overview: Overview, html: StartHtml, words: Words) -> None:
    _left(words, "start.most", len(overview.meanings), overview.meanings_in_all)
    st.html(html.meanings(overview.meanings))


def _left(words: Words, key: str, shown: int, total: int) -> None:
    """Say where not all is shown."""
    if shown < total:
        st.html(said(words(key, shown=words.number(shown), total=words.number(total))))


def _questions(questions: Sequence[FirstQuestion], html: StartHtml, words: Words) -> None:
    """Questions that lead to Ask, each with the passage that answers it."""
    for question in questions:
        link("ask", question.text, {QUESTION: question.text})
        answer = html.citation(question.answer.found.source)
        st.html(f'<p class="said">{words("start.answer")}{answer}</p>')
