"""Words are put together from the places of their letters."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import Flaw
from cmp_search.readers.pdf import reader
from cmp_search.readers.pdf.glyphs import Glyph, Glyphs, Spaced
from cmp_search.readers.pdf.letters import words_of

from ..looking import texts
from .canvas import body, drawn, read


def apart(words: str, gap: float, blank: float, drawn: bool) -> Glyphs:
    """Letters 5 points wide with gaps between them, and wider ones in place of blanks."""
    glyphs: list[Glyph] = []
    x, spaced = 0.0, Spaced.NO
    for letter in words:
        if letter == " ":
            x += blank
            spaced = Spaced.DRAWN if drawn else Spaced.NO
        else:
            glyphs.append(Glyph(x, x + 5, letter, spaced))
            x, spaced = x + 5 + gap, Spaced.NO
    return Glyphs.of(glyphs)


@pytest.mark.parametrize("gap", [-0.3, 0.0, 0.4, 2.0])
@pytest.mark.parametrize("drawn", [True, False])
def test_words_end_where_gaps_are_wider_than_others(gap: float, drawn: bool) -> None:
    words = "The lamp of the tower"
    assert words_of(apart(words, gap, 2.8, drawn), 10) == words


def test_a_blank_that_kerning_takes_back_is_none() -> None:
    glyphs = [
        Glyph(0, 5, "r", Spaced.NO),
        Glyph(5.2, 10, "e", Spaced.DRAWN),
        Glyph(10, 15, "d", Spaced.NO),
    ]
    assert words_of(Glyphs.of(glyphs), 10) == "red"


def test_single_figures_in_a_row_stay_apart() -> None:
    assert words_of(apart("1 2 3 4 5 6 7", 0, 4, True), 10) == "1 2 3 4 5 6 7"


@pytest.mark.parametrize(
    ("letters", "word"),
    [("´e", "é"), ("e´", "é"), ("˜n", "ñ"), ("c¸", "ç"), ("´ı", "í"), ("e\u0301", "é")],
)
def test_an_accent_drawn_by_itself_joins_its_letter(letters: str, word: str) -> None:
    glyphs = [Glyph(0.2 * i, 5 + 0.2 * i, letter, Spaced.NO) for i, letter in enumerate(letters)]
    glyphs.append(Glyph(5.2, 10, "t", Spaced.NO))
    assert words_of(Glyphs.of(glyphs), 10) == word + "t"


@pytest.mark.parametrize("accent_first", [True, False])
@pytest.mark.parametrize(("accent", "letter", "word"), [("^", "o", "côte"), ("~", "n", "cñte")])
def test_an_accent_as_wide_as_its_letter_joins_it(
    accent: str, letter: str, word: str, accent_first: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        width, own = (canvas.stringWidth(one, "Helvetica", 10) for one in (letter, accent))
        canvas.drawString(72, 600, "c")
        places = [(77.0, letter), (77 + (width - own) / 2, accent)]
        for x, part in reversed(places) if accent_first else places:
            canvas.drawString(x, 600, part)
        canvas.drawString(77 + width, 600, "te")

    assert word in texts(read(draw))


@pytest.mark.parametrize("gap", [4, 6, 9])
def test_short_words_of_letters_set_apart(gap: int) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.setFont("Helvetica-Bold", 14)
        x = 72.0
        for letter in "CHAPTER ONE":
            canvas.drawString(x, 500, letter)
            x += canvas.stringWidth(letter, "Helvetica-Bold", 14) + gap

    assert "CHAPTER ONE" in texts(read(draw))


def test_letters_drawn_one_by_one_in_any_direction() -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.translate(300, 500)
        canvas.rotate(90)
        x = 0.0
        for letter in "The moor of the north":
            if letter != " ":
                canvas.drawString(x, 0, letter)
            x += canvas.stringWidth(letter, "Helvetica", 10)

    assert "The moor of the north" in read(draw).text


def test_words_drawn_later_in_their_gap_stand_in_it() -> None:
    def draw(canvas: Canvas) -> None:
        x = 72 + canvas.stringWidth("The ", "Helvetica", 10)
        width = canvas.stringWidth("white", "Helvetica-Bold", 10)
        canvas.drawString(72, 700, "The")
        canvas.drawString(x + width + 2.8, 700, "tower stands on the cliff.")
        body(canvas)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(x, 700, "white")

    assert texts(read(draw))[0] == "The white tower stands on the cliff."


def test_letters_that_the_file_does_not_tell_are_warned_of() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        canvas.drawString(72, 700, "The \u4e00 lamp \u4e01 burns \u4e02 all \u4e03 night.")

    extract = read(draw)
    assert extract.text == "The lamp burns all night."
    assert Flaw.LOST_CHARACTERS in extract.flaws


def with_letters(data: bytes, letters: dict[str, str]) -> bytes:
    """A PDF whose fonts tell other letters for some of theirs."""
    pairs = "".join(f"<{ord(own):02X}> <{ord(told):04X}>\n" for own, told in letters.items())
    table = StreamObject()
    table.set_data(
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(letters)} beginbfchar\n{pairs}endbfchar endcmap".encode()
    )
    writer = PdfWriter(clone_from=BytesIO(data))
    reference = writer._add_object(table)
    page: Any = writer.pages[0]
    for font in page["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/ToUnicode")] = reference
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_private_characters_in_a_row_are_lost_letters_and_a_lone_one_is_a_bullet() -> None:
    letters = {letter: chr(0xF000 + ord(letter)) for letter in "abcdefghijklm"}
    extract = reader.read(with_letters(drawn(body), letters))
    assert Flaw.LOST_CHARACTERS in extract.flaws
    extract = reader.read(with_letters(drawn(body), {"T": "\uf054"}))
    assert not extract.flaws
    assert extract.text.startswith("he keeper of the light")


def test_what_is_filled_into_a_form_stands_beside_its_label() -> None:
    def draw(canvas: Canvas) -> None:
        for y, label, value in ((700, "Name:", "Ada Mast"), (670, "Tower:", "Bell Rock")):
            canvas.drawString(72, y, label)
            canvas.acroForm.textfield(
                name=label, value=value, x=200, y=y - 7, width=200, height=20, fontSize=10
            )
        body(canvas)

    assert texts(read(draw))[:2] == ["Name: | Ada Mast", "Tower: | Bell Rock"]


def test_a_hyphen_at_the_end_of_a_short_line_binds_the_next_word() -> None:
    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(
            ["The lamp came from Alsace-", "Lorraine in the years 1919-", "1920."]
        ):
            canvas.drawString(72, 700 - 14 * i, line)
        body(canvas)

    assert texts(read(draw))[0] == "The lamp came from Alsace-Lorraine in the years 1919-1920."
