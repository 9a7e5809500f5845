"""The JSON of a section of a document, and of its counterpart in another language."""

from cmp_search.api.shapes.parts import CaveatJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.citations.counterpart import Match


class PlaceJson(Shape):
    """A passage of a section."""

    id: str
    """Its id."""
    start: int
    """Where it begins in the document's text, in characters."""
    end: int
    """Where it ends, exclusive."""


class SubsectionJson(Shape):
    """A section directly below another."""

    number: int
    """Its number in the document."""
    heading: str
    """Its heading."""


class SectionTextJson(Shape):
    """A section of a document, with the words that are directly in it and their citation."""

    document: str
    """The document's id."""
    title: str
    """The document's title."""
    language: str
    """The document's language."""
    edition: str
    """The SHA-256 of the source file."""
    number: int
    """The number of its heading in the document, from 1; 0 for what stands before the first."""
    path: list[str]
    """Headings, from the outermost to its own."""
    anchor: str | None
    """Its anchor, or that of the nearest section around it, in a web page; null without one."""
    text: str
    """Its words, to the character, from its heading to the next."""
    start: int
    """Where they begin in the document's text, in characters."""
    end: int
    """Where they end, exclusive."""
    passages: list[PlaceJson]
    """The passages that are directly in it."""
    subsections: list[SubsectionJson]
    """The sections directly below it."""
    citation: str
    """Its citation in the plain style, in the language that was asked for."""
    url: str
    """Where it is published; may be empty."""
    is_digest: bool
    """Whether the document summarizes an official text, and is not to be quoted as that."""
    caveats: list[CaveatJson]
    """What to know before relying on it; mostly nothing."""


class CounterpartJson(Shape):
    """The section that matches another in an edition of the text in another language."""

    match: Match
    """Whether it is the same section, one around it, or the beginning of the text."""
    section: SectionTextJson
    """The section."""
