"""What stands beside the lines of a page."""

from reportlab.pdfgen.canvas import Canvas

from .canvas import SENTENCE, read


def test_two_numbers_in_one_are_no_line_number() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(6):
            canvas.drawString(40, 700 - 20 * i, f"{i + 1} {2 * i + 12}")
            canvas.drawString(72, 700 - 20 * i, SENTENCE)

    assert "3 16" in read(draw).text
