"""What readers of a page do not see, and what is struck out."""

import pytest

from cmp_search.documents.document import Omission

from ..looking import kinds, omitted, texts
from .pages import LONG, body


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Not seen</p>",
        "<p style='display: none'>Not seen</p>",
        "<p style='visibility:hidden; color:red'>Not seen</p>",
        "<p><span style='mso-hide:all'>Not seen</span></p>",
        "<p style='position:absolute; left:-9999px'>Not seen</p>",
        "<p style='font-size: 0'>Not seen</p>",
        "<p class='sr-only'>Not seen</p>",
        "<p class='fr'>Not seen</p>",
        "<noscript>Not seen</noscript>",
        "<dialog>Not seen</dialog>",
        "<div class=modal aria-hidden=true>Not seen</div>",
        "<table><caption class=hidden>Not seen</caption><tr><td>Wick<td>2</table>",
        "<table><tr><td>Wick<td>2<td hidden>Not seen</table>",
    ],
)
def test_hidden_words_are_no_text_and_counted(hidden: str) -> None:
    extract = body(f"<p>{LONG}</p>{hidden}", "<style>p.fr, p.es { display: none }</style>")
    assert "seen" not in extract.text
    assert omitted(extract) == {Omission.HIDDEN: 2}


@pytest.mark.parametrize(
    "shown",
    [
        "<p aria-hidden=true>Seen</p>",
        "<p class='hidden md:block'>Seen</p>",
        "<p class='d-none d-lg-block'>Seen</p>",
        "<button aria-controls=p1>More</button><p id=p1 hidden>Seen</p>",
        "<p role=tabpanel hidden>Seen</p>",
        "<dialog open>Seen</dialog>",
        "<p class='tab open'>Seen</p>",
        "<h2 onclick='open(1)'>More</h2><p class='tab'>Seen</p>",
        "<a data-toggle=tab href='#p2'>More</a><p id=p2 class='tab'>Seen</p>",
        "<p hidden=until-found>Seen</p>",
        "<p class='paper'>Seen</p>",
        "<p class='over'>Seen</p>",
        "<p>x <a href='#'>Seen</a></p>",
        "<h2><a href='#'>Seen</a></h2><p>x</p>",
        "<a href='#' class='accordion-title'>Seen</a><div><p>x</p></div>",
    ],
)
def test_words_that_can_be_seen_are_text(shown: str) -> None:
    style = """<style>.tab { display: none } .tab.open { display: block }
    @media print { .paper { display: none } } .over:hover { display: none }</style>"""
    extract = body(f"<main>{shown}</main>", style)
    assert "Seen" in extract.text


def test_a_hidden_second_language_is_no_text_though_a_control_shows_it() -> None:
    extract = body(
        "<button aria-controls=fr>Français</button><p>The lamp burns.</p>"
        "<p id=fr lang=fr hidden>La lampe brûle.</p>"
    )
    assert texts(extract) == ["The lamp burns."]
    assert omitted(extract)[Omission.HIDDEN] == 3


def test_struck_words_are_no_text_and_counted() -> None:
    extract = body(
        "<p>Two <del>old lamps</del> <ins>new ones</ins> <s>burn</s>"
        "<span style='text-decoration:line-through'>smoke</span> shine</p>"
    )
    assert texts(extract) == ["Two new ones shine"]
    assert omitted(extract) == {Omission.STRUCK: 4}


def test_scripts_are_no_words() -> None:
    extract = body(f"<p>{LONG}</p><div hidden>Gone<script>var lamps = 3;</script></div>")
    assert omitted(extract) == {Omission.HIDDEN: 1}


@pytest.mark.parametrize(
    "link", ["Top of page", "↑ ", "Haut de la page", "Volver al inicio", "\u200b", ""]
)
def test_links_that_only_lead_up_are_no_text(link: str) -> None:
    extract = body(f"<h2>Lamps<a href='#'>{link}</a></h2><p>{LONG}</p>")
    assert kinds(extract)[0] in ("title: Lamps", "heading2: Lamps")


def test_a_link_used_as_a_button_is_no_text_where_it_stands_alone() -> None:
    extract = body(f"<p>{LONG}</p><p><a href='#'>Share it</a></p>")
    assert "Share" not in extract.text
    assert omitted(extract) == {Omission.BOILERPLATE: 2}
