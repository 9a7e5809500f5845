"""What the page says of the work that is being done."""

from pathlib import Path

from cmp_search.index.report import BuildProgress
from cmp_search.locales import messages_for
from cmp_search.web.gate.limits import Backlog
from cmp_search.web.job_view import progress_line
from cmp_search.web.jobs.job import Change, Event, Order
from cmp_search.web.jobs.progress import Progress
from cmp_search.web.jobs.spool import Spool


def test_documents_are_counted_only_where_some_are_read(corpus: Path) -> None:
    spool = Spool(corpus, Backlog(each=1, all=1, bytes=1, ended=1))
    job = spool.accept(Order(Change.REMOVE, "note", "Note", "anna"), "", b"")
    progress, lines = Progress(), []
    for documents in (0, 2):
        progress.on_event(Event(step=BuildProgress("note", documents, documents, 0, 0, 0)))
        lines.append(progress_line([job], progress, messages_for("en")))
    assert lines[1] == f"{lines[0]} Document 2 of 2"
