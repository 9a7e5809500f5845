import pytest

from cmp_search.errors import FormatError, LimitError, ReadError
from cmp_search.verification.draft import DraftParagraph, Mark, Place
from cmp_search.verification.drafts.reading import draft


def read(text: str) -> tuple[DraftParagraph, ...]:
    return draft(".md", text.encode()).paragraphs


def texts(text: str) -> list[str]:
    return [one.text for one in read(text)]


def test_marks_stand_where_they_are_typed() -> None:
    assert read(
        "Oars[^a] and\nsails.[^2][^a]\n\n[^a]: One.\n[^2]: Two,\n    on.\n\n    More.\n"
    ) == (
        DraftParagraph("Oars and sails.", marks=(Mark(4, "a"), Mark(15, "2"), Mark(15, "a"))),
        DraftParagraph("One.", Place.FOOTNOTE, note="a"),
        DraftParagraph("Two, on.", Place.FOOTNOTE, note="2"),
        DraftParagraph("More.", Place.FOOTNOTE, note="2"),
    )


def test_inline_notes_have_free_numbers() -> None:
    assert read("Oars.^[See *p. 3*, “a [sic] b”.] Sails.[^1]\n\n[^1]: One.") == (
        DraftParagraph("Oars. Sails.", marks=(Mark(5, "2"), Mark(12, "1"))),
        DraftParagraph("See p. 3, “a [sic] b”.", Place.FOOTNOTE, note="2"),
        DraftParagraph("One.", Place.FOOTNOTE, note="1"),
    )


def test_sources_may_have_numbers_in_brackets() -> None:
    for below in ("[1]: https://harbour.example", "[1] https://harbour.example"):
        body, note = read(f"Oars [1].\n\n{below}")
        assert body == DraftParagraph("Oars.", marks=(Mark(4, "1"),))
        assert (note.text, note.note) == ("https://harbour.example", "1")


def test_escaped_marks_and_code_are_text() -> None:
    assert texts("Oars\\[^1] and `x[^1]` and \\^[no note] &#91;^1].[^1]\n\n[^1]: One.") == [
        "Oars[^1] and x[^1] and ^[no note] [^1].",
        "One.",
    ]


def test_markup_is_left_out_of_words() -> None:
    text = (
        "“The *tide* **turns** at [noon](https://x.example)”, &laquo;&nbsp;dit&nbsp;&raquo;, "
        "~~not~~ <b>so</b>![picture](a.png) <q>it</q>  \nis\\\nhere<br>now <del>gone</del>"
    )
    assert texts(text) == [
        "“The tide turns at noon”, «\u00a0dit\u00a0»,  so “it”\nis\nhere\nnow".replace(
            ",  so", ", so"
        )
    ]


def test_block_quotes_are_quotations() -> None:
    found = read("> One\n> goes on.\n>\n> > Two.\n> - Three\n\nFour")
    assert [(one.text, one.is_quotation) for one in found] == [
        ("One goes on.", True),
        ("Two.", True),
        ("Three", True),
        ("Four", False),
    ]


def test_lists_tables_headings_and_blocks() -> None:
    found = read(
        "# Head *on*\n\n1. one\n   - two\n\n| a | b |\n|---|---|\n| c[^1] | d |\n\n[^1]: n"
    )
    assert [(one.text, one.place, one.heading) for one in found] == [
        ("Head on", Place.BODY, 1),
        ("1. one", Place.BODY, 0),
        ("two", Place.BODY, 0),
        ("a", Place.TABLE, 0),
        ("b", Place.TABLE, 0),
        ("c", Place.TABLE, 0),
        ("d", Place.TABLE, 0),
        ("n", Place.FOOTNOTE, 0),
    ]
    assert texts("---\ntitle: T\n---\nText\n\n    code\n\n<div><p>html</p></div>") == [
        "Text",
        "code",
        "html",
    ]


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        (b"<!doctype html><p>x", FormatError, "text_is_html"),
        (b"\x89PNG\r\n", FormatError, "text_is_binary"),
        (b"> " * 200 + b"x", LimitError, "markdown_nested"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[ReadError], code: str) -> None:
    with pytest.raises(error) as raised:
        draft(".md", data)
    assert raised.value.code == code
