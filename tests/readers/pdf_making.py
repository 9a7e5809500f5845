"""PDFs for tests, drawn line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, WIDTH, LEADING = 72.0, 720.0, 440.0, 14.0
PLAIN, BOLD = "Vera", "VeraBd"
for _name in (PLAIN, BOLD):
    registerFont(TTFont(_name, f"{_name}.ttf"))


@dataclass(frozen=True)
class Drawn:
    """A line at a place on the page."""

    text: str
    y: float
    x: float = LEFT
    size: float = 10.0
    font: str = PLAIN


def lines(text: str, y: float, x: float = LEFT, width: float = WIDTH) -> list[Drawn]:
    """A paragraph broken into lines."""
    broken = simpleSplit(text, PLAIN, 10.0, width)
    return [Drawn(line, y - i * LEADING, x) for i, line in enumerate(broken)]


def stacked(*texts: str | Drawn, y: float = TOP, x: float = LEFT) -> list[Drawn]:
    """Paragraphs and lines one below the other, with some room between them."""
    drawn: list[Drawn] = []
    for text in texts:
        some = lines(text, y, x) if isinstance(text, str) else [replace(text, y=y)]
        drawn += some
        y = some[-1].y - 26
    return drawn


def heading(text: str, size: float = 16.0, font: str = BOLD) -> Drawn:
    return Drawn(text, 0, size=size, font=font)


def pdf(
    *pages: Sequence[Drawn],
    title: str = "",
    language: str = "",
    roman: int | None = None,
    outline: Sequence[tuple[str, int, int, float]] = (),
) -> bytes:
    """A PDF; `roman` is how many front pages have roman labels, the others begin at 1.

    An entry of the outline is its title, its depth from 0, its page from 0 and its height.
    """
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1, lang=language or None)
    canvas.setTitle(title)
    if roman is not None:
        canvas.addPageLabel(0, "ROMAN_LOWER", 1)
        canvas.addPageLabel(roman, "ARABIC", 1)
    for number, page in enumerate(pages):
        for i, (_, _, at, height) in enumerate(outline):
            if at == number:
                canvas.bookmarkPage(f"entry{i}", fit="XYZ", left=0, top=height)
        for line in page:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    for i, (words, depth, _, _) in enumerate(outline):
        canvas.addOutlineEntry(words, f"entry{i}", depth)
    canvas.save()
    return buffer.getvalue()
