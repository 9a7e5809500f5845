"""Forms to add and remove texts on the Documents page if allowed; otherwise who may, or how."""

import streamlit as st

from cmp_search.index.status import Status
from cmp_search.language.unseen import on_a_page
from cmp_search.locales import Messages
from cmp_search.readers.formats import format_names
from cmp_search.settings import Settings
from cmp_search.web.access.current import may, people_sign_in
from cmp_search.web.access.roles import Role
from cmp_search.web.adding_form import show_adding_form, show_undo
from cmp_search.web.engine import jobs
from cmp_search.web.error_view import show_error
from cmp_search.web.job_view import JOB_ERROR, order, titles_of
from cmp_search.web.queue_view import show_queue
from cmp_search.web.rendering import escape_markdown
from cmp_search.web.visitor import visitor

COMMANDS = {
    "documents.add": "cmp-search add FILE",
    "documents.recognise": "cmp-search ocr FILE",
    "documents.fetch": "cmp-search fetch",
    "documents.remove": "cmp-search remove ID",
    "documents.undo": "cmp-search undo",
}
ID_TO_REMOVE = "id_to_remove"


def show_corpus_forms(settings: Settings, status: Status | None, messages: Messages) -> None:
    """Draw this part of the page; `status` is None if there is no index."""
    st.header(messages("documents.change"))
    if not may(Role.EDITOR):
        if people_sign_in():
            st.write(messages("documents.editors"))
            return
        st.write(messages("documents.how"))
        with st.expander(messages("documents.commands")):
            _commands(messages)
        return
    show_queue(settings, status, messages)
    with st.container():
        if error := st.session_state.pop(JOB_ERROR, None):
            show_error(error, messages)
    st.write(messages("jobs.how"))
    with st.container():
        show_adding_form(settings, messages)
    with st.container():
        show_undo(settings, status, messages)
    if status:
        _remove_form(settings, status, messages)
    with st.expander(messages("jobs.terminal")):
        _commands(messages)


def _commands(messages: Messages) -> None:
    for key, command in COMMANDS.items():
        st.write(messages(key, formats=format_names()))
        st.code(command, language=None)


def _remove_form(settings: Settings, status: Status, messages: Messages) -> None:
    """The choice of a text to remove, and a confirmation."""
    titles = titles_of(status)
    for id in status.gone:
        titles.pop(id, None)
    titles.update({failure.id: failure.file for failure in status.failed})
    st.subheader(messages("jobs.removing"))
    chosen: str | None = st.selectbox(
        messages("jobs.which"),
        sorted(titles, key=lambda id: (titles[id], id)),
        index=None,
        key=ID_TO_REMOVE,
        format_func=lambda id: on_a_page(f"{titles[id]} ({id})"),
        placeholder=messages("jobs.none"),
    )
    if chosen is None:
        return
    title = messages.quote(titles[chosen])
    st.warning(escape_markdown(messages("jobs.sure", title=title, id=chosen)))
    with st.container(horizontal=True):
        st.button(messages("jobs.remove"), on_click=_remove, args=(settings, chosen, titles))
        st.button(messages("jobs.keep"), on_click=_cancel)


def _remove(settings: Settings, id: str, titles: dict[str, str]) -> None:
    _cancel()
    order(lambda: jobs(settings).remove(visitor(), id, titles.get(id, "")))


def _cancel() -> None:
    st.session_state[ID_TO_REMOVE] = None
