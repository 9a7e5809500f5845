"""Every link of the pages leads to a file that is there, and to a heading that it has."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import CHECKOUT

FOLDERS = [CHECKOUT / name for name in ("docs", "deploy", ".github")]
PAGES = sorted(
    [*CHECKOUT.glob("*.md"), *(one for folder in FOLDERS for one in folder.rglob("*.md"))]
)
PICTURES = CHECKOUT / "docs" / "screenshots"
MARKDOWN = MarkdownIt("commonmark").enable("table")
README_LINES = 120


def inline(page: Path) -> Iterator[tuple[Token, Token]]:
    """The pieces of text of a page, each with the token that opens the block it is in."""
    tokens = MARKDOWN.parse(page.read_text("utf-8"))
    yield from ((before, one) for before, one in pairwise(tokens) if one.type == "inline")


def links(page: Path) -> Iterator[str]:
    for _, text in inline(page):
        for one in text.children or ():
            address = one.attrGet("href") or one.attrGet("src")
            if address and not re.match(r"[a-z]+:", str(address)):
                yield unquote(str(address))


def anchors(page: Path) -> set[str]:
    """The anchors that Git hosts and the site give the headings of a page."""
    taken: Counter[str] = Counter()
    found = {""}
    for before, text in inline(page):
        if before.type != "heading_open":
            continue
        words = "".join(one.content for one in text.children or ())
        slug = re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")
        found.add(f"{slug}-{taken[slug]}" if taken[slug] else slug)
        taken[slug] += 1
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_holds(page: Path) -> None:
    broken = []
    for link in links(page):
        address, fragment = urldefrag(link)
        target = (page.parent / address).resolve() if address else page
        if not target.exists() or (target.suffix == ".md" and fragment not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_picture_is_on_a_page() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert set(PICTURES.iterdir()) <= shown


def test_the_readme_is_short() -> None:
    assert len((CHECKOUT / "README.md").read_text("utf-8").splitlines()) < README_LINES
