"""The app on the sample corpus and a hostile text, in Debian's chromium; skipped where that is not.

Server and browser are started once a test process. Every test has a tab of its own, and fails where
the page complained, opened a dialog or asked anything of another machine.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    expect,
    sync_playwright,
)

from benchmarks.faults.sockets import outward, watching
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.index.engines import engine_of
from cmp_search.library import Library
from cmp_search.notes.file import NOTE_SUFFIX
from cmp_search.notes.file_format import note_bytes
from cmp_search.search.thresholds import confidence_key
from tests.browser.driving import CHROMIUM, launched, serving, settled
from tests.browser.hostile import hostile_note, write_hostile
from tests.browser.places import HOSTILE_KEY, KEY
from tests.notes.filling import filled_note
from tests.sample import write_corpus

Visit = Callable[..., Page]
# The fake encoder's cosines say nothing of whether a question is answered, and where it is not, the
# passages are folded away.
ALWAYS_ANSWERED = Calibration(
    created="2021-06-01T12:00:00+00:00",
    encoder=FakeEncoder().identity,
    confidence=confidence_key(""),
    related=0.0,
    answered=0.0,
    rates=(KindRates("answerable", "", 40, 0.05, 0.77),),
)
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
# Streamlit looks for its server under the page's address first, and finds it one step up.
LOOKING = re.compile(r"404 \(Not Found\)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests here."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("chromium is not installed: try `apt-get install chromium`")
    with sync_playwright() as playwright:
        opened = launched(playwright.chromium)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app is served."""
    place = tmp_path_factory.mktemp("browser")
    corpus = write_hostile(write_corpus(place / "corpus"))
    build_index(corpus, str(place / "index"), FakeEncoder(), "fake")
    engine_of(str(place / "index")).set_calibration(str(place / "index"), ALWAYS_ANSWERED)
    filled = filled_note(Library(str(corpus), str(place / "index"), "fake"))
    (place / "notes").mkdir()
    for key, note in ((KEY, filled), (HOSTILE_KEY, hostile_note())):
        (place / "notes" / f"{key}{NOTE_SUFFIX}").write_bytes(note_bytes(note))
    folders = {"CORPUS": corpus, "INDEX": place / "index", "NOTES": place / "notes"}
    environment = {name: str(folder) for name, folder in folders.items()} | {"MODEL": "fake"}
    watched = watching(place / "watched")
    settings = {f"CMP_SEARCH_{name}": value for name, value in environment.items()}
    with serving(settings | watched) as found:
        yield found
    assert outward(place / "watched") == []


@pytest.fixture(scope="package")
def context(browser: Browser) -> BrowserContext:
    """One browser for all tests, so that the app's files are loaded once."""
    found = browser.new_context(locale="en-GB", reduced_motion="reduce")
    found.set_default_timeout(PATIENCE_MS)
    found.add_init_script("window.ran = 0")
    return found


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    """Opens an address of the app in a new tab, with a light theme and a desktop's size."""
    pages: list[Page] = []
    said: list[str] = []

    def visited(path: str, width: int = 1200) -> Page:
        page = context.new_page()
        pages.append(page)
        _listen(page, address, said)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + path)
        settled(page)
        return page

    yield visited
    ran = [page.evaluate("window.ran") for page in pages]
    for page in pages:
        page.close()
    context.clear_cookies()
    assert not any(ran)
    assert said == []


def _listen(page: Page, address: str, said: list[str]) -> None:
    """Record what a page should never do."""

    def dialog(opened: Dialog) -> None:
        said.append(f"dialog {opened.message}")
        opened.dismiss()

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not LOOKING.search(message.text):
            said.append(message.text)

    def request(sent: Request) -> None:
        if not sent.url.startswith((address, "data:", "blob:")):
            said.append(f"request {sent.url}")

    page.on("dialog", dialog)
    page.on("pageerror", lambda error: said.append(f"error {error}"))
    page.on("console", console)
    page.on("request", request)
