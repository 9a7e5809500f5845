"""Citations: one object, one renderer.

A citation has the issuing body, title, date and address of the text; the section path, paragraph,
item and page as typed steps (see `pinpoint`); and the exact characters cited. The plain style is:
body, title, section › path, art. 22, para 3, p. xii [PDF 14], with the steps in the reader's
language. Behind it all stands what has to be known: that words were recognised on the image of a
page, or that the text is a copy of which nobody knows that it is the publisher's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urldefrag

from cmp_search.citations.pinpoint import (
    PinpointKind,
    PinpointStep,
    pages_of,
    pinpoint,
    render_step,
)
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Excerpt
from cmp_search.documents.passage import Passage
from cmp_search.documents.section import anchor_at
from cmp_search.locales import messages_for

_FRAGMENT_SAFE = "!$&'()*+,;=:@/?"
"""Characters that need no escape in the fragment of an address."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage is, so that anyone can look it up and verify it.

    `start` and `end` are offsets into the canonical text of the edition whose source file has the
    hash `edition`. `anchor` is the fragment for the section, or the nearest one around it, in a web
    page. `url` includes it, except for a digest, whose address is that of the official text.
    `recognised` says that the text, or a part of it, was recognised on images of pages. `year` is
    known even where the day is not; `kind` is what the catalogue calls the text ("annual report").
    `provided_by` is who provided a copy that is not verified, empty if unknown (see `provenance`).
    """

    document: str
    issuing_body: str
    title: str
    date: str
    language: str
    url: str
    section: tuple[str, ...]
    pinpoint: tuple[PinpointStep, ...]
    start: int
    end: int
    edition: str
    anchor: str | None = None
    recognised: bool = False
    year: int | None = None
    kind: str = ""
    provided_by: str | None = None

    @property
    def page(self) -> PinpointStep | None:
        """The page step, if the document has pages."""
        return next((step for step in self.pinpoint if step.kind is PinpointKind.PAGE), None)

    def places(self, language: str) -> Iterator[tuple[str, bool]]:
        """The parts of the pinpoint in the reader's language, and whether each is quoted.

        Headings one below the other are one part: "Part III › II. Results".
        """
        for quoted, steps in groupby(self.pinpoint, key=lambda step: step.is_quoted):
            rendered = [render_step(step, language) for step in steps]
            yield from [(" › ".join(rendered), True)] if quoted else ((r, False) for r in rendered)

    def render(self, language: str = "en") -> str:
        """The citation in the plain style, on one line, for a reader of a language."""
        places = (words for words, _ in self.places(language))
        parts = [self.issuing_body, self.title, *places]
        cited = ", ".join(part for part in parts if part)
        return " ".join([cited, *self.remarks(language)])

    def remarks(self, language: str) -> list[str]:
        """What has to be known of the words and of the text, each in brackets."""
        recognised = [messages_for(language)("pinpoint.recognised")] if self.recognised else []
        return recognised + self.caution(language)

    def caution(self, language: str) -> list[str]:
        """That the text is a copy which is not verified, and whose; nothing if it is none."""
        said = caution(self.provided_by, language)
        return [said] if said else []


def caution(provided_by: str | None, language: str) -> str:
    """That a text is a copy which is not verified, and who provided it; empty if it is none."""
    if provided_by is None:
        return ""
    messages = messages_for(language)
    return messages("provenance.copy", who=provided_by or messages("provenance.keeper"))


def cite(document: Document | Excerpt, passage: Passage) -> Citation:
    """The citation of a passage."""
    entry: Entry = document.entry
    anchor = anchor_at(document, passage.start)
    return Citation(
        document=entry.id,
        issuing_body=entry.issuing_body,
        title=entry.title,
        date=entry.date.isoformat() if entry.date else "",
        language=entry.language,
        url=_address(entry, anchor),
        section=passage.section,
        pinpoint=pinpoint(document, passage),
        start=passage.start,
        end=passage.end,
        edition=document.sha256,
        anchor=anchor,
        recognised=any(
            page.number in document.recognised_pages for page in pages_of(document.pages, passage)
        ),
        year=entry.year,
        kind=entry.kind,
        provided_by=entry.provided_by,
    )


def _address(entry: Entry, anchor: str | None) -> str:
    """The document's address, with the anchor if it is of that page."""
    if not entry.url or not anchor or entry.digest_of:
        return entry.url
    return f"{urldefrag(entry.url).url}#{quote(anchor, safe=_FRAGMENT_SAFE)}"
