"""Units: sentences with their context: passage, block, and the headings above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmp_search.documents.document import Block, Document, Span
from cmp_search.documents.passage import Passage
from cmp_search.documents.section import sections
from cmp_search.orientation.facts import FactSource, Quote

_NUMBERING = re.compile(
    r"\s*(?:[•▪◦*–—-]|\(?(?:\d{1,3}|[a-z]|[IVXLCivxlc]{1,6})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+"
)
_WORDS = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage, with its block and the headings above.

    `group` is the group that it is about, if the nearest such heading or line above names one (see
    `groups.with_groups`).
    """

    document: Document
    passage: str
    span: Span
    text: str
    block: Block
    headings: tuple[Block, ...]
    group: Quote | None = None

    @property
    def whole(self) -> bool:
        """Whether the sentence is all of its block."""
        text, block = self.document.text, self.block
        before = _WORDS.search(text, block.start, self.span.start)
        return not (before or _WORDS.search(text, self.span.end, block.end))

    @property
    def source(self) -> FactSource:
        """The sentence as the source of a fact."""
        return FactSource(self.passage, self.span)

    def quote(self, start: int, end: int) -> Quote:
        """Words of the sentence, by offsets into it, without surrounding blanks."""
        return quote(self.document, Span(self.span.start + start, self.span.start + end))


def quote(document: Document, span: Span | Block) -> Quote:
    """Words of a document, without surrounding blanks."""
    text = document.slice(span)
    start = span.start + len(text) - len(text.lstrip())
    return Quote(text.strip(), start, start + len(text.strip()))


def after_numbering(text: str) -> int:
    """Where the text of a line begins, after its number or bullet."""
    numbering = _NUMBERING.match(text)
    return numbering.end() if numbering else 0


def units(document: Document, passages: Sequence[Passage]) -> Iterator[Unit]:
    """The sentences of a document's passages, in reading order."""
    following = iter(passages)
    passage = next(following, None)
    for section in sections(document):
        blocks = iter(section.blocks)
        block = next(blocks, None)
        while passage and passage.start < section.end:
            for span in passage.sentences:
                while block and block.end <= span.start:
                    block = next(blocks, None)
                if block:
                    text = document.slice(span)
                    yield Unit(document, passage.id, span, text, block, section.headings)
            passage = next(following, None)
