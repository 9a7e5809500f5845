"""PDFs that several tests make and read."""

from io import BytesIO

from pypdf import PdfWriter

from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf import reader

from ..looking import check
from ..pdf_making import TOP, Drawn, lines, pdf, stacked

WORDS = "Words that nobody sees"
SENTENCE = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. "
LONG = SENTENCE * 3


def read(data: bytes) -> Extract:
    extract = reader.read(data)
    check(extract)
    return extract


def outlined(*titles: str) -> bytes:
    """Four lines in plain type; the outline points to each of them."""
    words = ("2.1 Lamps", LONG, "2.1.1 Wicks and Oil", LONG)
    page = stacked(*words)
    tops = {line.text: line.y + line.size for line in page}
    entries = [("Lamps", 1, 0, tops["2.1 Lamps"]), ("WICKS & OIL", 2, 0, 500.0)]
    renamed = [(new, *entry[1:]) for new, entry in zip(titles, entries, strict=False)]
    return pdf(page, outline=[("Keeper’s Book", 0, 0, TOP), *(renamed or entries)])


def book(count: int, *running: str, height: float = 760) -> list[list[Drawn]]:
    """Pages with running lines, in which "#" stands for the page's number."""
    return [
        [
            *(
                Drawn(line.replace("#", str(n)), height - 12 * i, size=8)
                for i, line in enumerate(running)
            ),
            *lines(
                " ".join(f"Lamp {n}{i} was lit at dusk by keeper {i}{n}." for i in range(9)), 700
            ),
        ]
        for n in range(count)
    ]


def saved(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
