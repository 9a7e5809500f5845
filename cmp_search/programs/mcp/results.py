"""What the tools give: the shapes of their structured content.

They are smaller than those of `api`, as an assistant reads all that it is sent.
"""

from cmp_search.api.shapes.sections import SubsectionJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.citations.counterpart import Match
from cmp_search.search.answer import Level
from cmp_search.verification.verdict import Standing


class QuotedPassage(Shape):
    """A passage, with the sentence of it that is to be quoted."""

    passage: str
    """The passage's id."""
    quotation: str
    """Its sentence that is nearest to the question, to the character."""
    citation: str
    """What to put behind that quotation."""
    text: str
    """The whole passage, to the character."""
    text_citation: str
    """What to put behind a quotation of other words of the passage."""
    document: str
    """The document's id, for read_section and counterpart."""
    section: int
    """The number of the section that it is in, for the same; 0 before the first heading."""
    headings: list[str]
    """Headings, from the outermost to the section's own."""
    language: str
    """The language of the text."""
    url: str
    """Where the text is published; may be empty."""
    is_digest: bool
    """Whether the document summarizes an official text, and is not to be quoted as that."""


class StatedFact(Shape):
    """A fact that a text states outright, and that answers the question."""

    subject: str
    """What it is about."""
    words: str
    """What it says."""
    quotation: str
    """The sentence that states it, to the character."""
    citation: str
    """What to put behind that quotation."""
    document: str
    """The document's id."""
    as_of: str
    """The date of the text, or its year; may be empty."""
    is_digest: bool
    """Whether the document summarizes an official text, and is not to be quoted as that."""


class FoundPassages(Shape):
    """What the texts have for a question."""

    verdict: Level
    """Whether the texts answer the question, may leave it open, or do not answer it."""
    advice: str
    """What to do with the passages."""
    missing: list[str]
    """What the question names or asks for and the passages lack, one sentence each."""
    facts: list[StatedFact]
    """Facts that answer the question outright; mostly none."""
    passages: list[QuotedPassage]
    """The best passages, best first."""
    caveats: list[str]
    """What to know before relying on any of it; mostly nothing."""


class SectionPart(Shape):
    """A section of a document, or as much of it as is given at once."""

    document: str
    """The document's id."""
    title: str
    """The document's title."""
    language: str
    """The document's language."""
    section: int
    """The number of its heading in the document; 0 for what stands before the first."""
    headings: list[str]
    """Headings, from the outermost to its own."""
    text: str
    """Its words, to the character, up to the next heading."""
    continues_at: int | None
    """Where it goes on, for another call with this as `start`; null at its end."""
    subsections: list[SubsectionJson]
    """The sections directly below it, which are read by their own numbers."""
    citation: str
    """The citation of the section."""
    url: str
    """Where the text is published; may be empty."""
    is_digest: bool
    """Whether the document summarizes an official text, and is not to be quoted as that."""
    caveats: list[str]
    """What to know before relying on it; mostly nothing."""


class MatchingSection(Shape):
    """The section of another edition that matches one."""

    match: Match
    """Whether it is the same section, one around it, or the beginning of the text."""
    section: SectionPart
    """That section."""


class ListedDocument(Shape):
    """A document, as its catalogue entry has it."""

    document: str
    """Its id."""
    title: str
    """Its title."""
    issuing_body: str
    """Who issued it; may be empty."""
    date: str
    """When it was issued, or the year; may be empty."""
    language: str
    """Its language."""
    editions: list[str]
    """The ids of the same text in all its languages, itself among them."""
    is_digest: bool
    """Whether it summarizes an official text, and is not to be quoted as that."""


class ListedDocuments(Shape):
    """Documents, by id."""

    total: int
    """How many there are of those asked for, given or not."""
    documents: list[ListedDocument]
    """Some of them."""


class CheckedWords(Shape):
    """Whether words stand in the texts."""

    standing: Standing
    """exact: they stand there, where they are said to be from if that was told. differs: the text \
has other words. moved: they stand elsewhere than cited. source_changed: the text was changed \
since. not_found: nowhere. not_checked: nobody can tell."""
    message: str
    """Why; empty where the standing says it all."""
    words: str
    """The words of the text that they were compared with, to the character; empty without any."""
    citation: str
    """The citation of the words in the text; empty if there are none like them."""
    document: str
    """The id of the text that has them; empty if none has."""
    url: str
    """Where that text is published; may be empty."""
