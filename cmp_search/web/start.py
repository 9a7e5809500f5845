"""The Start page: what a newcomer asks first, as found in the texts."""

from collections.abc import Sequence

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web.address import QUESTION, link, write_query
from cmp_search.web.engine import entries_of, generation, guide
from cmp_search.web.error_view import show_error
from cmp_search.web.rendering import element, render
from cmp_search.web.start_rows import QuestionView, StartView
from cmp_search.web.start_view import start_view

TEMPLATE = "start.html"
"""Has a macro for each section except the questions, which are Streamlit's own links."""
QUESTIONS = "questions"
LABELS = (
    "more",
    "group",
    "groups",
    "as_of",
    "source",
    "others",
    "meetings",
    "date",
    "meeting",
    "place",
    "earlier",
    "events",
    "history",
    "acronyms",
    "acronym",
    "meaning",
    "uses",
    "filter",
    "all_acronyms",
)
"""The words of tables, by the ends of their keys."""


def show(messages: Messages) -> None:
    """Draw the page."""
    st.title(messages("start.title"))
    st.caption(messages("start.lead"))
    write_query({})
    try:
        settings = Settings()
        newcomers_guide = guide(settings, messages)
    except CmpSearchError as error:
        show_error(error, messages)
        return
    if not newcomers_guide.overview:
        st.info(messages("start.none"))
        return
    if remark := _other_language(settings, messages):
        st.html(element("remark", remark))
    view = start_view(newcomers_guide, messages)
    sections = {name: views for name, views in _sections(view).items() if any(views)}
    titles = {name: messages(f"start.{name}") for name in sections}
    st.html(render(TEMPLATE, "contents", messages("start.contents"), titles))
    for name, views in sections.items():
        st.header(titles[name], anchor=name)
        if name == QUESTIONS:
            _questions(view.questions, messages)
            continue
        if name in view.remarks:
            st.html(element("remark", view.remarks[name]))
        st.html(render(TEMPLATE, name, *views, _labels(messages)))


def _other_language(settings: Settings, messages: Messages) -> str:
    """That no text is in the reader's language, as Ask says it; empty if one is."""
    texts = {entry.language for entry in entries_of(generation(settings)).values()}
    if messages.language in texts:
        return ""
    names = messages.listed([messages.name(one) for one in sorted(texts)])
    return messages("missing.language", asked=messages.name(messages.language), texts=names)


def _sections(view: StartView) -> dict[str, tuple[object, ...]]:
    """The sections of the page, in order, each with all that it shows."""
    return {
        "what": (view.definitions,),
        "groups": (view.groups, view.other_groups),
        "meetings": (view.meetings, view.earlier, view.events),
        "acronyms": (view.acronyms,),
        QUESTIONS: (view.questions,),
    }


def _labels(messages: Messages) -> dict[str, str]:
    """The words of tables and what can be unfolded; our script fills in the numbers."""
    labels = {name: messages(f"start.{name}") for name in LABELS}
    return labels | {"filtered": messages("start.filtered", n="{n}", total="{total}")}


def _questions(questions: Sequence[QuestionView], messages: Messages) -> None:
    """Questions that lead to Ask, each with the passage that answers it."""
    for question in questions:
        link("ask", question.text, {QUESTION: question.text})
        st.html(render(TEMPLATE, "answered_in", messages("start.answer"), question.citation))
