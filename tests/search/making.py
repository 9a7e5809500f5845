"""Searchers of a folder of texts, small indexes in memory, and hits."""

from collections.abc import Sequence
from pathlib import Path

from cmp_search.citations.citation import Citation
from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage, PassageSettings
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.language.terms import folded_words, stems
from cmp_search.search.answer import Hit, Score
from cmp_search.search.searcher import Searcher, open_searcher
from tests.index.memory import MemoryIndex
from tests.sample import make_document, paragraph

ONE_EACH = PassageSettings(target=1, maximum=1_000, least=0)
"""Every paragraph becomes a passage."""


def searcher_of(corpus: Path, folder: Path) -> Searcher:
    """A searcher of a corpus, whose index is built in a folder with the fake encoder."""
    build_index(corpus, str(folder), FakeEncoder(), "fake")
    return open_searcher(str(folder), FakeEncoder())


def make_index(paragraphs: Sequence[str], language: str = "en") -> Index:
    """An index of one document, whose passages are its paragraphs, in order."""
    document = make_document([paragraph(text) for text in paragraphs], language)
    return MemoryIndex([document], FakeEncoder(), ONE_EACH)


def terms_of(index: Index, number: int) -> frozenset[str]:
    """The terms of a paragraph, counted from 1."""
    (entry,) = index.entries()
    passage = index.passages_of(entry.id)[number - 1]
    return frozenset([*folded_words(passage.text), *stems(passage.text, entry.language)])


def hit_of(text: str, section: tuple[str, ...] = (), language: str = "en") -> Hit:
    """A hit of which the first sentence is marked; " / " parts its sentences."""
    parts = text.split(" / ")
    text = " ".join(parts)
    spans, start = [], 0
    for part in parts:
        spans.append(Span(start, start + len(part)))
        start += len(part) + 1
    passage = Passage("d:0", "d", section, 1, 0, len(text), text, tuple(spans))
    citation = Citation("d", "", "", "", "", "", section, (), 0, 1, "")
    return Hit(1, Score(0.5, 0.5, 0), passage, "", language, spans[0], (), citation)
