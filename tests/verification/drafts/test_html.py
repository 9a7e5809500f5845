import pytest

from cmp_search.errors import LimitError
from cmp_search.verification.draft import DraftParagraph, Mark, Place
from cmp_search.verification.drafts.reading import draft


def read(body: str) -> tuple[DraftParagraph, ...]:
    page = f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>"
    return draft(".html", page.encode()).paragraphs


def texts(body: str) -> list[str]:
    return [one.text for one in read(body)]


PANDOC = (
    '<p>Oars.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>'
    ' On.</p><section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>One.</p><p>'
    'Two.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>'
)
LIBREOFFICE = (
    '<p>Oars.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>'
    ' On.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym"'
    ' name="sdfootnote1sym" href="#sdfootnote1anc">1</a>One.</p><p class="sdfootnote">Two.</p>'
    "</div>"
)
WORD = (
    '<p class=MsoNormal>Oars.<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"'
    ' title=""><span class=MsoFootnoteReference>[1]</span></a> On.</p><div><br clear=all><hr>'
    '<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]'
    "</span></a> One.</p><p>Two.</p></div></div>"
)
GOOGLE = (
    '<p><span>Oars.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span> On.</span></p>'
    '<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> One.</span></p><p>Two.</p></div>'
)
WIKI = (
    '<p>Oars.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> On.</p>'
    '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> <p>One.</p><p>Two.</p></li></ol>'
)
OURS = (
    '<p>Oars.<sup><a id="mark-1" href="#note-1" role="doc-noteref">1</a></sup> On.</p><section'
    ' role="doc-endnotes"><ol><li id="note-1" value="1"><p>One.</p><p>Two. <a href="#mark-1"'
    ' role="doc-backlink">↩</a></p></li></ol></section>'
)
PLAIN = (
    '<p>Oars.<a id="a" href="#b">1</a> On.</p><div id="b"><p>1. One.</p><p>Two.'
    ' <a href="#a">back</a></p></div>'
)
CANADA = (
    '<p>Oars.<sup id="fn1-rf"><a class="fn-lnk" href="#fn1"><span class="wb-inv">Footnote </span>1'
    '</a></sup> On.</p><dl><dd id="fn1"><p>One.</p><p>Two.</p><p class="fn-rtn"><a href="#fn1-rf">'
    "Return to footnote 1</a></p></dd></dl>"
)
WRITERS = {
    "pandoc": PANDOC,
    "LibreOffice": LIBREOFFICE,
    "Word": WORD,
    "Google": GOOGLE,
    "Wikipedia": WIKI,
    "ours": OURS,
    "plain": PLAIN,
}


@pytest.mark.parametrize("writer", WRITERS)
def test_notes_are_found_by_their_links(writer: str) -> None:
    assert read(WRITERS[writer]) == (
        DraftParagraph("Oars. On.", marks=(Mark(5, "1"),)),
        DraftParagraph("One.", Place.FOOTNOTE, note="1"),
        DraftParagraph("Two.", Place.FOOTNOTE, note="1"),
    )


def test_a_mark_may_have_hidden_words() -> None:
    body, *notes = read(CANADA)
    assert (body.text, [mark.at for mark in body.marks]) == ("Oars. On.", [5])
    assert [one.text for one in notes] == ["One.", "Two."]


def test_endnotes_are_told_apart_and_numbers_that_begin_anew() -> None:
    page = LIBREOFFICE + LIBREOFFICE.replace("sdfootnote", "sdendnote")
    found = read(page)
    assert [(one.note, one.place) for one in found[2:]] == [
        ("1", Place.FOOTNOTE),
        ("1", Place.FOOTNOTE),
        ("1′", Place.ENDNOTE),
        ("1′", Place.ENDNOTE),
    ]


@pytest.mark.parametrize(
    "page",
    [
        '<p>See <a href="#part">2</a>.</p><p id="part">Part.</p>',
        '<p>Oars.<a href="#fn9">1</a></p><p>Text.</p>',
        '<p>Oars.<a href="other.html#fn1">1</a></p><p id="fn1">Text.</p>',
        '<p>Oars.<sup><a href="#h">1</a></sup></p><h2 id="h">Head</h2>',
        '<p>See <a href="#fn1">the note below</a>.</p><p id="fn1">Text.</p>',
    ],
)
def test_other_links_are_words(page: str) -> None:
    found = read(page)
    assert not any(one.marks or one.note for one in found)


def test_blocks_quotations_and_marks_of_quotations() -> None:
    found = read(
        "<h2>Head</h2><blockquote><p>One</p>two</blockquote><p class=MsoQuote>Three</p>"
        "<blockquote class=paraphrase>Four</blockquote><ul><li>Five<ul><li>Six</ul></ul>"
        "<table><tr><th>Seven<td><p>Eight</p></table>"
    )
    assert [(one.text, one.place.value, one.is_quotation, one.heading) for one in found] == [
        ("Head", "body", False, 2),
        ("One", "body", True, 0),
        ("two", "body", True, 0),
        ("Three", "body", True, 0),
        ("Four", "body", False, 0),
        ("Five", "body", False, 0),
        ("Six", "body", False, 0),
        ("Seven", "table", False, 0),
        ("Eight", "table", False, 0),
    ]
    assert texts("<p>He <q>says <q>so</q></q>.") == ["He “says ‘so’”."]


def test_blanks_lines_and_entities() -> None:
    assert texts("<p> a\n  b&nbsp;c<br> d&shy;e &laquo;<b>f</b>&raquo; <i> g</i></p>") == [
        "a b\u00a0c\nd\u00ade «f» g"
    ]
    assert texts("<pre>a  b\nc</pre>") == ["a b\nc"]


def test_what_is_not_seen_is_left_out() -> None:
    assert texts(
        "<style>.x{display:none}</style><p>a<script>b</script><span hidden>c</span>"
        "<span class=x>d</span><del>e</del><ins>f</ins><!-- g --><template>h</template></p>"
    ) == ["af"]


def test_what_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(LimitError) as raised:
        read("<div>" * 500 + "x")
    assert raised.value.code == "html_nested"
