"""What `benchmarks.browser` measures; it watches for parts of the page by their names."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from benchmarks.browser import WATCH, measure


@pytest.fixture
def watched(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en")
    context.add_init_script(WATCH)
    yield context
    context.close()


def test_a_question_is_timed_from_the_page_to_the_whole_answer(
    watched: BrowserContext, address: str
) -> None:
    times = measure(watched, address, "Who polished forty lenses?")
    names = ("usable", "entered", "sent", "shown", "whole")
    assert [times[name] for name in names] == sorted(times[name] for name in names)
    assert times["sent"] < times["received"]
