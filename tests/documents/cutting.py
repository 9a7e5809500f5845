"""Documents cut into passages, as tests do it."""

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder

count_tokens = FakeEncoder().count_tokens
TEN = " ".join(["word"] * 9) + " end."
"""A sentence of ten tokens."""


def cut(document: Document, settings: PassageSettings | None = None) -> list[Passage]:
    """The passages of a document."""
    return list(passages(document, count_tokens, settings or PassageSettings()))


def sizes(passage: Passage, document: Document) -> list[int]:
    """The tokens of each sentence of a passage."""
    return count_tokens([document.slice(span) for span in passage.sentences])
