"""Citations: one object, one renderer.

A citation says which body issued the text, its title, the section path, the paragraph within the
section, the printed page with the PDF's own count, date, address, and the very characters meant.
The plain style reads: body, title, section › path, para 3, p. xii [PDF 14].
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.catalogue import Entry
from cmp_search.document import Document, Page
from cmp_search.passage import Passage


@dataclass(frozen=True, slots=True)
class PageRange:
    """The pages that a passage stands on: printed labels where there are any, and PDF pages."""

    first_label: str | None
    last_label: str | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage stands, so that anyone can look it up and prove it.

    `start` and `end` are offsets into the canonical text of the edition whose source file has the
    hash `edition`. `paragraph` counts blocks within the section from 1.
    """

    document: str
    issuing_body: str
    title: str
    date: str
    language: str
    url: str
    section: tuple[str, ...]
    paragraph: int
    pages: PageRange | None
    start: int
    end: int
    edition: str


def cite(document: Document, passage: Passage) -> Citation:
    """The citation of a passage."""
    entry: Entry = document.entry
    return Citation(
        document=entry.id,
        issuing_body=entry.issuing_body,
        title=entry.title,
        date=entry.date.isoformat() if entry.date else "",
        language=entry.language,
        url=entry.url,
        section=passage.section,
        paragraph=passage.paragraph,
        pages=_pages(document.pages, passage),
        start=passage.start,
        end=passage.end,
        edition=document.sha256,
    )


def render(citation: Citation) -> str:
    """A citation in the plain style, on one line."""
    parts = [
        citation.issuing_body,
        citation.title,
        " › ".join(citation.section),
        f"para {citation.paragraph}",
        _render_pages(citation.pages),
    ]
    return ", ".join(part for part in parts if part)


def _pages(pages: Sequence[Page], passage: Passage) -> PageRange | None:
    """The pages that a passage's characters lie on."""
    held = [page for page in pages if page.start < passage.end and passage.start < page.end]
    if not held:
        return None
    return PageRange(held[0].label, held[-1].label, held[0].number, held[-1].number)


def _render_pages(pages: PageRange | None) -> str:
    if pages is None:
        return ""
    several = pages.first != pages.last
    mark = "pp." if several else "p."
    pdf = f"{pages.first}–{pages.last}" if several else str(pages.first)
    if pages.first_label is None or pages.last_label is None:
        return f"PDF {mark} {pdf}"
    printed = f"{pages.first_label}–{pages.last_label}" if several else pages.first_label
    return f"{mark} {printed} [PDF {pdf}]"
