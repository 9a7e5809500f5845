"""What is the text of a page, and what only stands around it."""

import pytest

from cmp_search.documents.document import BlockKind, Omission

from ..looking import kinds, omitted, texts, tree
from .pages import LONG, body

MENU = "<ul><li><a href='/a'>Boats</a></li><li><a href='/b'>Ropes</a></li></ul>"


@pytest.mark.parametrize("tag", ["form", "header", "footer", "aside", "nav"])
def test_an_element_around_the_whole_page_is_text(tag: str) -> None:
    extract = body(f"<{tag}><p>{LONG}</p><h2>Oil</h2><p>{LONG}</p></{tag}>")
    assert [path for path, _ in tree(extract)] == ["", "Oil"]
    assert omitted(extract) == {}


@pytest.mark.parametrize("tag", ["header", "footer", "aside", "nav"])
def test_a_menu_is_not_whatever_it_stands_in(tag: str) -> None:
    extract = body(f"<main><p>{LONG}</p><{tag}>{MENU}</{tag}></main>")
    assert texts(extract) == [LONG.strip()]
    assert omitted(extract) == {Omission.BOILERPLATE: 2}


def test_a_form_to_search_with_is_left_out_and_one_with_sentences_is_not() -> None:
    search = "<form><label>Find a lamp</label><input></form>"
    assert texts(body(f"<p>{LONG}</p>{search}")) == [LONG.strip()]
    inquiry = f"<form><h2>Proposal</h2><p>{LONG}{LONG}</p><textarea>Say it</textarea></form>"
    extract = body(f"<p>{LONG}</p>{inquiry}")
    assert [path for path, _ in tree(extract)] == ["", "Proposal"]
    assert omitted(extract) == {Omission.BOILERPLATE: 2}


def test_header_footer_and_aside_of_an_article_are_text() -> None:
    extract = body(
        f"<header><p>The Lamp Office</p></header><article><header><h1>Lamps</h1><p>By the clerk"
        f"</p></header><p>{LONG}</p><aside>Six lamps burn.</aside><footer>Signed at noon</footer>"
        "</article><footer><p>About us</p></footer>"
    )
    assert kinds(extract) == [
        "title: Lamps",
        "paragraph: By the clerk",
        f"paragraph: {LONG.strip()}",
        "note: Six lamps burn.",
        "paragraph: Signed at noon",
    ]


def test_notes_that_the_text_refers_to_are_text_wherever_they_stand() -> None:
    extract = body(
        f"<main><p>{LONG}<sup><a id=back href='#n'>1</a></sup></p></main><footer><ol><li id=n>See "
        "the log. <a href='#back'>↩</a></li></ol><p>About us</p></footer>"
    )
    assert texts(extract, BlockKind.ITEM) == ["1. See the log."]
    assert "About" not in extract.text


def test_a_main_part_with_nothing_in_it_does_not_hide_the_page() -> None:
    extract = body(f"<main><p>Share</p></main><div><p>{LONG}</p></div><nav>{MENU}</nav>")
    assert texts(extract) == ["Share", LONG.strip()]


def test_a_button_alone_is_left_out_and_one_in_a_sentence_or_heading_is_not() -> None:
    extract = body(
        f"<h2><button>Wicks</button></h2><p>{LONG}</p><p>Press <button>Light</button> twice.</p>"
        "<button>Print</button>"
    )
    assert kinds(extract) == [
        "heading2: Wicks",
        f"paragraph: {LONG.strip()}",
        "paragraph: Press Light twice.",
    ]
    assert omitted(extract) == {Omission.BOILERPLATE: 1}


@pytest.mark.parametrize(
    "button",
    [
        "<button class='accordion'>{}</button>",
        "<button aria-expanded=false>{}</button>",
        "<div><button data-bs-toggle=collapse>{}</button></div>",
        "<div role=button aria-expanded=false>{}</div>",
        "<a role=button data-toggle=collapse href='#x'>{}</a>",
    ],
)
def test_a_button_that_opens_the_panel_after_it_is_its_heading(button: str) -> None:
    panel = "<div class=panel style='display:none'><p>Trim them.</p></div>"
    extract = body(f"<h1>Lamps</h1>{button.format('Wicks')}{panel}{button.format('Oil')}{panel}")
    assert tree(extract) == [("Wicks", ["Trim", "them"]), ("Oil", ["Trim", "them"])]


def test_a_summary_is_the_heading_of_its_details_unless_other_text_follows() -> None:
    wicks = f"<details><summary>Wicks</summary><p>{LONG}</p></details>"
    extract = body(f"<h1>Lamps</h1>{wicks}<details><summary>Oil</summary>{LONG}</details>")
    assert [path for path, _ in tree(extract)] == ["Wicks", "Oil"]
    assert [path for path, _ in tree(body(f"<h1>Lamps</h1>{wicks}<p>{LONG}</p>"))] == [""]


def test_notes_do_not_make_text_of_the_foot_they_stand_in() -> None:
    extract = body(
        "<article><h1>Lamps</h1><p>Six burn<a href='#n'>*</a>.</p></article>"
        f"<footer><p id=n>* {LONG}</p><p><a href='/about'>About us</a></p></footer>"
    )
    assert texts(extract, BlockKind.PARAGRAPH) == ["Six burn*.", f"* {LONG.strip()}"]


def test_what_a_page_says_about_cookies_is_left_out() -> None:
    extract = body(f"<div class='cookie-notice'><p>We use cookies.</p></div><p>{LONG}</p>")
    assert texts(extract) == [LONG.strip()]
    assert omitted(extract) == {Omission.BOILERPLATE: 3}


def test_a_header_with_the_heading_of_the_page_introduces_the_main_part() -> None:
    main = f"<main><h2>Wicks</h2><p>{LONG}</p></main>"
    extract = body(f"<header><h1>Lamps</h1><p>{LONG}</p></header>{main}")
    assert extract.title == "Lamps"
    assert extract.text.count("write down each evening") == 2
    site = body(f"<header><h1>Keepers</h1><p>Home</p></header>{main}")
    assert "Home" not in site.text
    named = main.replace("h2", "h1")
    other = body(f"<header><h1>Keepers</h1><p>{LONG}</p></header>{named}")
    assert other.text.count("write down each evening") == 1
