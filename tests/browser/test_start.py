"""Start here: acronyms are found by typing, and sources unfold, by the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from tests.browser.driving import serving, settled

CORPUS = Path(__file__).parents[1] / "overview" / "partnership"
SCREENS, WIDTH, HEIGHT = 6, 360, 740


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on an invented partnership."""
    place = tmp_path_factory.mktemp("start")
    build_index(CORPUS, str(place / "index"), FakeEncoder(), "fake")
    folders = {"CORPUS": CORPUS, "INDEX": place / "index", "NOTES": place / "notes"}
    environment = {name: str(folder) for name, folder in folders.items()} | {"MODEL": "fake"}
    with serving({f"CMP_SEARCH_{name}": value for name, value in environment.items()}) as found:
        yield found


@pytest.fixture
def start(browser: Browser, server: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(f"{server}/start?lang=en")
    settled(page)
    yield page
    page.close()


def test_acronyms_are_found_by_typing_and_counted(start: Page) -> None:
    box = start.get_by_role("searchbox", name="Find an acronym")
    entries = start.locator(".acronyms tbody tr:not(.under)")
    status = start.locator(".filtered [role=status]")
    expect(entries.first).to_be_hidden()
    total = entries.count()
    box.focus()
    start.keyboard.type("peches NATIONAL")
    expect(entries.filter(visible=True)).to_have_count(1)
    expect(entries.filter(visible=True)).to_contain_text("SNP")
    expect(status).to_have_text(f"Acronyms shown: 1 of {total}")
    box.fill("")
    expect(status).to_be_empty()
    expect(entries.first).to_be_hidden()


def test_a_source_unfolds_by_the_keyboard(start: Page) -> None:
    sign = start.get_by_label("Source: The partnership as a whole")
    history = start.get_by_text("According to older texts").first
    expect(history).to_be_hidden()
    sign.focus()
    start.keyboard.press("Enter")
    expect(history).to_be_visible()


def test_folded_it_is_short_on_a_phone(start: Page) -> None:
    height = start.locator(".stMainBlockContainer").evaluate("e => e.scrollHeight")
    assert height < SCREENS * HEIGHT
