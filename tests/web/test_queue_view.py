"""The queue of changes on the Documents page: all see it, and each has results of their own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cmp_search.errors import RateError
from cmp_search.gate.limits import Backlog
from cmp_search.locales import interfaces, messages_for
from cmp_search.settings import Settings
from cmp_search.web import queue_view
from cmp_search.web.engine import jobs
from cmp_search.web.error_view import error_sentence
from cmp_search.web.jobs.queue import Visitor
from cmp_search.web.rendering import escape_markdown
from cmp_search.web.visitor import KEY
from tests.index.building import indexed
from tests.web.conftest import Open, shown
from tests.web.documents_page import add, done, other_visitor, press
from tests.web.jobs.working import NOTE, WaitingEncoder, settled


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_all_see_one_queue_and_none_of_their_uploads_is_lost(
    open_page: Open, index: Path, waiting: WaitingEncoder, language: str
) -> None:
    words = messages_for(language)
    anna = add(open_page("documents", lang=language), "zebra.txt", NOTE, language)
    assert waiting.reached.wait(30)
    anna.run()
    (bar,) = anna.progress
    step = words("jobs.step", number="1", of="1")
    assert bar.proto.text == escape_markdown(f"{words('jobs.is_added', title='zebra')} {step}")
    assert anna.file_uploader and not anna.warning, "there is room for the next one at once"
    bruno = add(other_visitor(anna, lang=language), "gnu.txt", NOTE + b"!", language)
    places = [words("jobs.is_added", title="zebra"), words("queue.add", title="gnu")]
    for page, own in ((anna.run(), 0), (bruno, 1)):
        lines = [
            words("queue.yours", line=line) if n == own else line for n, line in enumerate(places)
        ]
        found = shown(page)
        assert all(f"{n}. {line}</p>" in found for n, line in enumerate(lines, 1)), found
    withdraw = escape_markdown(words("queue.withdraw", title="gnu"))
    assert withdraw in [button.label for button in bruno.button]
    assert withdraw not in [button.label for button in anna.button]
    searching = other_visitor(anna, "ask", q="trees")
    assert '<ol class="hits">' in shown(searching), "questions are answered meanwhile"
    waiting.go_on.set()
    assert [one.value for one in done(anna).success] == [words("jobs.added", title="zebra")]
    assert [one.value for one in done(bruno).success] == [words("jobs.added", title="gnu")]
    assert {"zebra", "gnu"} <= set(indexed(index))


@pytest.mark.usefixtures("allowed")
def test_what_waits_can_be_withdrawn(open_page: Open, index: Path, waiting: WaitingEncoder) -> None:
    words = messages_for("en")
    page = add(open_page("documents"), "zebra.txt", NOTE)
    assert waiting.reached.wait(30)
    add(page, "gnu.txt", NOTE + b"!")
    press(page, escape_markdown(words("queue.withdraw", title="gnu")))
    assert "gnu" not in shown(page)
    waiting.go_on.set()
    assert len(done(page).success) == 1
    assert "zebra" in indexed(index) and "gnu" not in indexed(index)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_result_is_seen_from_another_page_until_it_is_put_away(
    open_page: Open, language: str
) -> None:
    words = messages_for(language)
    page = add(open_page("documents", lang=language), "zebra.txt", NOTE, language)
    key = page.session_state[KEY]
    settled(jobs(Settings()))
    page._page_hash = calc_hash("about")
    sign = words.count("queue.results", 1)
    assert sign in shown(page.run()) and f'data-visitor="{key}"' in shown(page)
    assert sign not in shown(other_visitor(page, "about", lang=language))
    page._page_hash = calc_hash("documents")
    assert page.run().success[0].value == words("jobs.added", title="zebra")
    page._page_hash = calc_hash("about")
    assert sign not in shown(page.run()), "it was seen"
    again = AppTest.from_file(page._script_path, default_timeout=30)
    again._page_hash = calc_hash("documents")
    again.query_params["lang"] = language
    again.session_state[KEY] = key
    assert again.run().success[0].value == words("jobs.added", title="zebra")
    assert not press(again, words("queue.put_away")).success


@pytest.mark.usefixtures("allowed")
def test_a_full_queue_is_said_and_keeps_the_file(
    open_page: Open, waiting: WaitingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = messages_for("en")
    page = add(open_page("documents"), "zebra.txt", NOTE)
    assert waiting.reached.wait(30)
    monkeypatch.setattr(jobs(Settings())._spool, "_limits", Backlog(1, 1, 1_000, 1))
    add(page, "gnu.txt", NOTE)
    full = escape_markdown(error_sentence(RateError("queue_own", most=1), words))
    assert [one.value for one in page.error] == [full]
    assert page.text_input(key="title_to_add").value == "gnu"


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What the clock of each drawing does."""
    found: list[Callable[[], None]] = []

    def fragment(draw: Callable[..., None], run_every: int) -> Callable[..., None]:
        def first(*arguments: object) -> None:
            found.append(partial(draw, *arguments))
            draw(*arguments)

        return first

    monkeypatch.setattr(st, "fragment", fragment)
    return found


@pytest.mark.usefixtures("allowed")
def test_a_drawing_that_the_clock_before_it_may_have_cut_off_is_made_again(
    open_page: Open, ticks: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    now, orders = 1_000.0, []
    monkeypatch.setattr(queue_view, "monotonic", lambda: now)
    open_page("documents")
    monkeypatch.setattr(st, "rerun", lambda: orders.append("again"))
    monkeypatch.setattr(queue_view, "visitor", lambda: Visitor("anna"))
    now += queue_view.IDLE_SECONDS - 0.01
    ticks[-1]()
    assert len(orders) == 1
    now += 0.01
    ticks[-1]()
    assert len(orders) == 1


@pytest.mark.usefixtures("allowed")
def test_what_ended_is_drawn_again_and_the_page_until_it_has_it(
    open_page: Open,
    waiting: WaitingEncoder,
    ticks: list[Callable[[], None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    orders, drawn = [], []
    add(open_page("documents"), "zebra.txt", NOTE)
    waiting.go_on.set()
    settled(jobs(Settings()))
    (job,) = jobs(Settings()).jobs()
    monkeypatch.setattr(st, "rerun", lambda: orders.append("lost"))
    monkeypatch.setattr(queue_view, "visitor", lambda: Visitor(job.order.owner))
    monkeypatch.setattr(queue_view, "show_outcome", lambda job, *_, is_new: drawn.append(job))
    for _ in range(3):
        ticks[-1]()
    assert len(orders) == 3 and drawn == [job] * 3
