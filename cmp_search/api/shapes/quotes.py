"""The JSON of words that are taken from a text, with their citation."""

from cmp_search.api.shapes.parts import CaveatJson, SpanJson, StepJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.citations.styles import Style


class QuoteJson(Shape):
    """Words of a text, and where they are from."""

    text: str
    """The words, to the character."""
    passage: str
    """The id of the passage that they are in."""
    document: str
    """The document's id."""
    start: int
    """Where they begin in the document's canonical text, in characters."""
    end: int
    """Where they end, exclusive."""
    edition: str
    """The SHA-256 of the source file."""
    language: str
    """The language of the text."""
    citation: str
    """The citation in the plain style, in the language that was asked for."""
    pinpoint: list[StepJson]
    """The way to the words, outermost step first."""
    url: str
    """Where the text is published; may be empty."""
    accessed: str
    """The day on which they were taken."""
    is_digest: bool
    """Whether they paraphrase an official text, and are not to be quoted as that."""


class CitedJson(QuoteJson):
    """A passage, cited in a style."""

    cited: str
    """The citation in that style."""
    style: Style
    """The style."""


class PassageJson(QuoteJson):
    """A passage of the index."""

    title: str
    """The document's title."""
    section: list[str]
    """Headings, from the outermost to the passage's own."""
    section_number: int
    """The number of the last of them in the document, from 1; 0 before the first heading."""
    paragraph: int
    """The number of its first block within its section, from 1."""
    sentences: list[SpanJson]
    """Its sentences, in reading order."""
    caveats: list[CaveatJson]
    """What to know before relying on it; mostly nothing."""
