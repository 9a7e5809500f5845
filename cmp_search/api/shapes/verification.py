"""The JSON of a verification: whether quotations stand in the texts."""

from cmp_search.api.shapes.parts import StepJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.verification.draft import Place
from cmp_search.verification.verdict import ChangeKind, Standing


class ChangeJson(Shape):
    """A part of the difference between a quotation and a text."""

    kind: ChangeKind
    """Where its words are."""
    words: str
    """The words."""


class FoundJson(Shape):
    """The words of the texts that a quotation was compared with."""

    document: str
    """The document's id."""
    start: int
    """Where they begin in the document's canonical text, in characters."""
    end: int
    """Where they end, exclusive."""
    edition: str
    """The SHA-256 of the source file."""
    section: list[str]
    """Headings, from the outermost to the nearest."""
    pinpoint: list[StepJson]
    """The way to the words, outermost step first."""
    citation: str
    """The citation in the plain style, in the language that was asked for."""
    url: str
    """Where the text is published; may be empty."""


class CheckedJson(Shape):
    """A quotation, and whether it holds."""

    text: str
    """Its words, without the outer quotation marks."""
    paragraph: int
    """The position of its paragraph in the draft, from 0."""
    place: Place
    """Where in the draft it is."""
    labels: list[str]
    """The names of the footnotes that belong to it."""
    notes: list[str]
    """The words of these footnotes."""
    standing: Standing
    """Whether it holds."""
    reason: str
    """Why, as a code; empty where the standing says it all."""
    message: str
    """The same in words, in the language that was asked for."""
    found: FoundJson | None
    """What it was compared with; null if there is nothing like it."""
    difference: list[ChangeJson]
    """All parts but those that only the text has are the quotation, one after the other."""


class VerificationJson(Shape):
    """The quotations of a draft, and whether they hold."""

    file: str
    """The name of the draft; empty for a single quotation."""
    index: str
    """The fingerprint of the index that they were compared with."""
    holds: bool
    """Whether every quotation that could be checked is exact."""
    counts: dict[Standing, int]
    """How many quotations have each standing."""
    quotations: list[CheckedJson]
    """The quotations, in the order of the draft."""
