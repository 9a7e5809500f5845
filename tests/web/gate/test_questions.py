"""How often a visitor may ask on a page."""

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.errors import RateError
from cmp_search.gate.limits import Limiter, Rate, Rates
from cmp_search.locales import messages_for
from cmp_search.web.gate import questions
from tests.web.conftest import Open


@pytest.fixture(autouse=True)
def twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session may ask two questions."""
    limiter = Limiter(Rates(each=Rate(2, 0), all=Rate(100, 0)))
    monkeypatch.setattr(questions, "_LIMITER", limiter)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_who_asks_too_often_is_told_to_wait(open_page: Open, language: str) -> None:
    page: AppTest = open_page("ask", q="Who are the members?", lang=language)
    for question in ("Who chairs it?", "Who met?"):
        page.run()  # Drawn again, it asks nothing.
        assert not page.error
        page = open_page("ask", q=question)
    (error,) = page.error
    line = RateError("asked_too_often").message(language)
    assert error.value.startswith(line[:1].upper() + line[1:10])
    assert messages_for(language)("ask.widen") not in [button.label for button in page.button]


def test_what_is_checked_counts_too(open_page: Open) -> None:
    page = open_page("check")
    for n in range(3):
        assert not page.error
        page.text_area[0].set_value(f"The partnership has {n} members.")
        (trace,) = (one for one in page.button if one.label == messages_for("en")("check.trace"))
        trace.click().run()
    assert len(page.error) == 1
