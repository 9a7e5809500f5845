"""What the page says of the work that is being done."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.errors import CmpSearchError, JobError, UnknownDocumentError
from cmp_search.gate.limits import Backlog
from cmp_search.gate.noting import NOTES
from cmp_search.index.report import BuildProgress
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.job_view import progress_line
from cmp_search.web.jobs.job import Change, Event, Job, Order, Outcome, Problem, Record, State
from cmp_search.web.jobs.progress import Progress
from cmp_search.web.jobs.spool import Spool
from cmp_search.web.rendering import escape_markdown


def test_documents_are_counted_only_where_some_are_read(corpus: Path) -> None:
    spool = Spool(corpus, Backlog(each=1, all=1, bytes=1, ended=1))
    job = spool.accept(Order(Change.REMOVE, "note", "Note", "anna"), "", b"")
    progress, lines = Progress(), []
    for documents in (0, 2):
        progress.on_event(Event(step=BuildProgress("note", documents, documents, 0, 0, 0)))
        lines.append(progress_line([job], progress, messages_for("en")))
    assert lines[1] == f"{lines[0]} Document 2 of 2"


@pytest.mark.parametrize("language", interfaces())
def test_a_text_that_somebody_else_removed_before_is_no_error(language: str) -> None:
    def drawn(job: "Job", language: str) -> None:
        from cmp_search.locales import messages_for
        from cmp_search.web.job_view import show_outcome

        show_outcome(job, None, messages_for(language), is_new=True)

    error = UnknownDocumentError("not_in_corpus", id="note", folder="corpus", known=(), total=0)
    order = Order(Change.REMOVE, "note", "A note", "anna")
    job = Job("1", State.ENDED, Record(order, 1, Outcome(Problem.of(error))))
    page = AppTest.from_function(drawn, default_timeout=30, args=(job, language)).run()
    said = escape_markdown(messages_for(language)("jobs.gone_before", title="A note"))
    assert [one.value for one in page.info] == [said] and not page.error


@pytest.mark.parametrize("is_new", [True, False])
def test_a_result_that_is_drawn_again_is_noted_once(
    is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(job: "Job", is_new: bool) -> None:
        from cmp_search.locales import messages_for
        from cmp_search.web.job_view import show_outcome

        show_outcome(job, None, messages_for("en"), is_new=is_new)

    noted: list[CmpSearchError] = []
    monkeypatch.setattr(NOTES, "failed", lambda error, *_: noted.append(error))
    problem = Problem.of(JobError("job_broken", id="note"))
    job = Job("1", State.ENDED, Record(Order(Change.ADD, "note", "A", "anna"), 1, Outcome(problem)))
    assert AppTest.from_function(drawn, default_timeout=30, args=(job, is_new)).run().error
    assert [error.code for error in noted] == ["job_broken"] * is_new
