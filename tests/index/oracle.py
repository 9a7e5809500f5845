"""Exact search in a corpus, beside which every index is held."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cmp_search.documents.document import Document, Span
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.documents.source import scan_corpus
from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.embedding import (
    embed,
    heading_inputs,
    passage_inputs,
    sentence_inputs,
    telling_headings,
)
from cmp_search.index.filters import Filters
from cmp_search.index.queries import CandidateQuery
from cmp_search.language.terms import folded_words, stems
from cmp_search.readers import read_document

SETTINGS = PassageSettings(30, 40, 0)
ENCODER = FakeEncoder()
QUESTIONS = (
    "Who polished forty lenses?",
    "Quickwater",
    "¿Quién pulió lentes?",
    "Combien de boulangeries ?",
    'the "forty lenses" of the keepers',
    "zzz",
)
FILTERS = (
    Filters(),
    Filters(documents=("ports-2021",)),
    Filters(languages=("en", "es")),
    Filters(years=(2021,), languages=("en",)),
    Filters(documents=("nothing",)),
)


@dataclass(frozen=True)
class Oracle:
    """All documents and passages of a corpus; vectors are computed from them each time."""

    documents: dict[str, Document]
    passages: dict[str, Passage]

    def passage_cosines(self, vector: Vectors) -> dict[str, float]:
        """The cosine of each passage, by its id."""
        inputs = [
            passage_inputs(self.documents[p.document].entry.title, p)
            for p in self.passages.values()
        ]
        return dict(zip(self.passages, (embed(inputs, ENCODER) @ vector).tolist(), strict=True))

    def sentence_cosines(self, vector: Vectors) -> dict[tuple[str, Span], float]:
        """The cosine of each sentence, by its passage's id and its place."""
        places = [(p.id, span) for p in self.passages.values() for span in p.sentences]
        inputs = [
            sentence_inputs(self.passages[id].section, self.text_of(id, span))
            for id, span in places
        ]
        return dict(zip(places, (embed(inputs, ENCODER) @ vector).tolist(), strict=True))

    def heading_cosines(self, vector: Vectors) -> dict[str, float]:
        """The cosine of the telling heading above each passage, by its id; -1 where none is."""
        cosines = dict.fromkeys(self.passages, -1.0)
        for document in self.documents:
            own = [p for p in self.passages.values() if p.document == document]
            for id, heading in telling_headings(own).items():
                cosines[id] = float(embed([heading_inputs(heading)], ENCODER)[0] @ vector)
        return cosines

    def text_of(self, id: str, span: Span) -> str:
        """The text of a part of a passage."""
        return self.documents[self.passages[id].document].slice(span)

    def terms_of(self, id: str) -> frozenset[str]:
        """The folded words and stems of a passage."""
        passage = self.passages[id]
        language = self.documents[passage.document].entry.language
        return frozenset([*folded_words(passage.text), *stems(passage.text, language)])

    def heading_terms_of(self, id: str) -> frozenset[str]:
        """The folded words and stems of the headings that a passage stands under."""
        passage = self.passages[id]
        text, language = " ".join(passage.section), self.documents[passage.document].entry.language
        return frozenset([*folded_words(text), *stems(text, language)])

    def passing(self, filters: Filters) -> set[str]:
        """The ids of the passages that pass some filters."""
        entries = {id: document.entry for id, document in self.documents.items()}
        return {p.id for p in self.passages.values() if filters.matches(entries[p.document])}


@cache
def oracle_of(corpus: Path) -> Oracle:
    """The oracle of a corpus."""
    read = [read_document(source) for source in scan_corpus(corpus)]
    cut = [p for document in read for p in passages(document, ENCODER.count_tokens, SETTINGS)]
    documents = {document.id: document for document in sorted(read, key=lambda d: d.id)}
    return Oracle(documents, {passage.id: passage for passage in cut})


def vector_of(text: str) -> Vectors:
    """The vector [d] of a question."""
    return np.asarray(ENCODER.encode_questions([text])[0])


def query_of(text: str, filters: Filters, near: int = 3) -> CandidateQuery:
    """A query for which each source contributes few candidates."""
    return CandidateQuery(
        vector=vector_of(text),
        filters=filters,
        rare_terms=(frozenset({"sourdough", "levain"}), frozenset({"lent"})),
        phrases=(("forty", "lenses"), ("not", "there")),
        near_passages=near,
        near_sentences=near,
        per_term=2,
        max_phrase_passages=5,
    )


def top(values: dict[str, float], count: int) -> set[str]:
    """The keys of the highest values."""
    return set(sorted(values, key=lambda key: -values[key])[:count])
