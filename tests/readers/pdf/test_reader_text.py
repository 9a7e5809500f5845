"""How the lines of a PDF become paragraphs, items, rows and notes in reading order."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfWriter

from cmp_search.documents.document import BlockKind
from cmp_search.readers.pdf.letters import normalise
from tests.readers.pdf.reading import LONG, SENTENCE, read, saved

from ..looking import kinds, page_texts, texts
from ..pdf_making import LEADING, LEFT, Drawn, heading, lines, pdf, stacked


def test_lines_are_put_together_to_paragraphs() -> None:
    extract = read(pdf(stacked(LONG, SENTENCE, LONG)))
    assert texts(extract) == [LONG.strip(), SENTENCE.strip(), LONG.strip()]


def test_an_indent_begins_a_paragraph() -> None:
    first, second = lines(LONG, 700), lines(LONG, 658)
    first[-1] = replace(first[-1], text=SENTENCE.strip())
    second[0] = replace(second[0], x=LEFT + 14, text=second[0].text.removesuffix(" twice"))
    page = [
        *first,
        *(replace(line, y=first[-1].y - (i + 1) * LEADING) for i, line in enumerate(second)),
    ]
    assert len(texts(read(pdf(page)))) == 2


def test_a_paragraph_that_runs_over_a_page_is_one_block_on_both() -> None:
    whole = lines(LONG, 720)
    cut, rest = whole[:-1], replace(whole[-1], y=720)
    extract = read(pdf(cut, [rest, *lines("A new one stands here, and it ends at once.", 680)]))
    assert texts(extract) == [LONG.strip(), "A new one stands here, and it ends at once."]
    assert page_texts(extract)[0] == " ".join(line.text for line in cut)


def test_a_new_sentence_on_the_next_page_is_a_new_block() -> None:
    assert len(read(pdf(stacked(LONG), stacked("Then " + LONG))).blocks) == 2


def joined(*drawn: str) -> str:
    """What two lines become, in a document whose other words are given first."""
    others, upper, lower = drawn
    page = [*lines(others, 720), Drawn(upper, 600), Drawn(lower, 586)]
    return texts(read(pdf(page)))[-1]


FILL = "and the keeper trims the wick of the lamp in the tall white tower of "


@pytest.mark.parametrize(
    ("others", "upper", "lower", "word"),
    [
        ("Nothing of the kind.", "light-", "house keeping", "lighthouse keeping"),
        ("A light-house stands.", "light-", "house keeping", "light-house keeping"),
        ("A light-house or lighthouse.", "light-", "house keeping", "lighthouse keeping"),
        ("Nothing of the kind.", "Canada-", "Mexico talks", "Canada-Mexico talks"),
        ("Nothing of the kind.", "ship-to-", "shore radio", "ship-to-shore radio"),
        ("Nothing of the kind.", "1998-", "1999 gales", "1998-1999 gales"),
        ("Nothing of the kind.", "light\xad", "house keeping", "lighthouse keeping"),
        ("Nothing of the kind.", "and/", "or neither", "and/or neither"),
        ("Nothing of the kind.", "towers –", "of stone", "towers – of stone"),
    ],
)
def test_words_broken_at_the_end_of_a_line(others: str, upper: str, lower: str, word: str) -> None:
    assert joined(others, FILL + upper, lower) == FILL + word


def test_a_word_broken_at_the_end_of_a_page() -> None:
    extract = read(pdf([Drawn(FILL + "light-", 720)], [Drawn("house keeping.", 720)]))
    assert texts(extract) == [FILL + "lighthouse keeping."]
    assert page_texts(extract)[1] == "house keeping."


def test_ligatures_odd_spaces_and_soft_hyphens_are_mended() -> None:
    assert (
        normalise("Oﬃcial\xa0ﬂares  \u2003for\xadever \uf0b7\ue001\x02")
        == "Official flares forever •"
    )
    assert texts(read(pdf([Drawn("Official\xa0ﬂares", 700)]))) == ["Official flares"]


def test_items_with_bullets_and_numbers() -> None:
    item = (
        "the lamp is trimmed at dusk and at midnight by the keeper or, on leave days, by the mate;"
    )
    page = [
        Drawn("Each night:", 700),
        Drawn("•", 680),
        *lines(item, 680, LEFT + 12, 300),
        Drawn("– the log", 640),
        Drawn("1) Lock the door.", 620),
        Drawn("2) Go to bed, when nobody calls any more", 606),
        Drawn("and the wind has dropped.", 592, x=LEFT + 14),
    ]
    assert kinds(read(pdf(page))) == [
        "paragraph: Each night:",
        f"item: {item}",
        "item: the log",
        "item: 1) Lock the door.",
        "item: 2) Go to bed, when nobody calls any more and the wind has dropped.",
    ]


def test_cells_side_by_side_are_a_row() -> None:
    row = [Drawn("Ayr", 500), Drawn("1840", 500, x=200), Drawn("White tower", 500, x=320)]
    extract = read(pdf([*lines(LONG, 700), *row, *lines(LONG, 460)]))
    assert texts(extract, BlockKind.ROW) == ["Ayr | 1840 | White tower"]


def test_small_type_with_a_number_is_a_note() -> None:
    note = Drawn("1 Measured from the quay.", 80, size=7)
    page = [*lines(LONG, 700), note, replace(note, text="2 Twice.", y=70)]
    assert texts(read(pdf(page)), BlockKind.NOTE) == ["1 Measured from the quay.", "2 Twice."]


@pytest.mark.parametrize("count", [1, 2])
def test_notes_that_split_a_paragraph_stand_before_it_on_their_page(count: int) -> None:
    whole = lines(LONG, 160)
    cut, rest = whole[:-1], replace(whole[-1], y=720)
    notes = [Drawn(f"{n} Measured from the quay.", 80 - 10 * n, size=7) for n in (1, 2)][:count]
    page = [*stacked(heading("Lamps"), SENTENCE), *cut, *notes]
    extract = read(pdf(page, [rest, *lines("A new one stands here, and it ends at once.", 680)]))
    assert kinds(extract)[1:] == [
        f"paragraph: {SENTENCE.strip()}",
        *(f"note: {note.text}" for note in notes),
        f"paragraph: {LONG.strip()}",
        "paragraph: A new one stands here, and it ends at once.",
    ]
    block = extract.blocks[-2]
    first, second = extract.pages
    assert first.start <= block.start < first.end < block.end <= second.end
    assert all(note.text in page_texts(extract)[0] for note in notes)


def test_notes_after_a_paragraph_that_ends_stay_behind_it() -> None:
    note = Drawn("1 Measured from the quay.", 70, size=7)
    extract = read(pdf([*lines(LONG, 160), note], stacked("Then " + LONG)))
    assert [kind.partition(":")[0] for kind in kinds(extract)] == ["paragraph", "note", "paragraph"]
    assert len(texts(extract)) == 3


def test_a_raised_number_stays_on_its_line() -> None:
    page = [Drawn("Nine fathoms", 700), Drawn("3", 704, x=137, size=6), *lines(LONG, 650)]
    assert texts(read(pdf(page)))[0] == "Nine fathoms 3"


def test_columns_are_read_one_after_the_other() -> None:
    left = lines("The left column speaks of the sea and of its many moods. " * 3, 700, 72, 200)
    right = lines("The right column speaks of the land and of its roads. " * 3, 700, 320, 200)
    extract = read(pdf([*left, *right]))
    assert extract.text.index("moods. The left") < extract.text.index("The right column")
    assert "sea and of its many moods. The left column speaks" in extract.text


def test_what_is_drawn_last_and_stands_above_is_read_first() -> None:
    upper, lower = (
        lines("First comes the dusk over the bay.", 700),
        lines("Then the night falls.", 500),
    )
    assert texts(read(pdf([*lower, *upper])))[0] == "First comes the dusk over the bay."


def test_words_drawn_twice_for_boldness_are_one() -> None:
    page = [Drawn("Lamp oil", 700), Drawn("Lamp oil", 700, x=LEFT + 0.3), *lines(LONG, 650)]
    assert texts(read(pdf(page)))[0] == "Lamp oil"


def test_a_page_set_sideways_is_read_upright() -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf(stacked(LONG, SENTENCE))))
    writer.pages[0].rotate(90)
    writer.pages[0].transfer_rotation_to_content()
    assert texts(read(saved(writer))) == [LONG.strip(), SENTENCE.strip()]
