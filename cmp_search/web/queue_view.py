"""The queue of jobs on the Documents page, its results, and a sign of these on every other page.

1. Everyone who may change texts sees what is being done and what waits, each with its title and
   place, and which are the own ones; those that have not begun can be withdrawn.
2. What became of the visitor's own jobs stays until they put it away, through reloads and restarts.
3. Both are drawn again each second while there are jobs, and every few seconds otherwise. Once a
   job has ended, all of the page is, again and again until it was.
4. Streamlit forgets what it has drawn of a page but not yet sent, this queue's clock too, if the
   clock of the drawing before asks for the queue in that moment. So whatever comes before the time
   of its own clock has all of the page drawn again.
5. Results stay in their place when the jobs above them end, or for a moment they would be there
   twice: what Streamlit has not drawn again yet stays until it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import streamlit as st

from cmp_search.index.status import Status
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web.access.current import may
from cmp_search.web.access.roles import Role
from cmp_search.web.address import address_of
from cmp_search.web.engine import jobs
from cmp_search.web.job_view import DOING, order, progress_line, show_outcome
from cmp_search.web.jobs.job import Change, Job, State
from cmp_search.web.jobs.queue import Visitor
from cmp_search.web.rendering import element, escape_markdown
from cmp_search.web.visitor import visitor, visitor_key

SEEN = "results_seen"
"""In the session: the names of the jobs whose result has been on the visitor's screen."""
BUSY_SECONDS, IDLE_SECONDS = 1, 5
WAITING = {
    Change.ADD: "queue.add",
    Change.REMOVE: "queue.remove",
    Change.UNDO: "queue.undo",
    Change.PUT_BACK: "queue.put_back",
}


@dataclass(slots=True)
class _Drawing:
    """A drawing of all of the page: what it knew of jobs, and the time of its clock (step 4)."""

    was_busy: bool
    ended: set[str]
    again_at: float
    is_made: bool = False

    def is_behind(self, pending: Sequence[Job], ended: set[str]) -> bool:
        """Whether all of the page is to be drawn again, as these are the jobs now."""
        is_early = monotonic() < self.again_at
        return is_early or bool(pending) != self.was_busy or bool(ended - self.ended)


def show_queue(settings: Settings, status: Status | None, messages: Messages) -> None:
    """Draw the queue and the results."""
    pending, ended = _by_state(settings)
    seconds = BUSY_SECONDS if pending else IDLE_SECONDS
    drawing = _Drawing(bool(pending), ended, monotonic() + seconds)
    st.fragment(_show_queue, run_every=seconds)(settings, status, messages, drawing)


def _show_queue(
    settings: Settings, status: Status | None, messages: Messages, drawing: _Drawing
) -> None:
    """Draw these alone, or all of the page if it is behind."""
    pending, ended = _by_state(settings)
    if drawing.is_made and (drawing.is_behind(pending, ended) or not may(Role.EDITOR)):
        st.rerun()
    drawing.is_made = True
    results = jobs(settings).results(visitor())
    if not (pending or results):
        return
    with st.container():
        if pending:
            _show_pending(settings, pending, messages)
    with st.container():
        _show_results(settings, results, status, messages)


def _show_pending(settings: Settings, pending: list[Job], messages: Messages) -> None:
    """What is being done, and what waits (step 1)."""
    batch = [job for job in pending if job.state is State.BEGUN] or pending[:1]
    progress = jobs(settings).progress
    step = progress.step
    share = min(step.done / step.total, 1.0) if step and step.total else 0.0
    st.progress(share, text=escape_markdown(progress_line(batch, progress, messages)))
    if len(pending) == 1:
        return
    st.write(messages("queue.how"))
    me = visitor()
    for place, job in enumerate(pending, 1):
        _show_place(settings, place, job, me, messages)


def _by_state(settings: Settings) -> tuple[list[Job], set[str]]:
    """The jobs that have not ended, the next one first, and the names of those that have."""
    all_jobs = jobs(settings).jobs()
    pending = [job for job in all_jobs if job.state is not State.ENDED]
    return pending, {job.name for job in all_jobs if job.state is State.ENDED}


def _show_place(settings: Settings, place: int, job: Job, me: Visitor, messages: Messages) -> None:
    """One job with its place, and the button that withdraws it, where it can be."""
    words = DOING if job.state is State.BEGUN else WAITING
    line = messages(words[job.order.change], title=job.order.title)
    is_own = job.order.owner == me.key
    if is_own:
        line = messages("queue.yours", line=line)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(element("remark", f"{messages.number(place)}. {line}"))
        if is_own and job.state is State.WAITING:
            label = escape_markdown(messages("queue.withdraw", title=job.order.title))
            st.button(label, key=job.name, on_click=_withdraw, args=(settings, job))


def _withdraw(settings: Settings, job: Job) -> None:
    order(lambda: jobs(settings).withdraw(visitor(), job))


def _show_results(
    settings: Settings, results: Sequence[Job], status: Status | None, messages: Messages
) -> None:
    """What became of the visitor's own jobs, the last one first (step 2)."""
    seen = st.session_state.get(SEEN, set())
    for job in reversed(results):
        show_outcome(job, status, messages, is_new=job.name not in seen)
    st.session_state[SEEN] = {job.name for job in results}
    if results:
        put_away = jobs(settings).put_away
        if st.button(messages("queue.put_away"), on_click=put_away, args=(results,)):
            st.rerun()


def show_job_sign(page: str, settings: Settings, messages: Messages) -> None:
    """Say on any page but Documents that results are there, and let the script keep the key.

    The key of a visitor who has ordered nothing is not kept.
    """
    me, all_jobs = visitor(), jobs(settings).jobs()
    own = [job for job in all_jobs if job.order.owner == me.key]
    if not own:
        return
    st.html(element("visitor", visitor_key()))
    unseen = {job.name for job in jobs(settings).results(me)} - st.session_state.get(SEEN, set())
    if unseen and page != "documents":
        line = messages.count("queue.results", len(unseen))
        st.html(element("job_sign", line, address_of("documents", {}), messages("queue.see")))
