"""What holds on every page, in every language, by day and by night.

1. axe-core finds nothing serious, with all that can be unfolded unfolded.
2. Nothing of a text, the catalogue or a question has become markup. That nothing ran either is held
   by the fixture `visit`.
Each page is kept as a picture in build/screenshots, for people to look at.
"""

import json
from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from cmp_search.locales import interfaces
from tests.browser.conftest import Visit
from tests.browser.driving import CHECKOUT, recolour, unfold
from tests.browser.places import PAGES, places

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
PICTURES = CHECKOUT / "build" / "screenshots"
GRAVE = {"serious", "critical"}
COLOURS = ["color-contrast"]
"""The rules whose outcome is another by night."""
CANNOT_BE_MENDED: dict[str, str] = {}
"""Rules that fail within Streamlit, each with the reason; About says them, too."""


@pytest.mark.parametrize(
    ("language", "place", "path"),
    [(language, *place) for language in interfaces() for place in places(language)],
)
def test_every_page(visit: Visit, language: str, place: str, path: str) -> None:
    page = visit(path)
    keep(page, "light", f"{place}-{language}")
    unfold(page)
    assert grave(page) == []
    assert page.locator("a[href^='javascript:'], iframe, img[src='x'], [onerror]").count() == 0
    keep(page, "dark", f"{place}-{language}")
    assert grave(page, COLOURS) == []


def test_axe_would_find_something(visit: Visit) -> None:
    page = visit(PAGES["about"])
    page.evaluate("document.querySelector('h1').innerHTML += '<img src=\"/favicon.png\">'")
    page.add_style_tag(content=".stApp p { color: #ddd !important }")
    found = " ".join(grave(page))
    assert "image-alt" in found and "color-contrast" in found


def keep(page: Page, scheme: Literal["light", "dark"], name: str) -> None:
    """Change the colour scheme, and save a screenshot."""
    recolour(page, scheme)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{scheme}.png")


def grave(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds, one per line; checks all its rules if none are named."""
    page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
    found: list[dict[str, Any]] = json.loads(
        page.evaluate(
            "rules => axe.run({resultTypes: ['violations'], ...(rules && {runOnly: rules})})"
            ".then(found => JSON.stringify(found.violations))",
            rules,
        )
    )
    return [
        f"{rule['impact']} {rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE and rule["id"] not in CANNOT_BE_MENDED
        for node in rule["nodes"]
    ]
