"""Makes the pictures in docs/screenshots from the app as it is: `make screenshots`.

The app is served from the index that the settings name; the shipped corpus is meant. A picture is
brought to 128 colours, which no eye sees on pages like these, to stay below 150 KB.
"""

from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from cmp_search.locales import interfaces, messages_for
from tests.browser.driving import launched, serving, settled
from tests.browser.places import at

FOLDER = Path(__file__).resolve().parents[1] / "screenshots"
SIZE: ViewportSize = {"width": 1100, "height": 900}
COLOURS = 128
SETTLING_MS = 2_000
Scheme = Literal["light", "dark"]
ASKED = {one: messages_for(one).lines("ask.examples")[0] for one in interfaces()}
CHOSEN: tuple[tuple[str, str, Scheme, dict[str, str]], ...] = (
    ("ask", "en", "light", {"q": ASKED["en"]}),
    ("read", "fr", "light", {"document": "jap-2010-digest.fr"}),
    ("ask", "es", "dark", {"q": ASKED["es"]}),
    ("documents", "en", "light", {}),
)
"""Page, language, colour scheme, and what the address says beside these."""


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    with serving({}) as address, sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        for chosen in CHOSEN:
            take(browser, address, *chosen)
        browser.close()


def take(
    browser: Browser, address: str, page: str, language: str, scheme: Scheme, query: dict[str, str]
) -> None:
    """One picture."""
    with browser.new_page(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce") as opened:
        opened.goto(f"{address}{at(page, lang=language, **query)}")
        settled(opened)
        opened.wait_for_timeout(SETTLING_MS)
        taken = Image.open(BytesIO(opened.screenshot())).convert("RGB")
    few = taken.quantize(COLOURS)
    few.save(FOLDER / f"{page}-{language}-{scheme}.png", optimize=True)


if __name__ == "__main__":
    main()
