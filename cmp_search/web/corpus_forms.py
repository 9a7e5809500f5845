"""Forms to add and remove texts on the Documents page if allowed; otherwise the commands."""

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.index.status import Status
from cmp_search.locales import Messages
from cmp_search.readers.formats import format_names
from cmp_search.settings import Settings
from cmp_search.web.engine import jobs, library
from cmp_search.web.error_view import show_error
from cmp_search.web.facts import duplicate_line, failure_line
from cmp_search.web.jobs import Job
from cmp_search.web.rendering import element, escape_markdown

COMMANDS = {
    "documents.add": "cmp-search add FILE",
    "documents.fetch": "cmp-search fetch",
    "documents.remove": "cmp-search remove ID",
}
OWN_JOB = "own_job"
"""In the session: the job that this visitor started."""
JOB_ERROR = "job_refused"
"""In the session: the error for which the last job could not start."""
FILE_TO_ADD, ID_TO_ADD, ID_TO_REMOVE = "file_to_add", "id_to_add", "id_to_remove"
MAX_MEGABYTES = 200
"""The largest file that can be added; readers accept no more (see `readers`)."""
SECONDS_PER_MINUTE = 60


def show_corpus_forms(settings: Settings, status: Status | None, messages: Messages) -> None:
    """Draw this part of the page; `status` is None if there is no index."""
    st.header(messages("documents.change"))
    if not settings.can_edit:
        st.write(messages("documents.how"))
        _commands(messages)
        return
    job = jobs(settings).latest
    if job and not job.ended:
        _progress(job, messages)
        return
    own = st.session_state.get(OWN_JOB) is job
    if job and own:
        _outcome(job, status, messages)
    if error := st.session_state.pop(JOB_ERROR, None):
        show_error(error, messages)
    st.write(messages("jobs.how"))
    _add_form(settings, messages)
    if status:
        _remove_form(settings, status, messages)
    with st.expander(messages("jobs.terminal")):
        _commands(messages)


def _commands(messages: Messages) -> None:
    for key, command in COMMANDS.items():
        st.write(messages(key, formats=format_names()))
        st.code(command, language=None)


def _add_form(settings: Settings, messages: Messages) -> None:
    """The form for a new text."""
    st.subheader(messages("jobs.adding"))
    st.html(element("upload_label", messages("jobs.choose")))
    with st.form("adding", clear_on_submit=True):
        label = messages("jobs.file", formats=format_names())
        file = st.file_uploader(label, key=FILE_TO_ADD, max_upload_size=MAX_MEGABYTES)
        id = st.text_input(messages("jobs.id"), key=ID_TO_ADD, max_chars=100)
        if not st.form_submit_button(messages("jobs.add")):
            return
    if file is None:
        st.warning(messages("jobs.no_file"))
        return
    try:
        job = jobs(settings).add(library(settings), file.name, file.getvalue(), id.strip())
    except CmpSearchError as error:
        show_error(error, messages)
        return
    st.session_state[OWN_JOB] = job
    st.rerun()


def _remove_form(settings: Settings, status: Status, messages: Messages) -> None:
    """The choice of a text to remove, and a confirmation."""
    titles = {document.entry.id: document.entry.title for document in status.documents}
    for id in status.gone:
        titles.pop(id, None)
    titles.update({failure.id: failure.file for failure in status.failed})
    st.subheader(messages("jobs.removing"))
    chosen: str | None = st.selectbox(
        messages("jobs.which"),
        sorted(titles, key=lambda id: (titles[id], id)),
        index=None,
        key=ID_TO_REMOVE,
        format_func=lambda id: f"{titles[id]} ({id})",
        placeholder=messages("jobs.none"),
    )
    if chosen is None:
        return
    title = messages.quote(titles[chosen])
    st.warning(escape_markdown(messages("jobs.sure", title=title, id=chosen)))
    with st.container(horizontal=True):
        st.button(messages("jobs.remove"), on_click=_remove, args=(settings, chosen))
        st.button(messages("jobs.keep"), on_click=_cancel)


def _remove(settings: Settings, id: str) -> None:
    _cancel()
    try:
        st.session_state[OWN_JOB] = jobs(settings).remove(library(settings), id)
    except CmpSearchError as error:
        st.session_state[JOB_ERROR] = error


def _cancel() -> None:
    st.session_state[ID_TO_REMOVE] = None


@st.fragment(run_every=1)
def _progress(job: Job, messages: Messages) -> None:
    """The progress of a job, updated each second for everyone who can change the corpus."""
    if job.ended:
        st.rerun()
    doing = messages("jobs.is_removed" if job.removes else "jobs.is_added", id=job.id)
    step = job.step
    if step is None:
        st.progress(0.0, text=escape_markdown(doing))
        return
    left, number = job.seconds_left, messages.number
    parts = [
        messages("jobs.step", number=number(step.number), of=number(step.documents)),
        messages("jobs.texts", n=number(step.encoded), rate=number(round(job.rate))),
    ]
    if left is not None:
        minutes = round(left / SECONDS_PER_MINUTE)
        soon = messages("jobs.soon")
        parts.append(messages.count("jobs.minutes", minutes) if minutes else soon)
    share = step.done / step.total if step.total else 1.0
    st.progress(min(share, 1.0), text=escape_markdown(f"{doing} {' · '.join(parts)}"))


def _outcome(job: Job, status: Status | None, messages: Messages) -> None:
    """The result of the visitor's own job."""
    if isinstance(job.error, CmpSearchError):
        show_error(job.error, messages)
        return
    if job.error or job.report is None:
        raise job.error or RuntimeError(job.id)
    report = job.report
    failed = [failure for failure in report.failed if failure.id == job.id]
    if failed:
        st.error(escape_markdown(failure_line(failed[0], messages)))
        return
    if job.removes:
        st.success(escape_markdown(messages("jobs.removed", id=job.id)))
    elif job.id in report.superseded:
        st.success(escape_markdown(messages("jobs.superseded", id=job.id)))
    else:
        st.success(escape_markdown(messages("jobs.added", id=job.id)))
    titles = (
        {document.entry.id: document.entry.title for document in status.documents} if status else {}
    )
    duplicates = [pair for pair in report.duplicates if job.id in pair.documents]
    if duplicates and titles.keys() >= {id for pair in duplicates for id in pair.documents}:
        lines = [duplicate_line(pair, titles, messages) for pair in duplicates]
        st.html(element("remarks", lines))
