"""What tests of the Documents page do on it: choose, add, press, and wait for the jobs."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cmp_search.locales import messages_for
from cmp_search.settings import Settings
from cmp_search.web.engine import jobs
from tests.web.jobs.working import settled


def press(page: AppTest, label: str) -> AppTest:
    """Press a button."""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def done(page: AppTest) -> AppTest:
    """The page after all jobs have ended."""
    settled(jobs(Settings()))
    page.run()
    assert not page.exception
    return page


def choose(page: AppTest, name: str, data: bytes) -> AppTest:
    """Choose a file, and wait for what is proposed."""
    page.file_uploader[0].set_value((name, data, "text/plain")).run()
    assert not page.exception
    return page


def add(page: AppTest, name: str, data: bytes, language: str = "en", id: str = "") -> AppTest:
    """Add a file."""
    choose(page, name, data)
    if id:
        page.text_input(key="id_to_add").set_value(id)
    return press(page, messages_for(language)("jobs.add"))


def other_visitor(page: AppTest, address: str = "documents", **query: str) -> AppTest:
    """A page of somebody else, or of the same visitor after a reload without a cookie."""
    other = AppTest.from_file(page._script_path, default_timeout=30)
    other._page_hash = calc_hash(address)
    other.query_params.update(query)
    other.run()
    assert not other.exception
    return other
