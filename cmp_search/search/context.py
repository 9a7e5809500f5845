"""The context of a passage: what a reader needs around it to judge it.

It consists of whole blocks, including headings, within `REACH` characters before or after the
passage; they may belong to neighbouring sections.
"""

from cmp_search.documents.document import Document, Excerpt, Span
from cmp_search.documents.passage import Passage

REACH = 1_200
"""Characters shown on either side at most; about half a page."""


def context_of(document: Document | Excerpt, passage: Passage) -> Span:
    """The part of the document's text to show, which includes the passage.

    Instead of the whole document, an excerpt with `REACH` characters on either side will do.
    """
    start, end = passage.start, passage.end
    starts = [b.start for b in document.blocks if 0 <= start - b.start <= REACH]
    ends = [b.end for b in document.blocks if 0 <= b.end - end <= REACH]
    return Span(min(starts, default=start), max(ends, default=end))
