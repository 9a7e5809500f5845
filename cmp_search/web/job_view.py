"""Jobs in words: what each does, how far it is, and what came of the visitor's own."""

from collections.abc import Callable, Sequence

import streamlit as st

from cmp_search.documents.lock import Holder
from cmp_search.errors import CmpSearchError, system_error
from cmp_search.index.status import Status
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web.access.current import demand
from cmp_search.web.access.roles import Role
from cmp_search.web.engine import jobs
from cmp_search.web.error_view import show_error, show_known_error
from cmp_search.web.facts import duplicate_line, failure_line
from cmp_search.web.jobs.job import Change, Job
from cmp_search.web.jobs.progress import Progress
from cmp_search.web.rendering import element, escape_markdown
from cmp_search.web.visitor import visitor

JOB_ERROR = "job_refused"
"""In the session: the error for which the last order was not accepted."""
GONE = "not_in_corpus"
"""The code of a removal that somebody else's change was faster than."""
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


def order(accept: Callable[[], Job | None]) -> bool:
    """Let the queue accept a job or withdraw one; if it refuses, the page will say why."""
    try:
        demand(Role.EDITOR)
        accept()
    except OSError as error:
        st.session_state[JOB_ERROR] = system_error(error)
    except CmpSearchError as error:
        st.session_state[JOB_ERROR] = error
    return JOB_ERROR not in st.session_state


def progress_line(batch: Sequence[Job], progress: Progress, messages: Messages) -> str:
    """What is being done, for whom it waits, or how far it is."""
    first, *others = batch
    doing = messages(DOING[first.order.change], title=first.order.title)
    if others:
        doing = messages.count("queue.several", len(batch))
    if progress.waits_for:
        return f"{doing} {_waiting_line(progress.waits_for, messages)}"
    step, left, number = progress.step, progress.seconds_left, messages.number
    if step is None or not step.documents:
        return f"{doing} {messages('queue.again')}" if first.record.tries > 1 else doing
    parts = [messages("jobs.step", number=number(step.number), of=number(step.documents))]
    if left is not None:
        minutes = round(left / SECONDS_PER_MINUTE)
        soon = messages("jobs.soon")
        parts.append(messages.count("jobs.minutes", minutes) if minutes else soon)
    return f"{doing} {' · '.join(parts)}"


def _waiting_line(holder: Holder, messages: Messages) -> str:
    """Whose work on the index is waited for."""
    if not holder.who or not holder.since:
        return messages("queue.waits")
    return messages("queue.waits_for", who=holder.who, since=messages.moment(holder.since))


def titles_of(status: Status | None) -> dict[str, str]:
    """The titles of the indexed documents, by id."""
    return {one.entry.id: one.entry.title for one in status.documents} if status else {}


def told_failures(settings: Settings) -> set[str]:
    """The ids of the documents that the visitor's own jobs could not read."""
    results = jobs(settings).results(visitor())
    return {job.outcome.failure.id for job in results if job.outcome.failure}


def show_outcome(job: Job, status: Status | None, messages: Messages, *, is_new: bool) -> None:
    """The result of one of the visitor's own jobs; an error is noted while it `is_new`."""
    order, outcome = job.order, job.outcome
    if order.change is Change.REMOVE and outcome.problem and outcome.problem.code == GONE:
        st.info(escape_markdown(messages("jobs.gone_before", title=order.title)))
        return
    if outcome.problem:
        show = show_error if is_new else show_known_error
        show(outcome.problem.error, messages)
        return
    if outcome.failure:
        st.error(escape_markdown(failure_line(outcome.failure, messages)))
        return
    key = "jobs.superseded" if outcome.superseded else DONE[order.change]
    lines = [messages(key, title=order.title)]
    if outcome.aside:
        lines.append(messages("jobs.aside", title=outcome.aside))
    if outcome.emptied:
        lines.append(messages("jobs.emptied"))
    st.success(escape_markdown(" ".join(lines)))
    titles = titles_of(status)
    pairs = [pair for pair in outcome.duplicates if titles.keys() >= set(pair.documents)]
    if pairs:
        st.html(element("remarks", [duplicate_line(pair, titles, messages) for pair in pairs]))
