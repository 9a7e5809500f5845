"""Adding and removing texts on the Documents page, where that is allowed; else the commands."""

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.readers.formats import format_names
from cmp_search.settings import Settings
from cmp_search.status import Status
from cmp_search.web.engine import encoder, upkeep
from cmp_search.web.facts import duplicate_line, failure_line
from cmp_search.web.html import list_html, plain, upload_style
from cmp_search.web.refusal import refuse
from cmp_search.web.upkeep import Job
from cmp_search.words import Words

COMMANDS = {
    "documents.add": "cmp-search add FILE",
    "documents.fetch": "cmp-search fetch",
    "documents.remove": "cmp-search remove ID",
}
OWN = "own_job"
"""In the session: the job that this visitor began."""
FAULT = "job_refused"
"""In the session: the error that a job could not begin for."""
FILE, ID, GONE = "file_to_add", "id_to_add", "id_to_remove"
LARGEST = 200
"""Megabytes of a file; readers take no more (see `readers`)."""
MINUTE = 60


def change(settings: Settings, status: Status | None, words: Words) -> None:
    """Draw this part of the page; there is no status where there is no index."""
    st.header(words("documents.change"))
    if not settings.upkeep:
        st.write(words("documents.how"))
        _commands(words)
        return
    job = upkeep(settings).job
    if job and not job.ended:
        _progress(job, words)
        return
    own = st.session_state.get(OWN) is job
    if job and own:
        _outcome(job, status, words)
    if error := st.session_state.pop(FAULT, None):
        refuse(error, words)
    st.write(words("upkeep.how"))
    _adding(settings, words)
    if status:
        _removing(settings, status, words)
    with st.expander(words("upkeep.terminal")):
        _commands(words)


def _commands(words: Words) -> None:
    for key, command in COMMANDS.items():
        st.write(words(key, formats=format_names()))
        st.code(command, language=None)


def _adding(settings: Settings, words: Words) -> None:
    """The form for a new text."""
    st.subheader(words("upkeep.adding"))
    st.html(upload_style(words("upkeep.choose")))
    with st.form("adding", clear_on_submit=True):
        file = st.file_uploader(
            words("upkeep.file", formats=format_names()), key=FILE, max_upload_size=LARGEST
        )
        id = st.text_input(words("upkeep.id"), key=ID, max_chars=100)
        if not st.form_submit_button(words("upkeep.add")):
            return
    if file is None:
        st.warning(words("upkeep.no_file"))
        return
    try:
        job = upkeep(settings).add(
            settings, encoder(settings), file.name, file.getvalue(), id.strip()
        )
    except CmpSearchError as error:
        refuse(error, words)
        return
    st.session_state[OWN] = job
    st.rerun()


def _removing(settings: Settings, status: Status, words: Words) -> None:
    """The choice of a text to take out, and the question whether it is meant."""
    titles = {one.entry.id: one.entry.title for one in status.documents}
    for id in status.gone:
        titles.pop(id, None)
    titles.update({failure.id: failure.file for failure in status.failed})
    st.subheader(words("upkeep.removing"))
    chosen: str | None = st.selectbox(
        words("upkeep.which"),
        sorted(titles, key=lambda id: (titles[id], id)),
        index=None,
        key=GONE,
        format_func=lambda id: f"{titles[id]} ({id})",
        placeholder=words("upkeep.none"),
    )
    if chosen is None:
        return
    st.warning(plain(words("upkeep.sure", title=words.quote(titles[chosen]), id=chosen)))
    with st.container(horizontal=True):
        st.button(words("upkeep.remove"), on_click=_remove, args=(settings, chosen))
        st.button(words("upkeep.keep"), on_click=_keep)


def _remove(settings: Settings, id: str) -> None:
    _keep()
    try:
        st.session_state[OWN] = upkeep(settings).remove(settings, encoder(settings), id)
    except CmpSearchError as error:
        st.session_state[FAULT] = error


def _keep() -> None:
    st.session_state[GONE] = None


@st.fragment(run_every=1)
def _progress(job: Job, words: Words) -> None:
    """How far a job is, told anew each second; everyone who may change something sees it."""
    if job.ended:
        st.rerun()
    doing = words("upkeep.is_removed" if job.removes else "upkeep.is_added", id=job.id)
    step = job.step
    if step is None:
        st.progress(0.0, text=plain(doing))
        return
    left = job.seconds_left
    parts = [
        words("upkeep.step", number=words.number(step.number), of=words.number(step.documents)),
        words("upkeep.texts", n=words.number(step.encoded), rate=words.number(round(job.rate))),
    ]
    if left is not None:
        minutes = round(left / MINUTE)
        parts.append(words.count("upkeep.minutes", minutes) if minutes else words("upkeep.soon"))
    share = step.done / step.total if step.total else 1.0
    st.progress(min(share, 1.0), text=plain(f"{doing} {' · '.join(parts)}"))


def _outcome(job: Job, status: Status | None, words: Words) -> None:
    """What came of the visitor's own job."""
    if isinstance(job.error, CmpSearchError):
        refuse(job.error, words)
        return
    if job.error or job.report is None:
        raise job.error or RuntimeError(job.id)
    report = job.report
    failed = [failure for failure in report.failed if failure.id == job.id]
    if failed:
        st.error(plain(failure_line(failed[0], words)))
        return
    if job.removes:
        st.success(plain(words("upkeep.removed", id=job.id)))
    elif job.id in report.superseded:
        st.success(plain(words("upkeep.aside", id=job.id)))
    else:
        st.success(plain(words("upkeep.added", id=job.id)))
    titles = {one.entry.id: one.entry.title for one in status.documents} if status else {}
    same = [pair for pair in report.duplicates if job.id in pair.documents]
    if same and titles.keys() >= {id for pair in same for id in pair.documents}:
        st.html(list_html(duplicate_line(pair, titles, words) for pair in same))
