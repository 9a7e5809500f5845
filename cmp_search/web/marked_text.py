"""Text of which a part is highlighted, and a part of that stands out."""

from dataclasses import dataclass
from itertools import pairwise

from cmp_search.documents.document import Span


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text in parts: the middle three are highlighted, and of these `answer` stands out.

    Without an answer, all that is highlighted is `lead`.
    """

    before: str
    lead: str
    answer: str
    rest: str
    after: str


def marked_text(text: str, start: int, marked: Span, answer: Span | None = None) -> MarkedText:
    """Text that begins at offset `start` of its document, with the span `marked` highlighted.

    `answer` is a span within `marked`.
    """
    answer = answer or Span(marked.end, marked.end)
    edges = [0, *(edge - start for edge in (marked.start, *answer, marked.end)), len(text)]
    return MarkedText(*(text[a:b] for a, b in pairwise(edges)))
