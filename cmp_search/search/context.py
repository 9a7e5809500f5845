"""The context of a passage: what a reader needs around it to judge it.

Whole blocks, headings among them, as long as they lie within `REACH` characters before or after the
passage; they may belong to the sections next to its own.
"""

from cmp_search.documents.document import Document, Excerpt, Span
from cmp_search.documents.passage import Passage

REACH = 1_200
"""Characters shown at most on either side; about half a page."""


def context_of(document: Document | Excerpt, passage: Passage) -> Span:
    """The part of the document's text to show around a passage; it holds the passage.

    Of the document, an excerpt that reaches so far is enough.
    """
    start, end = passage.start, passage.end
    starts = [b.start for b in document.blocks if 0 <= start - b.start <= REACH]
    ends = [b.end for b in document.blocks if 0 <= b.end - end <= REACH]
    return Span(min(starts, default=start), max(ends, default=end))
