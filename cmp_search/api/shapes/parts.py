"""What several objects of the JSON have in them."""

from cmp_search.api.shapes.shape import Shape
from cmp_search.citations.pinpoint import PinpointKind


class SpanJson(Shape):
    """Words of a document. Offsets count characters of its canonical text."""

    text: str
    """The words, to the character."""
    start: int
    """Where they begin."""
    end: int
    """Where they end, exclusive."""


class StepJson(Shape):
    """A step of the way to words: a heading, paragraphs, an item, or pages."""

    kind: PinpointKind
    """What it is."""
    first: str
    """The first number, as printed or counted; empty if there is none."""
    last: str
    """The last number; equal to the first if it is a single one."""
    heading: str
    """The words of a heading, else empty."""
    pdf: tuple[int, int] | None
    """Of pages, the positions of the first and the last in the PDF, from 1; else null."""


class CaveatJson(Shape):
    """Something to know before relying on what was read from the index."""

    code: str
    """What it is; the code stays the same across versions."""
    parameters: dict[str, object]
    """What the message has places for."""
    message: str
    """The same as a sentence, in the language that was asked for."""
