import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.verification.draft import Draft, DraftParagraph, Mark, Place
from cmp_search.verification.finding import find_quotations

from .made import draft, found, line


def test_quotations_of_every_place_are_found_where_they_stand() -> None:
    read = draft(
        "It says “a b c d”.^1",
        line("«e f g h»^2", Place.TABLE),
        line("Report: “i j k l”.", Place.FOOTNOTE, note="1"),
        line("See p. 3.", Place.FOOTNOTE, note="1"),
        line("«m n o p»", Place.ENDNOTE, note="2"),
    )
    report = "Report: “i j k l”.\nSee p. 3."
    assert [
        (one.text, one.paragraph, one.place, one.labels, one.notes) for one in find_quotations(read)
    ] == [
        ("a b c d", 0, Place.BODY, ("1",), (report,)),
        ("e f g h", 1, Place.TABLE, ("2",), ("«m n o p»",)),
        ("i j k l", 2, Place.FOOTNOTE, ("1",), (report,)),
        ("m n o p", 4, Place.ENDNOTE, ("2",), ("«m n o p»",)),
    ]


def test_short_ones_are_found_and_empty_ones_not() -> None:
    assert found("The “so called” plan, “…”, “ ” and “”.") == [("so called", ())]


def test_blanks_within_the_marks_are_none_of_its_words() -> None:
    assert found("« \u00a0mots\u202f d’ici\u00a0»") == [("mots\u202f d’ici", ())]


@pytest.mark.parametrize("again", ["“", "«", '"'])
def test_a_quotation_over_paragraphs_opens_anew_in_each(again: str) -> None:
    end = {"“": "”", "«": "»", '"': '"'}[again]
    assert found(
        f"It says {again}one goes on.", f"{again}Two goes on.", f"{again}Three ends{end}.^1 Yes."
    ) == [("one goes on.\nTwo goes on.\nThree ends", ("1",))]


def test_french_marks_may_be_closing_ones_in_each_paragraph() -> None:
    assert found("« un continue", "» deux continue", "» trois » fin.^1") == [
        ("un continue\ndeux continue\ntrois", ("1",))
    ]


def test_a_quotation_may_go_on_without_opening_anew() -> None:
    lines = ["It says “one goes on", "and on", "to its end”^1 and “a new one”.^2"]
    assert found(*lines) == [("one goes on\nand on\nto its end", ("1",)), ("a new one", ("2",))]


def test_marks_anew_at_lines_are_none_of_its_words() -> None:
    assert found("« mots un\n» mots deux\n» mots trois »^1") == [
        ("mots un\n mots deux\n mots trois", ("1",))
    ]


@pytest.mark.parametrize(
    "rest",
    [
        ["One.", "Two.", "Three.", "Four with “another” here."],
        [">Set words”"],
        [line("Heading”", heading=1)],
        [line("In a note”", Place.FOOTNOTE, note="1")],
        [],
    ],
)
def test_a_missing_mark_swallows_no_more_than_its_paragraph(
    rest: list[str | DraftParagraph],
) -> None:
    first, *_ = found("It says “one never ends, it seems.", *rest)
    assert first == ("one never ends, it seems.", ())


def test_what_is_never_closed_ends_at_a_note_or_another_quotation() -> None:
    assert found("“one is never closed^1 but “two is”.^2") == [
        ("one is never closed", ("1",)),
        ("two is", ("2",)),
    ]
    assert found("“one is never closed.^1", "“Two is closed” here.") == [
        ("one is never closed.", ("1",)),
        ("Two is closed", ()),
    ]


def test_a_stray_mark_is_no_quotation() -> None:
    assert found('A stray " here.', "Another “ of these", 'and "so') == []


def test_set_paragraphs_have_their_note_or_the_next_one_or_the_one_above() -> None:
    assert found("As told:^1", ">a b c d", ">e f g h") == [("a b c d", ("1",)), ("e f g h", ("1",))]
    assert found("As^1 told:", ">a b c d", ">e f g h^2") == [
        ("a b c d", ("2",)),
        ("e f g h", ("2",)),
    ]
    assert found("As told^1 there.", ">a b c d") == [("a b c d", ())]
    assert found("As told:^1", ">a b c d^2", ">e f g h") == [("a b c d", ("2",)), ("e f g h", ())]


def test_paths_of_headings_in_footnotes_are_no_quotations() -> None:
    note = line("In “Part II: Groups › Lens Group”, it says “a › b ‹c› d”.", note="1")
    assert found("As “a › b” said^1", note) == [("a › b", ("1",)), ("a › b ‹c› d", ("1",))]


def test_names_in_headings_are_no_quotations_without_a_note() -> None:
    lines = [line("On “The Tides of 2019”", heading=2), line("On “a b c d”^1", heading=2)]
    assert found(*lines) == [("a b c d", ("1",))]


SIGNS = st.text("“”\"«»‘’' \na.c", max_size=30)
PARAGRAPHS = st.builds(
    lambda text, at, is_set: DraftParagraph(
        text, marks=(Mark(min(at, len(text)), "1"),), is_quotation=is_set
    ),
    SIGNS,
    st.integers(0, 30),
    st.booleans(),
)


@given(st.lists(PARAGRAPHS, max_size=8))
def test_any_draft_gives_words_of_it_in_order(paragraphs: list[DraftParagraph]) -> None:
    read = Draft(tuple(paragraphs))
    quotations = find_quotations(read)
    assert [one.paragraph for one in quotations] == sorted(one.paragraph for one in quotations)
    for one in quotations:
        first = one.text.split("\n")[0]
        assert first in paragraphs[one.paragraph].text
        assert any(map(str.isalnum, one.text))
