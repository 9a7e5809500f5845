import pytest

from cmp_search.verification.annex import AnnexLine, annex_of, excerpts_of
from cmp_search.verification.draft import Place

from .made import draft, found, line

EDITION = "0f3a" * 16
LINE = f"[3] cmp-2019-en:0f3a9b · 120–245 · {EDITION}"


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        LINE.replace(" ", "\u00a0"),
        LINE.replace("–", "-"),
        LINE.replace("–", " — "),
        LINE.replace(" · ", "\n·\n"),
        LINE.replace(" · ", "·"),
        f"  {LINE}\n",
    ],
)
def test_a_line_is_read_as_programs_leave_it(text: str) -> None:
    expected = AnnexLine(3, "cmp-2019-en:0f3a9b", 120, 245, EDITION, 1)
    assert annex_of(draft("Annex", text)) == (expected,)


def test_a_passage_may_have_a_number_and_a_line_none() -> None:
    lines = annex_of(draft(LINE.replace("9b ·", "9b-2 ·"), LINE.removeprefix("[3] ")))
    assert [(one.n, one.passage) for one in lines] == [
        (3, "cmp-2019-en:0f3a9b-2"),
        (0, "cmp-2019-en:0f3a9b"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"See {LINE}",
        f"{LINE}.",
        LINE[:-1],
        LINE.replace("120–245", "120"),
        LINE.replace("cmp-2019-en:", ""),
    ],
)
def test_other_words_are_no_line(text: str) -> None:
    assert annex_of(draft(text)) == ()


def test_excerpts_stand_above_their_lines_or_below() -> None:
    above = draft("One", ">a b c d", LINE, "Other", ">e f g h", ">i j k l", LINE[4:], ">x")
    assert {at: one.n for at, one in excerpts_of(above).items()} == {1: 3, 4: 0, 5: 0}
    below = draft("One", LINE, ">a b c d", ">e f g h", "Two", LINE[4:], ">i j k l")
    assert {at: one.n for at, one in excerpts_of(below).items()} == {2: 3, 3: 3, 6: 0}


def test_a_plain_paragraph_below_its_line_is_the_excerpt() -> None:
    lines = [LINE, "a b c d", "No excerpt any more", LINE.replace("3", "4", 1), "e f g h"]
    assert found(*lines) == [("a b c d", ("3",)), ("e f g h", ("4",))]


def test_a_plain_paragraph_above_its_line_is_the_excerpt_if_it_has_its_length() -> None:
    words = "a b c d " * 15
    lines = [f"{words}e f g.", LINE, "Footnote 4", "h i j k", LINE.replace("3", "4", 1)]
    assert [notes for _, notes in found(*lines)] == [("3",), ("4",)]


def test_an_excerpt_belongs_to_its_footnote() -> None:
    assert found("It says “a b c d”.^3", ">a b c d", LINE, line("Report.", note="3")) == [
        ("a b c d", ("3",)),
        ("a b c d", ("3",)),
    ]


def test_headings_in_citations_are_no_quotations() -> None:
    note = "Report, in “Results of the Group”. It says “i j k l”."
    lines = [
        *("Own “a b c d” words", "Footnote 1"),
        *("Report, in “Results of\u00a0the Group”.", ">e f g h", LINE),
        *("Report, in “Other Results”.", ">e f g h", LINE[4:]),
    ]
    assert found(*lines, line(note, Place.FOOTNOTE, note="3")) == [
        ("a b c d", ()),
        ("e f g h", ("3",)),
        ("e f g h", ()),
        ("i j k l", ("3",)),
    ]


def test_questions_of_the_search_record_are_no_quotations() -> None:
    record = ["“What does it say of tides?”", "Nothing found.", "Index 0f3a9b0f, generation g1."]
    assert found(">a b c d", LINE, *record, "“e f g h”^1") == [
        ("a b c d", ("3",)),
        ("e f g h", ("1",)),
    ]
