"""Signing in and out in a browser, with a provider that is started for it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from cmp_search.locales import interfaces, messages_for
from cmp_search.web.access.roles import Role
from tests.browser.conftest import PATIENCE_MS
from tests.browser.driving import settled
from tests.browser.test_every_page import grave
from tests.web.access.signing_in import (
    EMAILS,
    STRANGER,
    Served,
    provider,
    register,
    serving_with_sign_in,
)

RITA, EDITH = EMAILS[Role.READER], EMAILS[Role.EDITOR]
WORDS = messages_for("en")
FORM = WORDS("jobs.adding")


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("sign-in")
    with provider() as address, serving_with_sign_in(place, address) as served:
        yield served


@contextmanager
def somebody(browser: Browser, width: int = 1200) -> Iterator[Page]:
    """A browser of their own."""
    context = browser.new_context(
        locale="en-GB", reduced_motion="reduce", viewport={"width": width, "height": 700}
    )
    context.set_default_timeout(PATIENCE_MS)
    # The provider's page asks for a style sheet of another machine.
    context.route(re.compile(r"^https://"), lambda route: route.abort())
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, served: Served, who: str, path: str) -> None:
    """Go to a page, and sign in as somebody whom the provider knows."""
    register(served, who)
    page.goto(served.address + path)
    page.get_by_role("link", name=WORDS("access.sign_in"), exact=True).click()
    page.get_by_placeholder("sub").fill(who)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{served.address}/**")


def signed_in_as(page: Page) -> str:
    return page.locator("p.person .name [aria-hidden]").inner_text()


def test_a_reader_sees_no_form_and_an_editor_does(browser: Browser, served: Served) -> None:
    for who, forms in ((RITA, 0), (EDITH, 1)):
        with somebody(browser) as page:
            sign_in(page, served, who, "/documents?lang=en")
            settled(page)
            assert page.url == f"{served.address}/documents?lang=en"
            assert signed_in_as(page) == who
            expect(page.get_by_role("heading", name=FORM)).to_have_count(forms)


def test_a_stranger_is_refused_in_words(browser: Browser, served: Served) -> None:
    with somebody(browser) as page:
        sign_in(page, served, STRANGER, "/?lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text(WORDS("access.refused"))
        expect(page.get_by_text(STRANGER)).to_be_visible()
        page.get_by_role("link", name=WORDS("access.sign_out")).click()
        page.wait_for_url(f"{served.provider}/**")
        page.goto(f"{served.address}/?lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text(WORDS("access.title"))


@pytest.mark.parametrize("width", [360, 1000, 1400])
def test_who_signed_in_can_sign_out_in_the_header(
    browser: Browser, served: Served, width: int
) -> None:
    with somebody(browser, width) as page:
        sign_in(page, served, EDITH, "/?lang=en")
        settled(page)
        person, out = page.locator("p.person"), page.get_by_role("link", name="Sign out")
        boxes = [found.bounding_box() for found in (person, out, page.locator(".st-key-lang"))]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
        links = page.get_by_role("navigation").get_by_role("link").all()
        others = [link.bounding_box() for link in links]
        others.append(page.get_by_role("link", name="cmp-search", exact=True).bounding_box())
        assert not any(_overlap(box, other) for box in boxes for other in others)
        out.click()
        page.wait_for_url(f"{served.provider}/**")
        page.goto(f"{served.address}/documents")
        expect(page.get_by_role("heading", level=1)).to_have_text(WORDS("access.title"))


def _overlap(one: FloatRect | None, other: FloatRect | None) -> bool:
    assert one and other
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    return across and down


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("session_hours = 8", "session_hours = 0.0001", "access.title"),
        ('"@reader.example"', '"@others.example"', "access.refused"),
    ],
)
def test_an_open_page_asks_to_sign_in_when_that_has_ended(
    browser: Browser, served: Served, old: str, new: str, title: str
) -> None:
    text = served.policy.read_text()
    with somebody(browser) as page:
        sign_in(page, served, RITA, "/documents?lang=en")
        settled(page)
        try:
            served.policy.write_text(text.replace(old, new))
            expect(page.get_by_role("heading", level=1)).to_have_text(WORDS(title))
        finally:
            served.policy.write_text(text)


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_that_asks_to_sign_in_meets_every_rule(
    browser: Browser, served: Served, language: str, width: int
) -> None:
    words = messages_for(language)
    with somebody(browser, width) as page:
        page.goto(f"{served.address}/?lang={language}")
        assert page.locator("html").get_attribute("lang") == language
        expect(page.get_by_role("heading", level=1)).to_have_text(words("access.title"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert grave(page) == []
        others = page.locator("footer a").all()
        assert [link.get_attribute("lang") for link in others] == [
            code for code in interfaces() if code != language
        ]
