"""Narrowing: the part of a passage that was chosen, as a passage that can be cited by itself.

Its paragraph is that of its own first block, so the pinpoint leads to the words, not to where the
passage around them begins. It keeps the passage's id, which is not made from its words.
"""

from dataclasses import replace

from cmp_search.documents.document import BlockKind, Document, Excerpt, Span
from cmp_search.documents.passage import Passage


def narrowed(document: Document | Excerpt, passage: Passage, span: Span) -> Passage:
    """The part of a passage within a span of the document, which must lie in it."""
    before = sum(
        passage.start < block.end <= span.start
        for block in document.blocks
        if block.kind not in (BlockKind.TITLE, BlockKind.HEADING)
    )
    return replace(
        passage,
        paragraph=passage.paragraph + before,
        start=span.start,
        end=span.end,
        text=passage.slice(span),
        sentences=tuple(
            one for one in passage.sentences if one.start < span.end and span.start < one.end
        ),
    )
