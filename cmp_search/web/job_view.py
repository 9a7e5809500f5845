"""Jobs as the Documents page shows them: how far one is, and what came of the visitor's own."""

from collections.abc import Callable

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.index.status import Status
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web.access.current import demand
from cmp_search.web.access.roles import Role
from cmp_search.web.engine import jobs
from cmp_search.web.error_view import show_error
from cmp_search.web.facts import duplicate_line, failure_line
from cmp_search.web.jobs import Change, Job
from cmp_search.web.rendering import element, escape_markdown

OWN_JOB = "own_job"
"""In the session: the job that this visitor started."""
JOB_ERROR = "job_refused"
"""In the session: the error for which the last job could not start."""
SECONDS_PER_MINUTE = 60
DOING = {
    Change.ADD: "jobs.is_added",
    Change.REMOVE: "jobs.is_removed",
    Change.UNDO: "jobs.is_undone",
    Change.PUT_BACK: "jobs.is_put_back",
}
DONE = {
    Change.ADD: "jobs.added",
    Change.REMOVE: "jobs.removed",
    Change.UNDO: "jobs.undone",
    Change.PUT_BACK: "jobs.put_back",
}


def start_job(start: Callable[[], Job]) -> None:
    """Start a job of this visitor; if it is refused, the page will say why."""
    try:
        demand(Role.EDITOR)
        st.session_state[OWN_JOB] = start()
    except CmpSearchError as error:
        st.session_state[JOB_ERROR] = error


@st.fragment(run_every=1)
def show_progress(job: Job, messages: Messages) -> None:
    """The progress of a job, updated each second for everyone who can change the corpus."""
    if job.ended:
        st.rerun()
    doing = messages(DOING[job.change], title=job.title())
    step = job.step
    if step is None:
        st.progress(0.0, text=escape_markdown(doing))
        return
    left, number = job.seconds_left, messages.number
    parts = [
        messages("jobs.step", number=number(step.number), of=number(step.documents)),
    ]
    if left is not None:
        minutes = round(left / SECONDS_PER_MINUTE)
        soon = messages("jobs.soon")
        parts.append(messages.count("jobs.minutes", minutes) if minutes else soon)
    share = step.done / step.total if step.total else 1.0
    st.progress(min(share, 1.0), text=escape_markdown(f"{doing} {' · '.join(parts)}"))


def titles_of(status: Status | None) -> dict[str, str]:
    """The titles of the indexed documents, by id."""
    return {one.entry.id: one.entry.title for one in status.documents} if status else {}


def told_failure(settings: Settings) -> str:
    """The id of the document that the visitor's own job could not read; empty if there is none."""
    job: Job | None = st.session_state.get(OWN_JOB)
    if job is None or job is not jobs(settings).latest or job.report is None:
        return ""
    return job.id if any(failure.id == job.id for failure in job.report.failed) else ""


def show_outcome(job: Job, status: Status | None, messages: Messages) -> None:
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
    key = "jobs.superseded" if job.id in report.superseded else DONE[job.change]
    lines = [messages(key, title=job.title())]
    if job.id in report.superseded_by:
        digest = report.superseded[report.superseded_by.index(job.id)]
        lines.append(messages("jobs.aside", title=job.title(digest)))
    if not report.generation:
        lines.append(messages("jobs.emptied"))
    st.success(escape_markdown(" ".join(lines)))
    titles = titles_of(status)
    duplicates = [pair for pair in report.duplicates if job.id in pair.documents]
    if duplicates and titles.keys() >= {id for pair in duplicates for id in pair.documents}:
        lines = [duplicate_line(pair, titles, messages) for pair in duplicates]
        st.html(element("remarks", lines))
