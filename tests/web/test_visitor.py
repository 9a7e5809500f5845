"""Whose job is whose: a key in the session or a cookie, and the name where people sign in."""

from types import SimpleNamespace
from typing import Any

import pytest

from cmp_search.web import visitor as module
from cmp_search.web.access.roles import Person, Role
from cmp_search.web.jobs.queue import Visitor
from cmp_search.web.visitor import COOKIE, KEY, visitor

KEPT = "a" * 22


class Browser:
    """A session after another with the same cookies."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cookies: dict[str, str] = {}
        self.name = ""
        monkeypatch.setattr(module, "current_person", lambda: Person(self.name, Role.EDITOR))
        self._monkeypatch = monkeypatch

    def session(self) -> dict[str, Any]:
        """A new session, in which the next visitors are."""
        state: dict[str, Any] = {}
        context = SimpleNamespace(cookies=self.cookies)
        streamlit = SimpleNamespace(session_state=state, context=context)
        self._monkeypatch.setattr(module, "st", streamlit)
        return state

    def visitor(self) -> Visitor:
        self.session()
        return visitor()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)


def test_sessions_are_told_apart_until_a_cookie_says_who_it_is(browser: Browser) -> None:
    state = browser.session()
    first = visitor()
    assert visitor() == first and browser.visitor() != first
    browser.cookies[COOKIE] = state[KEY]
    assert browser.visitor() == first
    assert state[KEY] not in first.key, "what is kept with a job does not tell the key"


@pytest.mark.parametrize("cookie", ["", "short", KEPT + "a", f'"><{KEPT[4:]}'])
def test_a_cookie_that_is_no_key_is_not_taken(browser: Browser, cookie: str) -> None:
    browser.cookies[COOKIE] = cookie
    state = browser.session()
    visitor()
    assert state[KEY] != cookie


def test_who_signs_in_after_another_is_another(browser: Browser) -> None:
    browser.cookies[COOKIE] = KEPT
    browser.name = "anna@example.org"
    anna = browser.visitor()
    browser.name = "bruno@example.org"
    assert browser.visitor().key != anna.key and anna.name == "anna@example.org"
