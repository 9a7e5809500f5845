"""Places: where words stand in a text, and whether that is where a footnote says.

1. The characters become a citation: section, paragraph, article, page.
2. Compared with what is cited are, in this order: the text; the characters that the annex has, if
   the text is still of that edition; pages; articles; sections, where the footnote has headings of
   the text; paragraphs, counted, or as they are numbered in the text.
3. Whatever a footnote doesn't say cannot be wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cmp_search.citations.citation import Citation, cite
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep
from cmp_search.documents.document import Block, BlockKind, Document, Span
from cmp_search.documents.passage import Passage
from cmp_search.documents.section import Section, sections
from cmp_search.verification.cited import Cited, Range, document_of, flat

_PRINTED = re.compile(r"\W{0,2}(\d{1,4})\b")
"""The number that a paragraph begins with."""


class Misplaced(StrEnum):
    """What is another than the one cited, gravest first."""

    DOCUMENT = "other_document"
    PASSAGE = "other_passage"
    PAGE = "other_page"
    ARTICLE = "other_article"
    SECTION = "other_section"
    PARAGRAPH = "other_paragraph"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where words stand; `misplaced` is what is wrong in the footnote, None if nothing is."""

    citation: Citation
    misplaced: Misplaced | None
    is_digest: bool


class Places:
    """The places of one text."""

    def __init__(self, document: Document) -> None:
        """Nothing is read until it is asked for."""
        self._document = document

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return sections(self._document)

    @cached_property
    def _headings(self) -> tuple[str, ...]:
        """All headings, longest first."""
        blocks = self._document.blocks
        named = {
            flat(self._document.slice(block)) for block in blocks if block.kind is BlockKind.HEADING
        }
        return tuple(sorted(named - {""}, key=lambda one: (-len(one), one)))

    def has_headings(self, path: Sequence[str]) -> bool:
        """Whether there are such headings, each of them somewhere in the text."""
        return all(flat(heading) in self._headings for heading in path)

    def found(self, span: Span, cited: Cited) -> FoundPlace:
        """Steps 1 and 2, for some characters of the text."""
        passage = self._passage(span)
        citation = cite(self._document, passage)
        return FoundPlace(
            citation,
            self._misplaced(passage, citation, cited),
            self._document.entry.digest_of is not None,
        )

    def _section(self, span: Span) -> Section | None:
        """The last section that begins before the characters do."""
        before = [one for one in self._sections if one.start <= span.start]
        return before[-1] if before else None

    def _passage(self, span: Span) -> Passage:
        """The characters as a passage, for citing them."""
        section = self._section(span)
        blocks: tuple[Block, ...] = section.blocks if section else ()
        before = sum(block.end <= span.start for block in blocks)
        text = self._document.text[span.start : span.end]
        path = section.path if section else ()
        id = self._document.id
        return Passage("", id, path, before + 1, span.start, span.end, text, ())

    def _misplaced(self, passage: Passage, citation: Citation, cited: Cited) -> Misplaced | None:
        """Step 2."""
        span = Span(passage.start, passage.end)
        if cited.documents and self._document.id not in cited.documents:
            return Misplaced.DOCUMENT
        if cited.line and not self._is_excerpt(span, cited):
            return Misplaced.PASSAGE
        checks = {
            Misplaced.PAGE: self._is_on_page(citation, cited),
            Misplaced.ARTICLE: _is_in_article(citation, cited),
            Misplaced.SECTION: self._is_in_section(citation, cited),
            Misplaced.PARAGRAPH: self._is_in_paragraph(passage, citation, cited),
        }
        return next((one for one, holds in checks.items() if not holds), None)

    def _is_excerpt(self, span: Span, cited: Cited) -> bool:
        """Whether the annex has characters of these, or none of this edition for the footnote."""
        own = [
            line
            for line in cited.annex
            if document_of(line) == self._document.id and line.edition == self._document.sha256
        ]
        return cited.line not in own or any(
            span.start < line.end and line.start < span.end for line in own
        )

    def _is_on_page(self, citation: Citation, cited: Cited) -> bool:
        step = citation.page
        if step is None or step.pdf is None or not (cited.pages or cited.pdf_pages):
            return True
        labels = [(page.label or str(page.number)).lower() for page in self._document.pages]
        printed = [_numbers(labels, one) for one in cited.pages]
        of_pdf = [_whole(one) for one in cited.pdf_pages]
        return all(
            any(first <= step.pdf[1] and step.pdf[0] <= last for first, last in ranges)
            for ranges in (printed, of_pdf)
            if ranges
        )

    def _is_in_section(self, citation: Citation, cited: Cited) -> bool:
        path = {flat(heading) for heading in citation.section}
        left = cited.words
        for heading in self._headings:
            named = re.compile(rf"(?:^|[-,;:.'(›>] ?){re.escape(heading)}(?=$| ?[-,;:.'()›>[])")
            if named.search(left):
                if heading not in path:
                    return False
                left = named.sub(" ", left)
        return True

    def _is_in_paragraph(self, passage: Passage, citation: Citation, cited: Cited) -> bool:
        """Whether a paragraph cited is the one, as the citation has it, counted or as printed."""
        step = _step(citation, PinpointKind.PARAGRAPH)
        if step is None or not cited.paragraphs:
            return True
        counted = str(passage.paragraph)
        block = next((one for one in self._document.blocks if one.end > passage.start), None)
        printed = block and _PRINTED.match(self._document.slice(block))
        numbers = {(step.first, step.last), (counted, counted)}
        numbers |= {(printed[1], printed[1])} if printed else set()
        return any(_overlap(one, other) for one in cited.paragraphs for other in numbers)


def _step(citation: Citation, kind: PinpointKind) -> PinpointStep | None:
    return next((step for step in citation.pinpoint if step.kind is kind), None)


def _is_in_article(citation: Citation, cited: Cited) -> bool:
    step = _step(citation, PinpointKind.ARTICLE)
    return step is None or not cited.articles or step.first.lower() in cited.articles


def _numbers(labels: list[str], printed: Range) -> tuple[int, int]:
    """The positions in a PDF, from 1, of printed pages; an empty range if there are none."""
    first, last = printed
    if first not in labels:
        return 1, 0
    start = labels.index(first)
    end = labels.index(last, start) if last in labels[start:] else start
    return start + 1, end + 1


def _whole(written: Range) -> tuple[int, int]:
    return int(written[0]), int(written[1])


def _overlap(one: Range, other: Range) -> bool:
    (first, last), (start, end) = _whole(one), _whole(other)
    return first <= end and start <= last
