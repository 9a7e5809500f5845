"""An index in memory that always scans everything: proves that `Index` is all a search needs.

It is built from documents, with passages (see `memory_texts`), sentences and terms in lists, and
vectors in arrays.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from cmp_search.documents.document import Document
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.caveats import Caveat
from cmp_search.index.contents import PassageVectors
from cmp_search.index.embedding import (
    embed,
    heading_inputs,
    passage_inputs,
    sentence_inputs,
    telling_headings,
)
from cmp_search.index.filters import Filters
from cmp_search.index.manifest import Manifest, VectorKind
from cmp_search.index.off_topic import encode_off_topic
from cmp_search.index.queries import (
    CandidateDetail,
    CandidateQuery,
    Candidates,
    Numbers,
    SimilarWord,
    WordEntry,
    WordQuery,
)
from cmp_search.index.record import make_record
from cmp_search.index.similar import most_similar, shape_of_similar
from cmp_search.language.terms import as_written, folded_words, stems
from tests.index.memory_texts import MemoryTexts

FLAT = VectorKind("flat", 32)


class MemoryIndex(MemoryTexts):
    """See `cmp_search.index.base.Index`; passages and sentences are numbered from 0."""

    def __init__(
        self,
        documents: Sequence[Document],
        encoder: Encoder,
        settings: PassageSettings,
    ) -> None:
        super().__init__(documents, encoder, settings)
        self.address = "memory"
        self._record = make_record(encoder.identity, "fake", settings, {}, ())
        self.off_topic = encode_off_topic(encoder)
        self._sentences = [
            (number, span)
            for number, passage in enumerate(self._passages)
            for span in passage.sentences
        ]
        numbers = {passage.id: number for number, passage in enumerate(self._passages)}
        self._headings = {
            numbers[id]: embed([heading_inputs(heading)], encoder)[0]
            for document in self._documents
            for id, heading in telling_headings(self.passages_of(document)).items()
        }
        self._words = [folded_words(passage.text) for passage in self._passages]
        self._terms = [
            frozenset([*words, *stems(passage.text, self._of(passage).entry.language)])
            for words, passage in zip(self._words, self._passages, strict=True)
        ]
        self._passage_vectors = embed(
            [passage_inputs(self._of(p).entry.title, p) for p in self._passages], encoder
        )
        self._sentence_vectors = embed(
            [
                sentence_inputs(self._passages[n].section, self._of(self._passages[n]).slice(s))
                for n, s in self._sentences
            ],
            encoder,
        )

    @property
    def manifest(self) -> Manifest:
        return Manifest(
            **vars(self._record),
            generation="g000001",
            documents=len(self._documents),
            passage_count=len(self._passages),
            sentence_count=len(self._sentences) + len(self._headings),
            passage_vectors=FLAT,
            sentence_vectors=FLAT,
        )

    def vocabulary(self, words: Sequence[WordQuery]) -> list[WordEntry]:
        return [self._entry(word) for word in words]

    def _entry(self, word: WordQuery) -> WordEntry:
        counts = {term: count for term in word.terms if (count := self._count(term))}
        return WordEntry(counts, () if counts else tuple(self._similar(word)))

    def _count(self, term: str) -> int:
        return sum(term in terms for terms in self._terms)

    def _similar(self, word: WordQuery) -> Iterator[SimilarWord]:
        shape = shape_of_similar(word.folded, word.min_likeness)
        if shape is None:
            return
        fit = [
            known
            for known in sorted({folded for words in self._words for folded in words})
            if known[0] == shape.letter and shape.shortest <= len(known) <= shape.longest
        ]
        for i, (folded, likeness) in enumerate(most_similar(word.folded, fit, word.min_likeness)):
            wanted = i == 0 and likeness > word.slip_likeness
            spelling = self._spelling(folded) if wanted else ""
            yield SimilarWord(folded, likeness, self._count(folded), spelling)

    def _spelling(self, folded: str) -> str:
        number = next(n for n, words in enumerate(self._words) if folded in words)
        return as_written(folded, self._passages[number].text).lower()

    def candidates(self, query: CandidateQuery) -> Candidates:
        passage_cosines = self._passage_vectors @ query.vector
        sentence_cosines = self._sentence_vectors @ query.vector
        candidates = set(self._nearest(passage_cosines, query.near_passages, query.filters))
        headings = {n: float(vector @ query.vector) for n, vector in self._headings.items()}
        owned = [(n, float(c)) for (n, _), c in zip(self._sentences, sentence_cosines, strict=True)]
        allowed = [
            one for one in [*owned, *headings.items()] if self._passes(one[0], query.filters)
        ]
        nearest = sorted(allowed, key=lambda one: -one[1])[: query.near_sentences]
        candidates.update(number for number, _ in nearest)
        phrases = [self._with_phrase(phrase) for phrase in query.phrases]
        rare = [[n for n, h in enumerate(self._terms) if h & terms] for terms in query.rare_terms]
        for containing in (*rare, *(phrase[: query.max_phrase_passages] for phrase in phrases)):
            candidates.update(
                self._nearest(passage_cosines, query.per_term, query.filters, containing)
            )
        numbers = np.array(sorted(candidates), dtype=np.int64)
        sentences = [self._best_sentence(n, sentence_cosines) for n in numbers]
        return Candidates(
            passages=numbers,
            documents=tuple(self._passages[n].document for n in numbers),
            passage_cosines=passage_cosines[numbers],
            best_sentences=np.array(sentences, dtype=np.int64),
            sentence_cosines=sentence_cosines[sentences] if sentences else sentence_cosines[:0],
            heading_cosines=np.array([headings.get(n, -1.0) for n in numbers.tolist()]),
            phrases=np.array([np.isin(numbers, matching) for matching in phrases]).reshape(
                len(phrases), len(numbers)
            ),
        )

    def _passes(self, number: int, filters: Filters) -> bool:
        return filters.matches(self._of(self._passages[number]).entry)

    def _nearest(
        self,
        passage_cosines: Vectors,
        count: int,
        filters: Filters,
        among: Sequence[int] | None = None,
    ) -> list[int]:
        numbers = range(len(self._passages)) if among is None else among
        allowed = [number for number in numbers if self._passes(number, filters)]
        return sorted(allowed, key=lambda number: -passage_cosines[number])[:count]

    def _with_phrase(self, phrase: Sequence[str]) -> list[int]:
        wanted = f" {' '.join(phrase)} "
        return [n for n, words in enumerate(self._words) if wanted in f" {' '.join(words)} "]

    def _best_sentence(self, number: int, sentence_cosines: Vectors) -> int:
        own = [i for i, (owner, _) in enumerate(self._sentences) if owner == number]
        return max(own, key=lambda i: (sentence_cosines[i], -i))

    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        return [
            CandidateDetail(
                self._passages[n].id, self._terms[n] | self._heading_terms(n), self._sentences[s][1]
            )
            for n, s in zip(passages.tolist(), best_sentences.tolist(), strict=True)
        ]

    def _heading_terms(self, number: int) -> frozenset[str]:
        passage = self._passages[number]
        text, language = "\n".join(passage.section), self._of(passage).entry.language
        return frozenset([*folded_words(text), *stems(text, language)])

    def vectors_of(self, document: str) -> PassageVectors:
        own = [(n, p.id) for n, p in enumerate(self._passages) if p.document == document]
        vectors = self._passage_vectors[[number for number, _ in own]]
        return PassageVectors(tuple(id for _, id in own), vectors)

    def caveats(self) -> tuple[Caveat, ...]:
        return ()

    def verify(self) -> Iterator[str]:
        for first, second in pairwise(self._passages):
            if first.document == second.document and first.end > second.start:
                yield f"{second.id} begins within {first.id}"
