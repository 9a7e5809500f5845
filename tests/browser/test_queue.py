"""Many visitors who change the texts at once, on a server of their own that may be killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.embedded.folder import locked
from cmp_search.locales import messages_for
from tests.browser.driving import server, serving, settled
from tests.browser.places import at
from tests.index.building import indexed
from tests.sample import write_corpus
from tests.web.jobs.working import within

WORDS = messages_for("en")
MANY = 12
PATIENCE_MS = 300_000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a corpus and its index."""
    build_index(write_corpus(tmp_path / "corpus"), str(tmp_path / "index"), FakeEncoder(), "fake")
    return tmp_path


def settings_of(place: Path) -> dict[str, str]:
    folders = {name: str(place / name.lower()) for name in ("CORPUS", "INDEX", "NOTES")}
    settings = {**folders, "MODEL": "fake", "UPKEEP": "yes"}
    return {f"CMP_SEARCH_{name}": value for name, value in settings.items()}


@contextmanager
def visitors(browser: Browser, count: int) -> Iterator[list[BrowserContext]]:
    """Visitors, each with cookies of his own."""
    contexts = [browser.new_context(locale="en-GB", reduced_motion="reduce") for _ in range(count)]
    for context in contexts:
        context.set_default_timeout(PATIENCE_MS)
    yield contexts
    for context in contexts:
        context.close()


def choose(context: BrowserContext, address: str, name: str) -> Page:
    """Choose a file on a page that is opened for it, and wait for what is proposed."""
    page = context.new_page()
    page.goto(address + at("documents", lang="en"))
    settled(page)
    file = {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": f"Of {name}.".encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(button(page)).to_be_visible(timeout=PATIENCE_MS)
    return page


def button(page: Page) -> Locator:
    """The button that adds the chosen file."""
    return page.get_by_role("button", name=WORDS("jobs.add"), exact=True)


def place_of(page: Page, place: int, line: str) -> Locator:
    """A job in the queue, with its place."""
    return page.get_by_text(f"{place}. {line}", exact=True)


def test_of_twelve_uploads_at_once_twelve_are_added(browser: Browser, place: Path) -> None:
    names = [f"upload-{n:02}" for n in range(MANY)]
    with serving(settings_of(place)) as address, visitors(browser, MANY) as contexts:
        pages = [choose(*one) for one in zip(contexts, [address] * MANY, names, strict=True)]
        for page in pages:
            button(page).click(no_wait_after=True)
        for page, name in zip(pages, names, strict=True):
            expect(page.get_by_text(WORDS("jobs.added", title=name))).to_be_visible(
                timeout=PATIENCE_MS
            )
    assert {path.stem for path in (place / "corpus").glob("upload-*")} == set(names)
    assert set(names) <= set(indexed(place / "index"))


def test_two_see_one_queue_which_outlives_the_server(browser: Browser, place: Path) -> None:
    names = ["first", "second", "third"]
    with visitors(browser, 2) as (anna, bruno):
        with (
            server(settings_of(place)) as (address, process),
            locked(place / "index"),  # As a terminal's `index` does.
        ):
            pages = []
            for context, name in zip((anna, bruno, anna), names, strict=True):
                pages.append(choose(context, address, name))
                button(pages[-1]).click()
                expect(pages[-1].get_by_role("button", name=WORDS("jobs.add"))).to_be_hidden()
            first, second = (
                WORDS("jobs.is_added", title="first"),
                WORDS("queue.add", title="second"),
            )
            expect(place_of(pages[1], 1, first)).to_be_visible()
            expect(place_of(pages[1], 2, WORDS("queue.yours", line=second))).to_be_visible()
            expect(place_of(pages[2], 1, WORDS("queue.yours", line=first))).to_be_visible()
            expect(place_of(pages[2], 2, second)).to_be_visible()
            within(lambda: (place / "corpus" / "first.txt").exists())
            process.kill()
            process.wait()
        with serving(settings_of(place)) as address:
            within(lambda: set(names) <= set(indexed(place / "index")))
            page = bruno.new_page()
            page.goto(address + at("documents", lang="en"))
            settled(page)
            expect(page.get_by_text(WORDS("jobs.added", title="second"))).to_be_visible()
            expect(page.get_by_text(WORDS("jobs.added", title="first"))).to_be_hidden()
