"""The time for a file grows with the pages that have been read."""

import faulthandler
import signal
from io import StringIO

import pytest

from cmp_search.readers import clock
from cmp_search.readers.clock import PATIENCE, Clock, is_over
from cmp_search.readers.pdf import pages
from cmp_search.readers.pdf.pages import opened, page_texts

from .pdf_making import pdf, stacked


class Timers:
    """Stands in for what ends the process: the seconds left each time one was set; 0 is no end."""

    def __init__(self) -> None:
        self.computing: list[float] = []
        self.waiting: list[float] = []

    def set(self, _: object, seconds: float) -> None:
        self.computing.append(seconds)

    def get(self, _: object) -> tuple[float, float]:
        return (self.computing or [0.0])[-1], 0.0

    def set_end(self, seconds: float, **_: object) -> None:
        self.waiting.append(seconds)


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> Timers:
    found = Timers()
    monkeypatch.setattr(faulthandler, "register", lambda *_, **__: None)
    monkeypatch.setattr(faulthandler, "dump_traceback_later", found.set_end)
    monkeypatch.setattr(
        faulthandler, "cancel_dump_traceback_later", lambda: found.waiting.append(0)
    )
    monkeypatch.setattr(signal, "setitimer", found.set)
    monkeypatch.setattr(signal, "getitimer", found.get)
    monkeypatch.setattr(clock, "monotonic", lambda: 100.0)
    return found


def test_more_time_is_added_to_what_is_left(timers: Timers) -> None:
    one = Clock()
    one.start(30, StringIO())
    one.allow(5)
    one.allow(1)
    assert timers.computing == [30, 35, 36]
    assert timers.waiting == [30 * PATIENCE, 35 * PATIENCE, 36 * PATIENCE]


def test_there_is_no_limit_before_and_after_a_file(timers: Timers) -> None:
    one = Clock()
    one.allow(5)
    one.start(30, StringIO())
    one.stop()
    one.allow(5)
    assert timers.computing == [30, 0]
    assert timers.waiting == [30 * PATIENCE, 0]


def test_what_ended_since_its_time_was_over_is_told_from_what_crashed() -> None:
    assert is_over(-signal.SIGPROF, 0.1, 30)
    assert is_over(1, 30 * PATIENCE, 30)
    assert not is_over(1, 29 * PATIENCE, 30)
    assert not is_over(-signal.SIGKILL, 31, 30) and not is_over(None, 31, 30)


def test_each_page_of_a_pdf_that_has_been_read_adds_time(
    timers: Timers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Clock()
    monkeypatch.setattr(pages, "CLOCK", one)
    one.start(30, StringIO())
    list(page_texts(opened(pdf(stacked("Dusk."), stacked("Night."))), None, 2))
    assert timers.computing == pytest.approx([30, 30.1, 30.2])
