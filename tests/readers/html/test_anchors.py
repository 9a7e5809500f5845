"""The names by which a web address points to the headings of a page."""

import pytest

from cmp_search.documents.document import BlockKind
from cmp_search.readers import html


def anchors(inner: str) -> list[str | None]:
    """The anchors of the headings in a page."""
    extract = html.read(f"<html><body><main><h1>Quay</h1>{inner}</main></body></html>".encode())
    return [block.anchor for block in extract.blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    "heading",
    [
        '<h2 id="tides">Tides</h2>',
        '<h2><a id="tides"></a>Tides</h2>',
        '<h2><a name="tides">Tides</a></h2>',
        '<h2 id="tides"><span id="inner">Tides</span></h2>',
        '<h2><b><i id="tides">Tides</i></b></h2>',
        '<section id="tides"><h2>Tides</h2></section>',
        '<a name="tides"></a><h2>Tides</h2>',
        '<a id="tides" name="older"></a>\n<div><h2>Tides</h2></div>',
        '<p id="no">Words.</p><div id="outer"><div id="tides"><h2>Tides</h2></div></div>',
    ],
)
def test_a_heading_has_the_nearest_name(heading: str) -> None:
    assert anchors(heading + "<p>High at six.</p>") == ["tides"]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Tides</h2>",
        '<section id="tides"><p>Words first.</p><h2>Tides</h2></section>',
        '<section id="tides">Loose words.<h2>Tides</h2></section>',
        '<h2 id="two words">Tides</h2>',
        '<h2 id="">Tides</h2>',
        '<h2 id="twice">Tides</h2><p id="twice">x</p>',
        '<img name="tides" alt=""><h2>Tides</h2>',
        '<h2>Tides</h2><a name="tides"></a>',
    ],
)
def test_a_heading_without_a_name_of_its_own_has_none(heading: str) -> None:
    assert anchors(heading + "<p>High at six.</p>") == [None]


def test_a_name_is_given_to_the_first_heading_only() -> None:
    page = '<section id="tides"><h2>Tides</h2><p>x</p><h3>Ebb</h3><p>y</p></section>'
    assert anchors(page) == ["tides", None]
