"""Small indexes in memory, for tests of what a question's words match."""

from collections.abc import Sequence

from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.language.terms import folded_words, stems
from tests.index.memory import MemoryIndex
from tests.sample import make_document, paragraph

ONE_EACH = PassageSettings(target=1, maximum=1_000, least=0)
"""Every paragraph becomes a passage."""


def make_index(paragraphs: Sequence[str], language: str = "en") -> Index:
    """An index of one document, whose passages are its paragraphs, in order."""
    document = make_document([paragraph(text) for text in paragraphs], language)
    return MemoryIndex([document], FakeEncoder(), ONE_EACH)


def terms_of(index: Index, number: int) -> frozenset[str]:
    """The terms of a paragraph, counted from 1."""
    (entry,) = index.entries()
    passage = index.passages_of(entry.id)[number - 1]
    return frozenset([*folded_words(passage.text), *stems(passage.text, entry.language)])
