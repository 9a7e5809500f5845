"""The title page: the short lines that a text begins with, and the years that they name.

1. In a document with pages, the first one that has text; otherwise the beginning.
2. Its lines up to the first long paragraph, where the text itself begins, at most 30 of them.
"""

import re
from dataclasses import dataclass
from itertools import islice, takewhile

from cmp_search.documents.document import Document

MAX_LINES = 30
SHORT = 30
"""Words of a paragraph from which on it is part of the text itself."""
LONG = 2_000
"""Characters of one, however few words they make."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The title, and the lines of the title page."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, the title included."""
        return "\n".join([self.title, *self.lines])

    @property
    def years(self) -> frozenset[str]:
        """The years that it names."""
        return years(self.text)


def years(text: str) -> frozenset[str]:
    """The years that a text names, as it writes them."""
    return frozenset(YEAR.findall(text))


def title_page(document: Document) -> TitlePage:
    """The title page of a document."""
    end = next((page.end for page in document.pages if page.end > page.start), len(document.text))
    blocks = (block for block in document.blocks if block.start < end)
    brief = takewhile(lambda block: block.end - block.start <= LONG, blocks)
    short = takewhile(lambda text: len(text.split()) < SHORT, map(document.slice, brief))
    lines = (line.strip() for text in short for line in text.splitlines())
    return TitlePage(document.entry.title, tuple(islice(lines, MAX_LINES)))
