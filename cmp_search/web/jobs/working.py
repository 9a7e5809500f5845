"""The side of the process that does the work: changes the corpus as ordered, and builds the index.

1. Each order changes the corpus as the commands `add`, `remove` and `undo` do. An added text
   replaces none: a text with the same id has to be removed first.
2. If any did, the index is built, once. Another process that changes it is waited for.
   The audit log has each change and the build as made in the app by those who ordered them.
3. What becomes of each order is told as soon as it is known, a line of JSON for each event.
An order that was begun before may have been carried out already; it is not carried out twice.
The process ends with the one that started it, whatever that ends by: its input then ends.
"""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

from cmp_search.audit import Via
from cmp_search.corpus.adding import Addition, is_taken_back
from cmp_search.documents.lock import Waiting
from cmp_search.documents.source import files_of
from cmp_search.errors import CmpSearchError, JobError, system_error
from cmp_search.index.report import BuildReport
from cmp_search.library import Library
from cmp_search.logs.failures import tell_failure
from cmp_search.logs.showing import show_for_server
from cmp_search.web.jobs.job import EVENT, WORK, Change, Event, Order, Outcome, Problem, Task, Tell

NICENESS = 19
"""How far it stands back for those who ask."""


def main() -> None:
    """Do the work that the first line of the input names, and tell what happens."""
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What libraries print goes to the server's terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The server decides what is interrupted.
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    show_for_server()
    work = WORK.validate_json(sys.stdin.buffer.readline())
    Thread(target=_end_with_server, daemon=True).start()

    def tell(event: Event) -> None:
        events.write(EVENT.dump_json(event) + b"\n")
        events.flush()

    waiting = Waiting(on_wait=lambda holder: tell(Event(waits_for=holder)))
    library = Library(work.corpus, work.index, work.model, work.reader, waiting=waiting)
    carry_out(library, work.tasks, tell)


def _end_with_server() -> None:
    # Not by the buffered stream, whose lock a process that is ending could not take.
    while os.read(0, 1):
        pass
    os._exit(1)


def carry_out(library: Library, tasks: Sequence[Task], tell: Tell) -> None:
    """Carry out orders, and build the index once."""
    made: list[tuple[Task, Outcome]] = []
    for task in tasks:
        try:
            made.append((task, _changed(library, task)))
        except Exception as error:
            tell(Event(name=task.name, outcome=Outcome(_problem(error, task.order))))
    if not made:
        return
    titles = _titles(library)
    people = dict.fromkeys(task.order.by for task, _ in made)
    acting = library.acting_for(", ".join(filter(None, people)), Via.APP)
    try:
        report = acting.build(lambda step: tell(Event(step=step)))
    except Exception as error:
        for task, _ in made:
            tell(Event(name=task.name, outcome=Outcome(_problem(error, task.order))))
        return
    for task, outcome in made:
        tell(Event(name=task.name, outcome=_indexed(task.order.id, outcome, report, titles)))


def _changed(library: Library, task: Task) -> Outcome:
    """Change the corpus (step 1); returns what can be taken back."""
    order, corpus = task.order, library.corpus
    acting = library.acting_for(order.by, Via.APP)
    match order.change:
        case Change.ADD:
            assert task.file
            source = acting.add(task.file, order.id, order.details, replacing=False, by=order.by)
            return Outcome(addition=_addition(library, source.id, source.sha256))
        case Change.REMOVE:
            is_done = task.again and not files_of(corpus, order.id)
            return Outcome(moved=() if is_done else acting.take_out(order.id))
        case Change.UNDO:
            assert order.addition
            if not (task.again and is_taken_back(corpus, order.addition)):
                acting.undo(order.addition)
        case Change.PUT_BACK:
            is_done = all(one.place.exists() and not one.kept.exists() for one in order.moved)
            if not (task.again and is_done):
                acting.put_back(order.id, order.moved)
    return Outcome()


def _addition(library: Library, id: str, sha256: str) -> Addition | None:
    """The record of what was just added, if it is that."""
    last = library.last_addition()
    return last if last and (last.id, last.sha256) == (id, sha256) else None


def _titles(library: Library) -> dict[str, str]:
    """The titles of what was indexed before, by id."""
    with suppress(CmpSearchError):
        return {entry.id: entry.title for entry in library.index().entries()}
    return {}


def _indexed(id: str, made: Outcome, report: BuildReport, titles: dict[str, str]) -> Outcome:
    """What became of an order after the build."""
    aside = ""
    if id in report.superseded_by:
        digest = report.superseded[report.superseded_by.index(id)]
        aside = titles.get(digest) or digest
    return Outcome(
        failure=next((failure for failure in report.failed if failure.id == id), None),
        superseded=id in report.superseded,
        aside=aside,
        emptied=not report.generation,
        duplicates=tuple(pair for pair in report.duplicates if id in pair.documents),
        addition=made.addition,
        moved=made.moved,
    )


def _problem(error: Exception, order: Order) -> Problem:
    """What is kept of an error; one that nobody foresaw is told in the log only."""
    if isinstance(error, OSError):
        return Problem.of(system_error(error))
    if isinstance(error, CmpSearchError):
        return Problem.of(error)
    tell_failure(error, "queue")
    return Problem.of(JobError("job_broken", id=order.id))
