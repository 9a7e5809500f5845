"""The JSON of documents: what an index has, one with its sections, one with its text."""

from cmp_search.api.shapes.parts import CaveatJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.documents.document import BlockKind, Flaw, LabelOrigin, Omission, TextLayer


class OmittedJson(Shape):
    """What of a source is not part of its text, for one reason."""

    reason: Omission
    """Why."""
    lines: int
    """How many lines."""
    words: int
    """How many words, numbers aside."""
    lost: int
    """How many of the words stand nowhere in the text."""


class RecognisedPageJson(Shape):
    """A page of a PDF whose text was recognised on its image."""

    number: int
    """Its position in the PDF, from 1."""
    certainty: int
    """How certain its words are, from 0 to 100."""


class LeftOutJson(Shape):
    """How many lines of a source are not part of its text."""

    running: int
    """Headers, footers and page numbers."""
    contents: int
    """Entries of tables of contents."""
    furniture: int
    """What a web page has around its text."""
    titles: int
    """Titles that repeat the document's."""


class QualityJson(Shape):
    """How well a source could be read."""

    text_layer: TextLayer | None
    """Whether all pages of a PDF have text; null if it is no PDF."""
    labels: LabelOrigin
    """Where the labels of a PDF's pages are from."""
    pages_without_text: list[int]
    """The positions of such pages in the PDF, from 1."""
    warnings: list[Flaw]
    """What to know before relying on the text."""
    omitted: list[OmittedJson]
    """What is not part of the text, by reason."""
    words: int
    """How many words the text has, numbers aside."""
    recognised: list[RecognisedPageJson]
    """The pages whose text was recognised on their images."""
    lost: float
    """The share of the source's words that are lost, from 0 to 1."""
    left_out: LeftOutJson
    """How many lines are not part of the text."""


class DocumentJson(Shape):
    """A document of the index."""

    document: str
    """Its id."""
    title: str
    """Its title."""
    issuing_body: str
    """Who issued it; may be empty."""
    date: str | None
    """When it was issued; null if the day is not known."""
    year: int | None
    """The year in which it was issued; null if it is not known."""
    language: str
    """Its language."""
    url: str
    """Where it is published; may be empty."""
    digest_of: str | None
    """The id of the official text that it summarizes; null if it is no digest."""
    provided_by: str | None
    """Who provided it, if it is a copy that is not verified, empty if nobody knows; else null."""
    characters: int
    """The length of its text."""
    sections: int
    """How many sections it has."""
    passages: int
    """How many passages it has."""
    pages: int
    """How many pages it has; 0 if it is no PDF."""
    headings_from: str
    """Where its headings are from: `markup`, `style`, `outline`, `shape` or `none`."""
    quality: QualityJson
    """How well it could be read."""
    editions: list[str]
    """The ids of all indexed editions of its text, itself among them."""


class DocumentsJson(Shape):
    """The documents of the index."""

    generation: str
    """The name of the index's generation."""
    created: str
    """When it was built, in UTC."""
    fingerprint: str
    """Indexes with equal fingerprints give the same answers."""
    document_list: list[DocumentJson]
    """The documents, by id."""
    caveats: list[CaveatJson]
    """What to know before relying on it; mostly nothing."""


class SectionJson(Shape):
    """A section of a document, and what is directly in it."""

    path: list[str]
    """Headings, from the outermost to its own."""
    anchor: str | None
    """Its anchor, or that of the nearest section around it, in a web page; null without one."""
    paragraphs: int
    """How many blocks are directly in it."""
    passages: int
    """How many passages are directly in it."""
    number: int
    """The number of its heading in the document, from 1; 0 for what stands before the first."""
    start: int
    """Where it begins in the document's text, in characters."""
    end: int
    """Where the next section begins, or the text ends."""


class DocumentDetailJson(DocumentJson):
    """A document of the index, with its outline."""

    edition: str
    """The SHA-256 of the source file."""
    section_tree: list[SectionJson]
    """Its sections, in reading order."""


class BlockJson(Shape):
    """A heading, paragraph, list item, table row or note of a text."""

    kind: BlockKind
    """What it is."""
    start: int
    """Where it begins in the text, in characters."""
    end: int
    """Where it ends, exclusive."""
    level: int
    """The level of a heading, from 1; else 0."""
    anchor: str | None
    """The anchor of a heading in a web page; null without one."""


class PageJson(Shape):
    """A page of a PDF."""

    number: int
    """Its position, from 1."""
    label: str | None
    """The label printed on it; null without one."""
    start: int
    """Where it begins in the text, in characters."""
    end: int
    """Where it ends, exclusive."""


class TextJson(Shape):
    """A document with its canonical text, which all offsets refer to."""

    document: str
    """Its id."""
    title: str
    """Its title."""
    language: str
    """Its language."""
    edition: str
    """The SHA-256 of the source file."""
    headings_from: str
    """Where its headings are from: `markup`, `style`, `outline`, `shape` or `none`."""
    quality: QualityJson
    """How well it could be read."""
    text: str
    """The text."""
    blocks: list[BlockJson]
    """Its blocks, in reading order."""
    pages: list[PageJson]
    """The pages of a PDF; else none."""
