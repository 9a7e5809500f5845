import pytest

from cmp_search.readers.common.boilerplate import (
    TablesOfContents,
    body_lines,
    is_boilerplate,
    is_contents,
)


@pytest.mark.parametrize(
    "line",
    [
        "Language selection",
        "  Sélection de la langue ",
        "BUSCAR",
        "Date modified: 2021-03-04",
        "Fecha de modificación : 2021-03-04",
        "Date modified:",
    ],
)
def test_lines_of_the_page_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line", ["Search for survivors", "Date modified by the clerk", "Menus", ""]
)
def test_other_lines_are_not(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize("line", ["Table of Contents", "Sur cette page :", "Índice 2", "CONTENTS"])
def test_headings_of_contents(line: str) -> None:
    assert is_contents(line)


def test_contents_end_at_the_first_line_that_does_not_come_again() -> None:
    lines = ["Contents", "Oak ..... 2", "Elm ..... 3", "Oak", "It is hard.", "Elm", "It bends."]
    assert TablesOfContents(lines).end(0) == 3
    kept, contents, boilerplate = body_lines(lines)
    assert [lines[i] for i in kept] == lines[3:]
    assert (contents, boilerplate) == ([0, 1, 2], [])


def test_contents_end_where_their_first_entry_comes_again() -> None:
    lines = ["Contents", "Oak", "Elm", "Oak", "It is hard.", "Elm", "It bends.", "Annex", "Oak"]
    assert body_lines([*lines, "Elm"]).kept == list(range(3, 10))


def test_a_sentence_that_comes_again_is_no_entry() -> None:
    lines = ["On this page", "Write by May.", "Oak", "It is hard.", "Write by May.", "Oak"]
    assert body_lines(lines).kept == [1, 2, 3, 4, 5]


def test_an_entry_with_a_page_number_may_repeat_or_differ_from_its_heading() -> None:
    entries = ["Oak 2", "Summary 3", "Elm 4", "Summary 5", "The ash of old 6", "Fir 7"]
    body = ["Oak", "Summary", "Elm", "Summary", "Old ash", "Fir", "It is hard."]
    assert body_lines(["Contents", *entries, *body]).kept == list(range(7, 14))


def test_a_bare_heading_of_contents_goes() -> None:
    assert body_lines(["Table of contents", "Oak", "It is hard."]).kept == [1, 2]


def test_a_summary_is_no_table_of_contents() -> None:
    assert body_lines(["Sommaire", "Le chêne est dur.", "Fin"]).kept == [0, 1, 2]


def test_body_of_nothing() -> None:
    assert body_lines([]) == ([], [], [])


def test_boilerplate_is_counted() -> None:
    assert body_lines(["Search", "Oak", "Menu"]) == ([1], [], [0, 2])


def test_many_headings_of_contents_take_no_time_squared() -> None:
    lines = ["Contents"] * 50_000
    assert body_lines(lines) == ([49_999], list(range(49_999)), [])
