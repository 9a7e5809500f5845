"""The app on the sample corpus, run by Streamlit's own test runner with the fake encoder."""

from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from re import DOTALL, findall
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cmp_search.library import Library
from cmp_search.locales import messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.note import Note
from cmp_search.web.note_draft import KEY
from cmp_search.web.serving import SCRIPT
from tests.notes.filling import filled_note
from tests.web.jobs.working import InProcess, WaitingEncoder

Open = Callable[..., AppTest]


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """The notes that the app keeps."""
    return Drafts(tmp_path / "notes")


@pytest.fixture
def page(corpus: Path, index: Path, drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app, not yet run."""
    monkeypatch.setenv("CMP_SEARCH_NOTES", str(drafts.folder))
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(corpus))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(index))
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    return AppTest.from_file(str(SCRIPT), default_timeout=30)


@pytest.fixture
def note(corpus: Path, index: Path) -> Note:
    """A note with something of everything."""
    return filled_note(Library(str(corpus), str(index), "fake"))


@pytest.fixture
def key(note: Note, drafts: Drafts) -> str:
    """The key of that note, which the app keeps."""
    return drafts.keep(note)


@pytest.fixture
def open_page(page: AppTest) -> Open:
    """Opens a page by its address; the runner itself can only switch to pages that are files."""

    def opened(address: str, **query: str | list[str]) -> AppTest:
        page._page_hash = calc_hash(address)
        page.query_params.update(query)
        page.run()
        assert not page.exception
        return page

    return opened


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts may be changed, by jobs in the test's own process."""
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setattr("cmp_search.web.engine.Builder", InProcess)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[WaitingEncoder]:
    """The encoder of those jobs, which waits before it encodes passages."""
    encoder = WaitingEncoder()
    monkeypatch.setattr("cmp_search.search.opened.open_encoder", lambda _: encoder)
    yield encoder
    encoder.go_on.set()


@pytest.fixture
def nothing_kept() -> None:
    """Each test has an index of its own, of the same name."""
    st.cache_resource.clear()


def shown(page: AppTest) -> str:
    """All HTML of a page."""
    return "\n".join(str(getattr(element, "value", "")) for element in page.get("html"))


def sentence_read(open_page: Open, address: str) -> str:
    """The sentence that stands out where an address of Read leads."""
    query = {name: one for name, (one,) in parse_qs(urlsplit(unescape(address)).query).items()}
    page = open_page("read", **query)
    (sentence,) = findall(r'<mark[^>]* class="sentence">(.*?)</mark>', shown(page), DOTALL)
    return unescape(sentence)


def note_of(page: AppTest, drafts: Drafts) -> Note:
    """The visitor's note."""
    note = drafts.read(page.session_state[KEY])
    assert note is not None
    return note


def ask(page: AppTest, question: str) -> None:
    """Type a question and press the button."""
    page.text_area(key="q").set_value(question)
    page.button(key="ask").click().run()
    assert not page.exception


def press(page: AppTest, label: str) -> None:
    """Press the button with a label, by the key of its words."""
    (button,) = [one for one in page.button if one.label == messages_for("en")(label)]
    button.click().run()
