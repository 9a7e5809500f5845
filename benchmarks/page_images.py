"""For how many passages of some PDFs the box on the page is found, and is right.

    python -m benchmarks.page_images FILE …

1. Each file is read and cut into passages as usual, but small ones, so that there are many.
2. For each page that a passage is on, its boxes are computed (see `page_image.draw`).
3. The letters whose middle is in one of the boxes are read from the page again. The box is right if
   they are exactly the passage's, short if some of the passage's are missing, and foreign if others
   are among them.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pypdfium2
import typer

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.documents.source import Source, file_hash
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import ReadError
from cmp_search.page_image import Box, PageRequest, page_requests
from cmp_search.page_image.draw import boxes, characters, shown_rectangles
from cmp_search.page_image.letters import folded
from cmp_search.readers import read_document

SMALL = PassageSettings(60, 90, 20)
COLUMNS = ("right", "short", "foreign", "not found")


def main(files: Annotated[list[Path], typer.Argument()]) -> None:
    """Print a table."""
    print("| file | passages |", " | ".join(COLUMNS), "|")
    print("|---|---|", "---|" * len(COLUMNS), sep="")
    for path in files:
        try:
            found = Counter(judged(path))
        except ReadError as error:
            print(f"| {path.name} | 0 | {error} |")
            continue
        counts = " | ".join(f"{found[column]:,}" for column in COLUMNS)
        print(f"| {path.name} | {found.total():,} | {counts} |")


def judged(path: Path) -> Iterator[str]:
    """The judgement of each passage of a file, one per page."""
    document = read_document(Source(path, file_hash(path), Entry(id=path.stem)))
    with pypdfium2.PdfDocument(path) as file:
        for passage in passages(document, FakeEncoder().count_tokens, SMALL):
            for order in page_requests(document, Span(passage.start, passage.end)):
                yield judgement(file[order.number - 1], order)


def judgement(page: pypdfium2.PdfPage, order: PageRequest) -> str:
    """Step 3."""
    found = boxes(page, order)
    if not found:
        return "not found"
    wanted = Counter(folded(order.text[order.start : order.end]).text)
    held = Counter(letters_under(page, found))
    if held - wanted:
        return "foreign"
    return "short" if wanted - held else "right"


def letters_under(page: pypdfium2.PdfPage, found: tuple[Box, ...]) -> str:
    """The folded letters whose middle lies in one of some boxes, in PDFium's order."""
    text = page.get_textpage()
    every = characters(text)
    width, height = page.get_size()
    held = []
    for character, place in zip(
        every, shown_rectangles(page, text, range(len(every))), strict=True
    ):
        if place is None:
            continue
        x, y = (place[0] + place[2]) / 2 / width, (place[1] + place[3]) / 2 / height
        if any(0 <= x - b.left <= b.width and 0 <= y - b.top <= b.height for b in found):
            held.append(character)
    return folded(held).text


if __name__ == "__main__":
    typer.run(main)
