"""How far the work is."""

import pytest

from cmp_search.documents.lock import Holder
from cmp_search.index.report import BuildProgress
from cmp_search.web.jobs.job import Event
from cmp_search.web.jobs.progress import Progress


def test_the_time_left_comes_from_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("cmp_search.web.jobs.progress.monotonic", lambda: clock[0])
    progress = Progress()
    clock[0] = 150.0
    progress.on_event(Event(step=BuildProgress("note", 1, 1, 0, 1_000, 0)))
    assert progress.seconds_left is None
    clock[0] = 160.0
    progress.on_event(Event(step=BuildProgress("note", 1, 1, 250, 1_000, 50)))
    assert progress.seconds_left == 30


def test_nobody_is_waited_for_once_the_build_goes_on() -> None:
    progress = Progress()
    progress.on_event(Event(waits_for=Holder("anna")))
    assert progress.waits_for == Holder("anna")
    progress.on_event(Event(step=BuildProgress("note", 1, 1, 0, 1_000, 0)))
    assert progress.waits_for is None
