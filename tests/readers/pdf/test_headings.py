"""Headings of PDFs: outline, type, numbers and shape together, and what only looks like one."""

from dataclasses import replace

import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf import read

from ..looking import texts, tree
from ..pdf_making import BOLD, LEADING, LEFT, Drawn, heading, lines, pdf, stacked

LONG = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. " * 3


TITLE = Drawn("Coast Book", 765, size=24)
Outline = list[tuple[str, int, int, float]]


def headings(*pages: list[Drawn], outline: Outline | None = None) -> list[str]:
    return texts(_read(*pages, outline=outline), BlockKind.HEADING)


def paths(*pages: list[Drawn], outline: Outline | None = None) -> list[str]:
    return [path for path, _ in tree(_read(*pages, outline=outline)) if path]


def _read(first: list[Drawn], *others: list[Drawn], outline: Outline | None = None) -> Extract:
    return read(pdf([TITLE, *first], *others, outline=outline or []))


def test_an_outline_of_chapters_does_not_hide_sections_set_in_type() -> None:
    page = stacked(
        heading("1 Lamps", 16),
        LONG,
        heading("1.1 Wicks", 13),
        LONG,
        heading("Oil", 13),
        LONG,
        heading("2 Towers", 16),
        LONG,
    )
    tops = {line.text: line.y + line.size for line in page}
    outline = [(words, 0, 0, tops[words]) for words in ("1 Lamps", "2 Towers")]
    assert paths(page, outline=outline) == [
        "1 Lamps",
        "1 Lamps › 1.1 Wicks",
        "1 Lamps › Oil",
        "2 Towers",
    ]


def test_lines_of_a_title_page_are_no_headings_beside_an_outline() -> None:
    cover = [
        Drawn("Third edition", 500, size=16, font=BOLD),
        Drawn("Office of Lights, coast@example.org", 440, size=16),
    ]
    page = stacked(heading("Lamps"), LONG)
    outline = [("Lamps", 0, 1, page[0].y + 16)]
    assert headings(cover, page, outline=outline) == ["Lamps"]


@pytest.mark.parametrize("sizes", [(16, 13, 16, 13), (13, 16, 13, 13), (12, 14, 16, 18)])
def test_one_series_keeps_one_level_whatever_its_sizes(sizes: tuple[int, ...]) -> None:
    names = ["1. Lamps", "2. Wicks", "3. Oil", "4. Towers"]
    parts = zip(names, sizes, strict=True)
    page = stacked(*(part for name, size in parts for part in (heading(name, size), LONG)))
    assert paths(page) == names


def test_divisions_in_one_type_nest_by_their_kind() -> None:
    names = ["Título Primero", "Capítulo I", "Sección I", "Sección II", "Capítulo II"]
    page = stacked(*(part for name in names for part in (heading(name, 10), LONG)))
    assert paths(page)[-2:] == [
        "Título Primero › Capítulo I › Sección II",
        "Título Primero › Capítulo II",
    ]


def test_a_division_takes_the_name_on_the_line_below() -> None:
    chapter = [Drawn("CHAPTER II", 700, x=200, font=BOLD), Drawn("Wicks and Oil", 684, x=195)]
    assert headings([*chapter, *lines(LONG, 650)]) == ["CHAPTER II Wicks and Oil"]


def test_plain_divisions_are_headings_beside_bold_ones() -> None:
    page = stacked(heading("Lamps"), LONG, "Article 1 – Wicks", LONG)
    assert headings(page) == ["Lamps", "Article 1 – Wicks"]


def test_bold_lines_with_plain_numbers_are_headings_and_hold_dotted_ones() -> None:
    names = ("1 Lamps", "2 Oil", "2.1 Seal oil", "3 Wicks")
    page = [part for name in names for part in (heading(name, 10.5), LONG)]
    assert paths(stacked(*page, Drawn("12 May 1931", 0, font=BOLD))) == [
        "1 Lamps",
        "2 Oil",
        "2 Oil › 2.1 Seal oil",
        "3 Wicks",
    ]


def test_the_number_of_a_heading_may_stand_apart_from_it() -> None:
    def numbered(number: str, words: str, y: float) -> list[Drawn]:
        return [Drawn(part, y, x, font=BOLD) for part, x in ((number, LEFT), (words, LEFT + 36))]

    page = [*numbered("1", "Lamps", 700), *lines(LONG, 670), *numbered("2", "Oil", 600)]
    assert headings([*page, *lines(LONG, 570)]) == ["1 Lamps", "2 Oil"]


def test_a_question_in_bold_is_a_heading() -> None:
    question = heading("Who trims the lamp at night?", 10.5)
    assert headings(stacked(heading("Lamps"), LONG, question, LONG)) == ["Lamps", question.text]


def test_plain_lines_with_numbers_are_headings_above_text_and_not_in_lists() -> None:
    page = stacked("1. Lamps", LONG, "2. Oil", LONG)
    items = stacked("3. Wicks of wool", "4. Wicks of flax", "5. Sand", y=page[-1].y - 40)
    assert headings([*page, *items]) == ["1. Lamps", "2. Oil"]


@pytest.mark.parametrize("font", [BOLD, "Vera"])
def test_an_article_that_runs_in_is_split_from_its_text(font: str) -> None:
    articles = [f"Artículo {n}.- La lámpara arde toda la noche. {LONG}".strip() for n in (1, 2)]
    page = stacked(*articles)
    page = [replace(one, font=font) if one.text.startswith("Artículo") else one for one in page]
    extract = _read(page)
    assert texts(extract, BlockKind.HEADING) == ["Artículo 1.-", "Artículo 2.-"]
    assert texts(extract, BlockKind.PARAGRAPH)[0].startswith("La lámpara arde")


def test_a_sentence_that_names_an_article_is_no_heading() -> None:
    assert headings(stacked(LONG, "Article 5 of the Agreement applies to lamps.", LONG)) == []


def _continued(first: str, font: str = BOLD) -> list[Drawn]:
    """A paragraph whose first line is in another type."""
    body = lines("of the coast and of its towers, which burn oil all night. " + LONG, 700 - LEADING)
    return [Drawn(first, 700, font=font), *body, *lines(LONG, 560)]


@pytest.mark.parametrize(
    "words",
    [
        "First. Time for opening the Office of Lamps and the Office",
        "The keepers and the boatmen",
    ],
)
def test_bold_words_that_the_next_line_goes_on_with_are_no_heading(words: str) -> None:
    assert headings(_continued(words)) == []


def test_bold_names_within_a_paragraph_are_no_heading() -> None:
    rows = [
        ("Northport, 12 May 1931.- Ada Mast, President of the Office.- Sen.", "Vera"),
        ("Bea Buoy Maple, Keeper of Lamps.- Rep. Carl Cactus, Clerk", BOLD),
        ("Dora Elm, Keeper of Oil.- Signed.", "Vera"),
    ]
    drawn = [Drawn(text, 400 - i * LEADING, font=font) for i, (text, font) in enumerate(rows)]
    assert headings([*lines(LONG, 700), *drawn]) == []


@pytest.mark.parametrize(
    "words",
    ["Bea Buoy, Maple Ministry", "Ana María Faro, Secretaria de Puertos", "Dip. Ana Faro"],
)
@pytest.mark.parametrize("above", [heading("Lamps"), LONG])
def test_a_signature_is_no_heading(words: str, above: Drawn | str) -> None:
    assert words not in headings(stacked(above, LONG, heading(words, 10)))
    assert words not in headings(stacked(above, LONG, words))


@pytest.mark.parametrize(("room", "expected"), [(50, ["Lamps"]), (24, ["Lamps", "Ann Tide"])])
def test_a_name_below_room_to_sign_is_no_heading(room: int, expected: list[str]) -> None:
    text = stacked(heading("Lamps", 10), LONG)
    name = Drawn("Ann Tide", text[-1].y - room, font=BOLD)
    assert headings([*text, name, Drawn("Minister of Lamps", name.y - LEADING)]) == expected


def test_whole_sentences_in_bold_or_large_type_are_no_headings() -> None:
    sentence = "The lamps of the coast are lit at dusk by every keeper."
    page = stacked(heading("Lamps"), LONG, heading(sentence, 10), LONG, heading(sentence, 13), LONG)
    assert headings(page) == ["Lamps"]


def test_a_bold_line_between_rows_of_a_table_is_no_heading() -> None:
    rows = [("Lamp", "Oil"), ("North", ""), ("Old tower", "3 l"), ("New tower", "5 l")]
    table = [
        Drawn(cell, 400 - i * LEADING, x=LEFT + 200 * column, font=BOLD if not row[1] else "Vera")
        for i, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]
    assert headings([*stacked(heading("Lamps"), LONG), *table]) == ["Lamps"]


def test_letters_and_addresses_are_no_headings() -> None:
    page = stacked(heading("Lamps"), LONG, heading("A", 14), LONG, heading("www.coast.example", 14))
    assert headings(page) == ["Lamps"]


def test_the_strongest_evidence_is_named() -> None:
    page = stacked(heading("Lamps"), LONG)
    outline = [("Lamps", 0, 0, page[0].y + 16)]
    assert _read(page, outline=outline).headings_from is HeadingOrigin.OUTLINE
    assert _read(page).headings_from is HeadingOrigin.STYLE
    plain = stacked("Article 1 – Wicks", LONG)
    assert _read(plain).headings_from is HeadingOrigin.SHAPE
