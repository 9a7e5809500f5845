"""Numbers beside lines, marks above them, and letters that stand apart."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import Omission

from ..looking import omitted, texts
from .canvas import SENTENCE, body, read


def raised(before: str, mark: str, after: str) -> str:
    """The first line of a page, in which a small raised mark follows some words."""

    def draw(canvas: Canvas) -> None:
        x = 72 + canvas.stringWidth(before, "Helvetica", 10)
        canvas.drawString(72, 700, before)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(x, 704, mark)
        width = canvas.stringWidth(mark, "Helvetica", 6)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(x + width, 700, after)
        body(canvas)

    return texts(read(draw))[0]


@pytest.mark.parametrize(
    ("before", "mark", "after", "line"),
    [
        ("Built in 1987", "4", " and lit at once.", "Built in 1987 4 and lit at once."),
        ("by the keepers", "12", ", who", "by the keepers 12, who"),
        ("rooms of 40 m", "2", " each", "rooms of 40 m2 each"),
        ("on the 1", "st", " of May", "on the 1st of May"),
        ("", "1", "See the log of the tower", "1 See the log of the tower"),
    ],
)
def test_raised_marks(before: str, mark: str, after: str, line: str) -> None:
    assert raised(before, mark, after) == line


@pytest.mark.parametrize(
    ("initial", "rest", "word"),
    [
        ("W", "hen dusk falls", "When"),
        ("A ", "lamp is lit", "A lamp"),
        ("L'", "heure du feu est", "L'heure"),
    ],
)
def test_a_large_initial_begins_its_line(initial: str, rest: str, word: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 34)
        canvas.drawString(72, 672, initial)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(108, 688, f"{rest} over the bay, the keepers go up to the lamp and")
        canvas.drawString(108, 674, "light it; they stay with it until the morning comes.")
        body(canvas)

    assert texts(read(draw))[0].startswith(f"{word} ")


def test_line_numbers_are_left_out() -> None:
    lines = [
        "The parties keep a lamp on each",
        "coast and light it at dusk on every day of",
        "the year, in fog and in snow alike, and write",
        "down what they have seen in a book that lies",
        "open to whoever asks for it.",
    ]

    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(lines):
            canvas.drawRightString(50, 700 - 20 * i, str(i + 8))
            canvas.drawString(72, 700 - 20 * i, line)

    extract = read(draw)
    assert extract.text == " ".join(lines)
    (numbers,) = extract.omitted
    assert (numbers.reason, numbers.lines) == (Omission.BOILERPLATE, len(lines))


def test_the_numbers_of_a_table_stay() -> None:
    def draw(canvas: Canvas) -> None:
        for i, name in enumerate(["Ayr", "Bell Rock", "Skerryvore", "Muckle Flugga", "Cove"]):
            canvas.drawString(72, 700 - 20 * i, str(i + 1))
            canvas.drawString(100, 700 - 20 * i, name)
        body(canvas)

    assert "3 | Skerryvore" in read(draw).text


def test_the_numbers_of_a_listing_of_code_stay() -> None:
    code = ["int main(void)", "{", "lamp_t l = lit();", "if (l.out)", "warn(l);", "return 0;", "}"]

    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(code):
            canvas.drawRightString(84, 700 - 12 * i, str(i + 1))
            canvas.drawString(94, 700 - 12 * i, line)
        body(canvas)

    assert not omitted(read(draw))


def test_two_numbers_side_by_side_are_no_line_number() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(5):
            canvas.drawString(72, 700 - 14 * i, f"{4 * i} {4 * i + 4}")
            canvas.drawString(120, 700 - 14 * i, SENTENCE)
        body(canvas)

    assert "12 16" in read(draw).text


def test_an_initial_that_is_a_word_stands_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 30)
        canvas.drawString(72, 686, "À")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(94, 700, "la tombée du jour, le gardien de la tour allume")
        canvas.drawString(94, 687, "la lampe et note l'heure dans son cahier.")
        body(canvas)

    assert texts(read(draw))[0].startswith("À la tombée du jour")
