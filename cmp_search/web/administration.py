"""The Administration page: whether all is well, who did what, what is kept and what waits.

Only administrators see it, and its name in the navigation; to others its address has no page.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import streamlit as st

from cmp_search.audit import Action, AuditLog, Event
from cmp_search.audit.faults import Fault
from cmp_search.audit.words import COLUMNS, cells, fault_line, who_of
from cmp_search.errors import AuditError, CmpSearchError
from cmp_search.index.kept import KeptGeneration
from cmp_search.index.status import Status
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web.access.current import may
from cmp_search.web.access.policy_file import policy_fault
from cmp_search.web.access.roles import Role
from cmp_search.web.address import PAGES, link
from cmp_search.web.engine import generation, library, status_of
from cmp_search.web.error_view import error_sentence, show_error
from cmp_search.web.facts import index_facts
from cmp_search.web.rendering import element, escape_markdown, render

ADDRESS = "administration"
"""The address of the page."""
PERIODS = {"administration.week": 7, "administration.month": 30, "administration.ever": None}
"""How many days the log is looked back for."""
ROWS_AT_A_TIME = 50
SHOWN_ROWS = "events_shown"
"""In the session: how many events are shown."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of words; the first cell of a row names it."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def show(messages: Messages) -> None:
    """Draw the page."""
    if not may(Role.ADMINISTRATOR):
        _show_missing(messages)
        return
    st.title(messages("administration.title"))
    settings, log = Settings(), AuditLog(Settings().audit_folder)
    with suppress(AuditError):  # Then what was killed is recorded by the next change.
        log.settle()
    with st.container():
        _health(settings, log, messages)
    with st.container():
        _log(log, messages)
    with st.container():
        _generations(settings, log, messages)
    _copies(settings, messages)


def _show_missing(messages: Messages) -> None:
    """Say that there is no page here, as at any other address without one."""
    st.title(messages("app.missing"))
    st.write(messages("app.instead"))
    for address, page in st.session_state[PAGES].items():
        if address != ADDRESS:
            link(address, page.title, {})


def _health(settings: Settings, log: AuditLog, messages: Messages) -> None:
    """Whether all is well, a line each; what is not comes first."""
    st.header(messages("administration.health"))
    wrong = [*_troubles(settings, messages), *_faults(log, messages)]
    for line in wrong:
        st.warning(escape_markdown(line))
    lines = [] if wrong else [messages("administration.well")]
    with suppress(CmpSearchError):
        lines += list(index_facts(generation(settings).manifest, messages))[:2]
    with suppress(OSError):
        free = shutil.disk_usage(settings.corpus).free / 1e9
        lines.append(messages("administration.free", size=f"{free:.0f}"))
    st.html(element("remarks", lines))
    st.write(messages("administration.doctor"))
    st.code("cmp-search doctor", language=None)


def _troubles(settings: Settings, messages: Messages) -> Iterator[str]:
    """What is wrong with the policy, and what the index lacks; its faults are above every page."""
    if fault := policy_fault():
        yield messages("administration.policy", reason=error_sentence(fault, messages))
    try:
        status = status_of(settings)
    except CmpSearchError as error:
        yield error_sentence(error, messages)
        return
    for key, ids in (
        ("documents.pending", status.unread),
        ("documents.gone", status.gone),
        ("administration.failed", [failure.id for failure in status.failed]),
    ):
        if ids:
            yield messages(key, ids=", ".join(ids))
    if status.interrupted:
        yield messages("administration.interrupted", id=messages.quote(status.interrupted))


@st.cache_resource(show_spinner=False, max_entries=1)
def _read(_log: AuditLog, stamp: object) -> tuple[tuple[Event, ...], tuple[Fault, ...]]:
    """The events and the faults of a log; `stamp` is the cache's key, as a long log takes seconds.

    Raises:
        AuditError: the log cannot be read.
    """
    return tuple(_log.events()), _log.faults()


def _faults(log: AuditLog, messages: Messages) -> list[str]:
    try:
        _, faults = _read(log, log.stamp())
    except AuditError as error:
        return [error_sentence(error, messages)]
    return [fault_line(fault, messages) for fault in faults]


def _log(log: AuditLog, messages: Messages) -> None:
    """The audit log, the newest first, some at a time, as far as it is asked for."""
    st.header(messages("administration.log"))
    try:
        events, _ = _read(log, log.stamp())
    except AuditError as error:
        show_error(error, messages)
        return
    matching = [*_filtered(events, messages)][::-1]
    shown = matching[: st.session_state.setdefault(SHOWN_ROWS, ROWS_AT_A_TIME)]
    st.html(element("status", messages.count("administration.events", len(matching))))
    if shown:
        rows = tuple(cells(event, messages) for event in shown)
        headers = tuple(messages(f"audit.{column}") for column in COLUMNS)
        _show_table(PlainTable(messages("administration.log"), headers, rows))
    if len(shown) < len(matching):
        st.button(messages("administration.more"), on_click=_show_more)


def _filtered(events: Iterable[Event], messages: Messages) -> Iterable[Event]:
    """The events that the controls choose."""
    when, what, who = st.columns(3)
    period = when.selectbox(
        messages("administration.since"), list(PERIODS), format_func=messages, key="log_since"
    )
    action: Action | None = what.selectbox(
        messages("audit.what"),
        sorted({event.action for event in events}, key=lambda one: _name(one, messages)),
        index=None,
        format_func=lambda one: _name(one, messages),
        placeholder=messages("administration.anything"),
        key="log_action",
    )
    person: str | None = who.selectbox(
        messages("audit.who"),
        sorted({event.who for event in events}),
        index=None,
        format_func=lambda one: one or messages("audit.nobody"),
        placeholder=messages("administration.anybody"),
        key="log_who",
    )
    days = PERIODS[period]
    first = (datetime.now(UTC) - timedelta(days=days)).isoformat() if days else ""
    return (
        event
        for event in events
        if event.at >= first
        and action in (None, event.action)
        and (person is None or person == event.who)
    )


def _name(action: Action, messages: Messages) -> str:
    return messages(f"audit_action.{action}")


def _show_more() -> None:
    st.session_state[SHOWN_ROWS] += ROWS_AT_A_TIME


def _generations(settings: Settings, log: AuditLog, messages: Messages) -> None:
    """The generations that are kept, with who built each, as far as the log knows."""
    st.header(messages("administration.generations"))
    try:
        kept = library(settings).generations()
        events, _ = _read(log, log.stamp())
    except CmpSearchError as error:
        show_error(error, messages)
        return
    built = {event.subject: event for event in events if event.action is Action.BUILD}
    if not kept:
        st.write(messages("administration.no_generation"))
        return
    headers = ("generation", "built", "builder", "extent", "tags")
    table = PlainTable(
        messages("administration.generations"),
        tuple(messages(f"administration.{name}") for name in headers),
        tuple(_generation(one, built.get(one.name), messages) for one in kept),
    )
    _show_table(table)
    st.write(messages("administration.rollback"))
    st.code("cmp-search rollback GENERATION", language=None)


def _generation(kept: KeptGeneration, built: Event | None, messages: Messages) -> tuple[str, ...]:
    name = messages("administration.current", name=kept.name) if kept.is_current else kept.name
    made = kept.created[:16].replace("T", " ") or messages("administration.damaged")
    extent = messages.count("unit.documents", kept.documents)
    return (name, made, who_of(built, messages) if built else "", extent, ", ".join(kept.tags))


def _copies(settings: Settings, messages: Messages) -> None:
    """The copies of official texts that nobody has verified."""
    st.header(messages("administration.copies"))
    status: Status | None = None
    with suppress(CmpSearchError):  # It is said above.
        status = status_of(settings)
    documents = status.documents if status else ()
    waiting = [one.entry for one in documents if not one.entry.is_verified]
    if not waiting:
        st.write(messages("administration.no_copy"))
        return
    headers = ("administration.id", "documents.name", "administration.provider")
    rows = tuple(
        (one.id, one.title, one.provided_by or messages("provenance.keeper")) for one in waiting
    )
    caption = messages("administration.copies")
    _show_table(PlainTable(caption, tuple(map(messages, headers)), rows))
    st.write(messages("administration.confirm"))
    st.code("cmp-search confirm ID", language=None)


def _show_table(table: PlainTable) -> None:
    st.html(render("administration.html", "plain_table", table))
