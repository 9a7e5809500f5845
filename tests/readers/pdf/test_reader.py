"""Pages, headings, running lines and contents of PDFs."""

import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin
from tests.readers.pdf.reading import LONG, book, outlined, read

from ..looking import kinds, page_texts, texts, tree
from ..pdf_making import BOLD, Drawn, heading, lines, pdf, stacked


def test_pages_carry_the_labels_printed_on_them() -> None:
    pages = [stacked(f"Page of the number {i}.") for i in "abcd"]
    extract = read(pdf(*pages, roman=2))
    assert [(page.number, page.label) for page in extract.pages] == [
        (1, "i"),
        (2, "ii"),
        (3, "1"),
        (4, "2"),
    ]


def test_a_file_without_labels_gives_none() -> None:
    assert [page.label for page in read(pdf(stacked(LONG))).pages] == [None]


def test_empty_pages_count() -> None:
    extract = read(
        pdf([], stacked("A lamp is lit at dusk."), [], stacked("It burns till dawn."), [])
    )
    assert page_texts(extract) == ["", "A lamp is lit at dusk.", "", "It burns till dawn.", ""]


def test_language_and_title_that_the_file_states() -> None:
    extract = read(pdf(stacked(LONG), title="Lights of the Coast", language="fr-CA"))
    assert (extract.language, extract.title) == ("fr", "Lights of the Coast")
    assert read(pdf(stacked(LONG), language="de")).language == ""


def test_the_outline_gives_headings_whatever_their_numbering_and_case() -> None:
    data = outlined("Lamps", "wicks and — oil")
    extract = read(data)
    assert extract.headings_from is HeadingOrigin.OUTLINE
    assert [path for path, _ in tree(extract)] == ["2.1 Lamps", "2.1 Lamps › 2.1.1 Wicks and Oil"]


def test_an_outline_that_names_other_things_is_not_used() -> None:
    extract = read(outlined("First", "Second"))
    assert extract.headings_from is not HeadingOrigin.OUTLINE


def test_an_entry_whose_words_stand_twice_means_the_place_it_points_to() -> None:
    page = stacked("Lamps", LONG, "Lamps", LONG)
    lower = page[-5].y + 12
    extract = read(pdf(page, outline=[("Lamps", 0, 0, lower)]))
    assert kinds(extract)[0] == "paragraph: Lamps"
    assert [path for path, _ in tree(extract)] == ["", "Lamps"]


def test_a_heading_over_two_lines_is_one() -> None:
    page = [Drawn("How the lamps", 700), Drawn("are trimmed", 686), *lines(LONG, 650)]
    extract = read(pdf(page, outline=[("How the lamps are trimmed", 0, 0, 710)]))
    assert kinds(extract)[0] == "heading1: How the lamps are trimmed"


def test_size_and_weight_rank_headings_without_an_outline() -> None:
    page = stacked(
        heading("Coast Book", 24),
        heading("Lamps", 16),
        LONG,
        heading("Wicks", 12),
        LONG,
        heading("Oil", 10),
        LONG,
        heading("Towers", 16),
        LONG,
    )
    extract = read(pdf(page))
    assert extract.headings_from is HeadingOrigin.STYLE
    assert extract.title == "Coast Book"
    assert [path for path, _ in tree(extract)] == [
        "Lamps",
        "Lamps › Wicks",
        "Lamps › Wicks › Oil",
        "Towers",
    ]


def test_headings_of_one_type_are_ranked_by_their_numbering() -> None:
    page = stacked(
        *(part for t in ("I. Lamps", "a) Wicks", "II. Oil") for part in (heading(t), LONG))
    )
    assert [path for path, _ in tree(read(pdf(page)))] == [
        "I. Lamps",
        "I. Lamps › a) Wicks",
        "II. Oil",
    ]


def test_lines_that_stand_alone_are_headings_where_all_type_is_the_same() -> None:
    extract = read(pdf(stacked("Coast Book", "I. Lamps", LONG, "II. Oil", LONG)))
    assert extract.headings_from is HeadingOrigin.SHAPE
    assert extract.title == "Coast Book"
    assert [path for path, _ in tree(extract)] == ["I. Lamps", "II. Oil"]


def test_text_without_headings_says_so() -> None:
    assert read(pdf(stacked(LONG))).headings_from is HeadingOrigin.NONE


def test_the_line_that_repeats_the_stated_title_is_no_heading() -> None:
    page = stacked(heading("Coast", 14), heading("COAST BOOK, 3rd edition", 14), LONG)
    extract = read(pdf(page, title="Coast Book"))
    assert extract.title == "Coast Book"
    assert texts(extract, BlockKind.TITLE) == ["COAST BOOK, 3rd edition"]


@pytest.mark.parametrize(
    "title", ["Microsoft Word - final.doc", "report_v3.pdf", "untitled", "1234"]
)
def test_a_file_name_is_no_title(title: str) -> None:
    page = stacked(heading("Coast Book", 24), LONG)
    assert read(pdf(page, title=title)).title == "Coast Book"


def test_author_and_date_under_the_title_are_no_headings() -> None:
    by_lines = [Drawn("Ada Mast", 0, size=13), Drawn("12 May 1931", 0, size=13)]
    page = stacked(heading("Coast Book", 24), *by_lines, heading("Lamps"), LONG)
    extract = read(pdf(page))
    assert [path for path, _ in tree(extract)] == ["", "Lamps"]
    assert texts(extract)[1:3] == ["Ada Mast", "12 May 1931"]


def test_a_line_under_the_title_is_a_heading_where_the_outline_says_so() -> None:
    page = stacked(heading("Coast Book", 24), Drawn("Lamps", 0, size=13), LONG)
    extract = read(pdf(page, outline=[("Lamps", 0, 0, 700)]))
    assert kinds(extract)[:2] == ["title: Coast Book", "heading1: Lamps"]


@pytest.mark.parametrize("count", [2, 3, 7])
@pytest.mark.parametrize("height", [760, 30])
def test_running_lines_are_left_out(count: int, height: float) -> None:
    extract = read(pdf(*book(count, "Keeper’s Book, page # of 9", height=height)))
    assert "Keeper" not in extract.text
    assert len(extract.blocks) == count


def test_running_lines_whose_words_change_go_with_their_page_number() -> None:
    pages = book(8)
    heads = ["Lamps 1", "Lamps 2", "Wicks 3", "Oil 4", "Oil 5", "Glass 6", "Stairs 7", "Doors 8"]
    for page, head in zip(pages, heads, strict=True):
        page.insert(0, Drawn(head, 760, size=8))
    assert len(read(pdf(*pages)).blocks) == 8


@pytest.mark.parametrize("number", ["7", "– vii –", "Page 7 of 9", "7/9"])
def test_a_lone_page_number_is_left_out(number: str) -> None:
    extract = read(pdf([*stacked(LONG), Drawn(number, 40, x=300)]))
    assert number not in extract.text


def test_words_of_the_text_that_come_again_far_away_stay() -> None:
    pages = [[Drawn("Mexico:", 740), *page] for page in book(20)]
    for n, page in enumerate(pages):
        if n not in (0, 8, 16):
            del page[0]
    assert read(pdf(*pages)).text.count("Mexico:") == 3


def test_contents_are_left_out() -> None:
    leaders = " . . . . . . . . "
    contents = stacked("Contents", f"Lamps{leaders}2", f"Wicks and oil{leaders}2", "Towers 2")
    chapters = stacked("Lamps", LONG, "Wicks and oil", LONG, "Towers", LONG)
    extract = read(pdf(contents, chapters))
    assert page_texts(extract)[0] == ""
    assert [path for path, _ in tree(extract)][-1] == "Towers"


def test_a_list_of_figures_in_the_text_stays() -> None:
    rows = ["Lamps lit 12", "Lamps out 7", "Wicks cut 40", "Oil used 9"]
    assert set(rows) <= set(texts(read(pdf(stacked(LONG, *rows)))))


def test_bold_words_in_a_paragraph_make_no_heading() -> None:
    line = Drawn("The lamp", 700, font=BOLD)
    rest = Drawn("burns oil of the best kind, and a great deal of it all night.", 700, x=135)
    extract = read(pdf([line, rest, *lines(LONG, 660)]))
    assert not texts(extract, BlockKind.HEADING)
