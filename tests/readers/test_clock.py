"""The time for a file grows with the pages that have been read."""

import faulthandler
from io import StringIO

import pytest

from cmp_search.readers import clock
from cmp_search.readers.clock import Clock
from cmp_search.readers.pdf import pages
from cmp_search.readers.pdf.pages import opened, page_texts

from .pdf_making import pdf, stacked


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the process had left each time its end was set; -1 where it was lifted."""
    found: list[float] = []

    def set_end(seconds: float, **_: object) -> None:
        found.append(seconds)

    monkeypatch.setattr(faulthandler, "dump_traceback_later", set_end)
    monkeypatch.setattr(faulthandler, "cancel_dump_traceback_later", lambda: found.append(-1))
    monkeypatch.setattr(clock, "monotonic", lambda: 100.0)
    return found


def test_more_time_is_added_to_what_is_left(limits: list[float]) -> None:
    one = Clock()
    one.start(30, StringIO())
    one.allow(5)
    one.allow(1)
    assert limits == [30, 35, 36]


def test_there_is_no_limit_before_and_after_a_file(limits: list[float]) -> None:
    one = Clock()
    one.allow(5)
    one.start(30, StringIO())
    one.stop()
    one.allow(5)
    assert limits == [30, -1]


def test_each_page_of_a_pdf_that_has_been_read_adds_time(
    limits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Clock()
    monkeypatch.setattr(pages, "CLOCK", one)
    one.start(30, StringIO())
    list(page_texts(opened(pdf(stacked("Dusk."), stacked("Night."))), None, 2))
    assert limits == pytest.approx([30, 30.1, 30.2])
