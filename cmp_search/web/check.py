"""The Check page: a note is dropped in, and each quotation held against the texts.

Below, a sentence of a draft is traced to the passages that it may come from.
"""

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.gate.limits import MEGABYTE
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.verification.drafts import MAX_BYTES
from cmp_search.verification.drafts.reading import SUFFIXES
from cmp_search.verification.support import support
from cmp_search.verification.verdict import Verification
from cmp_search.web.check_view import support_view, verification_view
from cmp_search.web.engine import generation, library, searcher
from cmp_search.web.error_view import show_error
from cmp_search.web.gate.questions import count_question
from cmp_search.web.rendering import element, render

FILE = "note_to_check"
SENTENCE = "sentence_to_trace"
MEGABYTES = MAX_BYTES // MEGABYTE
"""The largest note that can be checked."""
CHECKED = "checked"
"""In the session: the last verification, with the file and index that it is of."""


def show(messages: Messages) -> None:
    """Draw the page."""
    st.title(messages("check.title"))
    st.write(messages("check.lead"))
    st.html(element("upload_label", messages("check.choose")))
    types = sorted(suffix.removeprefix(".") for suffix in SUFFIXES)
    file = st.file_uploader(messages("check.file"), types, key=FILE, max_upload_size=MEGABYTES)
    with st.container():
        if file is not None:
            _verification(file.name, file.file_id, file.getvalue(), messages)
    st.header(messages("check.source"), anchor=False)
    st.write(messages("check.source_lead"))
    with st.form("tracing", border=False):
        sentence = st.text_area(messages("check.sentence"), key=SENTENCE, height=100)
        st.html(element("remark", messages("check.keys")))
        st.form_submit_button(messages("check.trace"), type="primary")
    if sentence.strip():
        _support(sentence, messages)


def _verification(name: str, id: str, data: bytes, messages: Messages) -> None:
    """The verification of a file; it is made once for a file and an index."""
    try:
        index = generation(Settings())
        key = (id, index.manifest.fingerprint)
        if st.session_state.get(CHECKED, (None,))[0] != key:
            count_question()
            with st.spinner(messages("check.checking")):
                checked = library(Settings()).verify_draft(data, name)
            st.session_state[CHECKED] = ((id, checked.index_fingerprint), checked)
        found: Verification = st.session_state[CHECKED][1]
        view = verification_view(found, index, messages)
    except CmpSearchError as error:
        show_error(error, messages)
    else:
        st.html(render("check.html", "verification", view))


def _support(sentence: str, messages: Messages) -> None:
    try:
        with st.spinner(messages("ask.searching")):
            count_question()
            asked = searcher(Settings())
            view = support_view(support(asked, sentence), asked.index, messages)
    except CmpSearchError as error:
        show_error(error, messages)
    else:
        st.html(render("check.html", "support", view))
