"""PDFs for tests, drawn freely on a canvas."""

from collections.abc import Callable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf import reader

from ..looking import check

Draw = Callable[[Canvas], None]
SENTENCE = "The keeper of the light climbs the tower twice a night and trims the lamp."


def drawn(*pages: Draw) -> bytes:
    """A page for each drawing, with plain type to begin with."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Draw) -> Extract:
    extract = reader.read(drawn(*pages))
    check(extract)
    return extract


def body(canvas: Canvas, y: float = 400) -> None:
    """Three lines of text."""
    for i in range(3):
        canvas.drawString(72, y - 14 * i, SENTENCE)
