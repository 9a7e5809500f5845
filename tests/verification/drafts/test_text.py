import pytest

from cmp_search.errors import FormatError
from cmp_search.verification.draft import DraftParagraph, Mark, Place
from cmp_search.verification.drafts.reading import draft


def read(text: str) -> tuple[DraftParagraph, ...]:
    return draft(".txt", text.encode()).paragraphs


def texts(text: str) -> list[str]:
    return [one.text for one in read(text)]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert texts(
        "The tide turns at noon and the\noars are kept in the shed of the\nharbour.\n\nSo"
    ) == [
        "The tide turns at noon and the oars are kept in the shed of the harbour.",
        "So",
    ]


def test_hyphens_at_the_end_of_lines() -> None:
    text = "The Canada-Mexico and well-\nknown plan of long- and short-\nand mid-term, it-\nself."
    assert texts(text) == [
        "The Canada-Mexico and well-\nknown plan of long- and short- and mid-term, it-\nself."
    ]
    assert texts(
        "It’s a word with a long tail: ‘benef-\nicial’ to all that read it as it is, as\nx."
    )[0][:43] == ("It’s a word with a long tail: ‘benef-\nicial")


def test_lines_that_were_not_wrapped_are_paragraphs() -> None:
    long = "The tide turns at noon. " * 6
    assert texts(f"Note\n{long}\nThe end\nof it") == ["Note", long.strip(), "The end", "of it"]
    assert texts("One of them:\n- oars and\n- sails\n1. masts") == [
        "One of them:",
        "- oars and",
        "- sails",
        "1. masts",
    ]


def test_quoted_and_indented_lines_are_quotations() -> None:
    found = read(
        "He wrote:\n\n> The tide turns\n> at noon.\n>\n>> So it does.\nYes.\n\n    Oars are kept\n"
        "    in the shed.\n\nNo."
    )
    assert [(one.text, one.is_quotation) for one in found] == [
        ("He wrote:", False),
        ("The tide turns at noon.", True),
        ("So it does.", True),
        ("Yes.", False),
        ("Oars are kept in the shed.", True),
        ("No.", False),
    ]


def test_lines_that_go_on_with_an_item_are_no_quotation() -> None:
    text = "-   One oar\n\n    and another.\n\n  Oars are kept\n  in the shed.\n\nNo."
    assert [(one.text, one.is_quotation) for one in read(text)] == [
        ("-   One oar", False),
        ("and another.", False),
        ("Oars are kept in the shed.", True),
        ("No.", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "    First lines are\nindented here.\n\n    So is this one.",
        "- oars are\n\n  kept in the shed",
        "    - oars\n    - sails",
        "  Who   What\n  Oars  Shed",
    ],
)
def test_other_indented_lines_are_none(text: str) -> None:
    assert not any(one.is_quotation for one in read(text))


def test_any_indented_lines_above_a_line_of_the_annex_are_one() -> None:
    found = read(
        f"    1. Oars\n    2. Sails\n\n[1] a:0f · 1–2 · {'0f' * 32}\n\n    3. Masts\n\nNo."
    )
    assert [one.text for one in found if one.is_quotation] == ["1. Oars\n2. Sails"]


def test_underlined_lines_are_headings_and_rules_no_words() -> None:
    assert [
        (one.text, one.heading) for one in read("Note\n====\n\nPart\n----\nText\n\n* * *\n\n***")
    ] == [
        ("Note", 1),
        ("Part", 2),
        ("Text", 0),
        ("* * *", 0),
    ]


def test_any_kind_of_line_end_and_encoding() -> None:
    assert texts("Un\r\n\r\ndeux\r\rtrois\fquatre") == ["Un", "deux", "trois quatre"]
    assert draft(".txt", "“été d’État”".encode("cp1252")).paragraphs[0].text == "“été d’État”"
    assert draft(".txt", "“d’État”".encode("utf-16")).paragraphs[0].text == "“d’État”"


def test_notes_below_the_text() -> None:
    for first, second, one, two in (
        ("[1]", "[2]", "[1] ", "[2]: "),
        ("¹", "²", "¹ ", "² "),
        ("[1]", "[2]", "1. ", "2) "),
        ("¹", "²", "1. ", "2. "),
    ):
        assert read(f"Oars{first} and sails.{second}\n\nNotes\n\n{one}Here.\n{two}There.") == (
            DraftParagraph("Oars and sails.", marks=(Mark(4, "1"), Mark(15, "2"))),
            DraftParagraph("Notes"),
            DraftParagraph("Here.", Place.FOOTNOTE, note="1"),
            DraftParagraph("There.", Place.FOOTNOTE, note="2"),
        )


def test_several_marks_and_blanks_before_them() -> None:
    body, *_ = read("Oars [1, 2] and sails [1].\n\n[1] Here.\n[2] There.")
    assert body == DraftParagraph(
        "Oars and sails.", marks=(Mark(4, "1"), Mark(4, "2"), Mark(14, "1"))
    )


def test_other_numbers_are_words() -> None:
    assert texts("Five m² of sails [3] in the year [2019].²\n\n² Here.") == [
        "Five m² of sails [3] in the year [2019].",
        "Here.",
    ]
    assert texts("1. Oars\n2. Sails") == ["1. Oars", "2. Sails"]


def test_numbers_among_quoted_words_are_words() -> None:
    found = read("“As said [1] there, m³ [1].”[1]\n\n> In [1] too. [1]\n\n[1] Here.")
    assert [(one.text, [mark.at for mark in one.marks]) for one in found] == [
        ("“As said [1] there, m³.”", [22, 24]),
        ("In [1] too.", [11]),
        ("Here.", []),
    ]


def test_a_web_page_is_refused() -> None:
    with pytest.raises(FormatError):
        read("<html><p>x</p></html>")
