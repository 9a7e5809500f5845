"""What the server sends before anything runs: language, words, headers, and what is not found."""

import re

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, FilePayload, expect

from cmp_search.locales import interfaces, messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import settled
from tests.browser.places import PAGES


@pytest.fixture
def requests(context: BrowserContext) -> APIRequestContext:
    return context.request


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("path", list(PAGES.values()))
def test_a_page_is_sent_in_its_language(
    requests: APIRequestContext, address: str, path: str, language: str
) -> None:
    words = messages_for(language)
    for query, accepted in (
        (f"?lang={language}", "de"),
        ("", f"de, {language}-XX;q=0.9, en;q=0.1"),
    ):
        sent = requests.get(address + path + query, headers={"Accept-Language": accepted})
        assert sent.ok
        html = sent.text()
        assert f'<html lang="{language}">' in html
        assert f"<title>{words('app.name')}</title>" in html
        assert words("app.loading") in html
        assert words("app.script") in html.partition("<noscript>")[2].partition("</noscript>")[0]


def test_nothing_of_another_machine_may_run(requests: APIRequestContext, address: str) -> None:
    for path in (*PAGES.values(), "/nothing", "/served/page.js", "/_stcore/health"):
        headers = requests.get(address + path).headers
        policy = headers["content-security-policy"]
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["permissions-policy"].startswith("camera=()")


@pytest.mark.parametrize("language", interfaces())
def test_an_address_that_is_no_page_says_so(visit: Visit, address: str, language: str) -> None:
    words = messages_for(language)
    page = visit(f"/?lang={language}")
    answer = page.goto(f"{address}/<script>window.ran=1</script>?lang={language}")
    assert answer is not None and answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(words("app.missing"))
    page.get_by_role("link", name=words("page.documents")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("documents.title"))
    expect(page).to_have_url(re.compile(f"lang={language}"))


def test_the_page_is_there_before_the_script_has_run(context: BrowserContext, address: str) -> None:
    with context.new_page() as page:
        page.route("**/*.js", lambda route: route.abort())
        page.goto(address + "/?lang=fr")
        expect(page.get_by_text(messages_for("fr")("app.loading"))).to_be_visible()


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("status", [413, 429, 503])
def test_an_upload_that_the_gate_refuses_says_so(
    context: BrowserContext, address: str, language: str, status: int
) -> None:
    words = messages_for(language)
    note = FilePayload(name="note.txt", mimeType="text/plain", buffer=b"words")
    with context.new_page() as page:
        page.route("**/upload_file/**", lambda route: route.fulfill(status=status))
        page.goto(f"{address}/check?lang={language}")
        settled(page)
        page.locator("input[type=file]").set_input_files(note)
        said = words("streamlit.error") + words("streamlit.refused")
        expect(page.get_by_test_id("stFileChip").get_by_role("alert")).to_have_text(said)
