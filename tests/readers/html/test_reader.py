import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.errors import FormatError, LimitError, NoTextError
from cmp_search.readers import html
from tests.raising import raises_code

from ..looking import check, kinds, texts
from .pages import main

NEW = """<body><nav>Home</nav><header><h2>Language selection</h2><form>Find</form></header>
<main property="mainContentOfPage"><h1 id="wb-cont">Harbour Notes</h1><h2>Tides</h2>
<p>High at six.</p>
<div class="pagedetails"><dl id="wb-dtmd"><dt>Date modified:</dt><dd>2020-01-02</dd></dl></div>
</main>
<footer>About us</footer></body>"""
MIDDLE = """<body><div id="wb-head"><h2>Menu</h2></div><div id="wb-core">
<div id="wb-main" role="main">
<h1 id="wb-cont">Harbour Notes</h1><h2>Tides</h2><p>High at six.</p></div></div>
<div id="wb-foot"><p>Foot</p></div></body>"""
OLD = """<body><p>Home</p><div id="content"><h1>Harbour Notes</h1><h2>Tides</h2>High at six.
<p class="datemod">Date modified: 2009</p></div><p>Foot</p></body>"""
BARE = "<h1>Harbour Notes</h1><h2>Tides</h2><p>High at six.</p><script>var x;</script>"


@pytest.mark.parametrize("page", [NEW, MIDDLE, OLD, BARE], ids=["main", "role", "id", "body"])
def test_each_generation_of_the_template_gives_its_text_alone(page: str) -> None:
    extract = html.read(f"<html>{page}</html>".encode())
    assert kinds(extract) == ["title: Harbour Notes", "heading2: Tides", "paragraph: High at six."]
    assert extract.headings_from is HeadingOrigin.MARKUP
    check(extract)


def test_a_form_around_everything_and_a_header_with_the_title_stay() -> None:
    extract = main("<form><header><h1>Harbour</h1></header><p>Open.</p><input value=x></form>")
    assert kinds(extract) == ["title: Harbour", "paragraph: Open."]


def test_levels_are_those_of_the_markup() -> None:
    extract = main("<h1>A</h1><h4>B</h4><p>x</p><h2>C</h2><p>y</p><h1>D</h1>", "<title>A</title>")
    assert [
        (b.kind.value, b.level) for b in extract.blocks if b.kind is not BlockKind.PARAGRAPH
    ] == [
        ("title", 0),
        ("heading", 4),
        ("heading", 2),
        ("heading", 1),
    ]


def test_hidden_and_skipped_elements_have_no_words() -> None:
    extract = main(
        "<p>Seen<span class='wb-inv'> unseen</span></p><p hidden>a</p><p style='display:none'>b</p>"
        "<aside><a href=c>c</a></aside><nav>d</nav><style>e</style><p class='sr-only'>f</p>"
        "<template>g</template>"
        "<p><a href='#wb-cont'>Top of page</a></p><!-- h --><button>i</button>"
    )
    assert texts(extract) == ["Seen"]


def test_contents_are_left_out_with_their_links() -> None:
    toc = "<ul><li><a href='#a'>Tides</a><ul><li><a href='p.htm#b'>Ebb</a></li></ul></li></ul>"
    extract = main(f"<h1>T</h1><h2>On this page</h2>{toc}<h2 id=a>Tides</h2><p>Strong.</p>")
    assert kinds(extract) == ["title: T", "heading2: Tides", "paragraph: Strong."]


def test_links_into_the_page_stay_outside_contents() -> None:
    extract = main("<p><a href='#fig'>The figure below</a></p>")
    assert texts(extract) == ["The figure below"]


def test_inline_markup_neither_loses_nor_invents_spaces() -> None:
    extract = main(
        "<p>Low\n  <b>wa</b>ter,<i> no</i> <a href=x>wind</a>.<sup>2</sup> So&nbsp;it is</p>"
    )
    assert texts(extract) == ["Low water, no wind.2 So\xa0it is"]


def test_loose_text_line_breaks_and_preformatted_text() -> None:
    extract = main("Loose <em>one</em><div>two<p>three<br> four</p>five</div><pre> a\n  b</pre>")
    assert texts(extract) == ["Loose one", "two", "three\nfour", "five", "a\n  b"]


def test_ordered_items_keep_their_numbers_and_nested_lists_their_order() -> None:
    extract = main(
        "<ol start=3><li>three<ul><li>inner</li></ul></li><li value=7>seven</li><li></li>"
        "<li>nine</li></ol><ul><ul><li>astray</li></ul></ul>"
    )
    assert kinds(extract) == [
        "item: 3. three",
        "item: inner",
        "item: 7. seven",
        "item: 9. nine",
        "item: astray",
    ]


def test_an_item_of_two_paragraphs_has_one_number() -> None:
    assert texts(main("<ol><li><p>a</p><p>b</p></li></ol>")) == ["1. a", "b"]


def test_definitions_follow_their_terms() -> None:
    extract = main(
        "<dl><dt>EBB:</dt><dd>Falling tide</dd><dd>Low water</dd>"
        "<div><dt>SOG</dt><dd>Speed</dd></div>"
        "<dt>Alone</dt></dl>"
    )
    assert texts(extract) == ["EBB: Falling tide", "Low water", "SOG: Speed", "Alone"]
    assert {block.kind for block in extract.blocks} == {BlockKind.ITEM}


def test_quotations_and_captions_are_paragraphs() -> None:
    extract = main(
        "<blockquote>a<p>b</p></blockquote><figure><img alt=x><figcaption>c</figcaption>"
    )
    assert kinds(extract) == ["paragraph: a", "paragraph: b", "paragraph: c"]


def test_footnotes_of_the_template_are_notes_and_their_marks_vanish() -> None:
    extract = main(
        "<p>Deep<sup id='fn1-rf'><a class='fn-lnk' href='#fn1'>1</a></sup> water.</p>"
        "<aside class='wb-fnote'><h2>Footnotes</h2><dl><dt>Footnote 1</dt>"
        "<dd id='fn1'><p>Nine fathoms.</p>"
        "<p class='fn-rtn'><a href='#fn1-rf'>Return</a></p></dd></dl></aside>"
    )
    assert kinds(extract) == [
        "paragraph: Deep water.",
        "heading2: Footnotes",
        "note: Nine fathoms.",
    ]


@pytest.mark.parametrize(
    ("lang", "language"), [("fr-CA", "fr"), ("es", "es"), ("EN_us", "en"), ("de", ""), ("", "")]
)
def test_language(lang: str, language: str) -> None:
    assert main("<p>x</p>", lang=lang).language == language


def test_the_title_element_stands_in_for_a_missing_h1() -> None:
    extract = main("<h2>Tides</h2><p>x</p>", "<title>Harbour\n Notes - Canada.ca</title>")
    assert extract.title == "Harbour Notes"
    assert not texts(extract, BlockKind.TITLE)


def test_several_h1_are_sections_unless_one_repeats_the_title() -> None:
    extract = main("<p>Harbour</p><h1>Tides</h1><p>x</p><h1>Piers</h1>", "<title>Harbour</title>")
    assert kinds(extract) == [
        "title: Harbour",
        "heading1: Tides",
        "paragraph: x",
        "heading1: Piers",
    ]


def test_a_page_without_headings_says_so() -> None:
    assert main("<p>x</p>").headings_from is HeadingOrigin.NONE


PAGE = "<html><head>{}</head><p>Señal d’été — “œuf”</p></html>"


@pytest.mark.parametrize(
    ("meta", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta charset=nonsense>", "utf-8"),
        ("<meta charset=ascii>", "cp1252"),
    ],
)
def test_encodings(meta: str, encoding: str) -> None:
    data = PAGE.format(meta).encode(encoding)
    assert texts(html.read(data)) == ["Señal d’été — “œuf”"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 <p>", b"<p>a\0b</p>"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with raises_code(FormatError, "text_is_binary"):
        html.read(data)


def test_text_without_a_tag_is_refused() -> None:
    with raises_code(FormatError, "html_without_tags"):
        html.read(b"1 < 2, and that is all")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body><main> </main></body></html>",
        b"<body><div hidden><p>Loading</p></div><script>start()</script></body>",
    ],
)
def test_a_page_without_text(data: bytes) -> None:
    with raises_code(NoTextError, "html_without_text"):
        html.read(data)


@pytest.mark.parametrize("depth", [300, 6_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    with raises_code(LimitError, "html_nested"):
        html.read(b"<div>" * depth + b"x")


@pytest.mark.parametrize("element", ["center", "dl><dd", "main", "address", "em", "p><b"])
def test_elements_that_take_the_parser_long_are_refused_before_it(element: str) -> None:
    with raises_code(LimitError, "html_nested"):
        html.read(b"</div>" * 100_000 + f"<{element}>".encode() * 100_000 + b"x")


def test_the_body_may_state_the_language() -> None:
    assert html.read(b"<html><body lang='es-MX'><p>Hola.</p>").language == "es"
    assert html.read(b"<html lang='fr'><body lang='en'><p>x</p>").language == "fr"


def test_the_first_line_stands_in_for_a_title_that_is_not_stated() -> None:
    extract = main("<p>Harbour Notes</p><p>By hand.</p><h1>Tides</h1><p>x</p><h1>Piers</h1>")
    assert extract.title == "Harbour Notes"
    assert kinds(extract)[:2] == ["title: Harbour Notes", "paragraph: By hand."]
    assert not main("<p>It is open all day.</p><h1>Tides</h1><p>x</p><h1>Piers</h1>").title


@pytest.mark.parametrize("stated", ["Untitled Document", "index.html", "Home"])
def test_a_title_that_nobody_gave_is_none_unless_the_page_repeats_it(stated: str) -> None:
    head = f"<title>{stated}</title>"
    text = "<h2>Tides</h2><p>x</p><h2>Piers</h2><p>y</p>"
    assert main(f"<p>Harbour Notes</p>{text}", head).title == "Harbour Notes"
    assert main("<h1>Harbour Notes</h1><h1>Tides</h1><p>x</p>", head).title == "Harbour Notes"
    assert main(f"<p>{stated}</p>{text}", head).title == stated
