"""Tables of contents of web pages end where their entries end."""

import pytest

from cmp_search.documents.document import Omission

from ..looking import omitted, texts, tree
from .pages import LONG, body

SECTIONS = f"<h2 id=a>Oil</h2><p>{LONG}</p><h2 id=b>Wicks</h2><p>x</p><h2 id=c>Glass</h2><p>y</p>"
LINKS = "<ul><li><a href='#a'>Oil</a><li><a href='#b'>Wicks</a><li><a href='#c'>Glass</a></ul>"


@pytest.mark.parametrize(
    "contents",
    [
        f"<h2>On this page</h2>{LINKS}",
        f"<p>Table des matières</p>{LINKS}",
        f"<nav>{LINKS}</nav>",
        f"<div class=toc><p>Parts</p>{LINKS}</div>",
        LINKS,
        "<h2>Contents</h2><p>Oil</p><p>Wicks</p><p>Glass</p>",
    ],
)
def test_entries_are_left_out_and_counted(contents: str) -> None:
    extract = body(f"<main><h1>Lamps</h1>{contents}{SECTIONS}</main>")
    assert [path for path, _ in tree(extract)] == ["Oil", "Wicks", "Glass"]
    assert texts(extract)[:2] == ["Lamps", "Oil"]
    assert set(omitted(extract)) == {Omission.CONTENTS}


def test_what_recurs_as_anything_but_a_heading_is_no_entry() -> None:
    said = "<p>Trim the wick.</p><p>Fill the lamp.</p>"
    extract = body(f"<h1>Lamps</h1><h2>On this page</h2>{said}<h2>Oil</h2>{said}")
    assert extract.text.count("Trim the wick.") == extract.text.count("Fill the lamp.") == 2


def test_the_headings_of_an_annex_stay() -> None:
    annex = "<h2>Annex</h2><h3>Oil</h3><p>z</p>"
    extract = body(f"<main><h1>Lamps</h1><h2>Contents</h2>{LINKS}{SECTIONS}{annex}</main>")
    assert [path for path, _ in tree(extract)][-2:] == ["Annex", "Annex › Oil"]


def test_two_links_into_the_page_are_text() -> None:
    links = "<p><a href='#a'>Oil</a></p><p><a href='#b'>Wicks</a></p>"
    assert texts(body(f"<main>{links}{SECTIONS}</main>"))[:2] == ["Oil", "Wicks"]
