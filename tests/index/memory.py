"""An index in memory, that walks through everything: proves that `Index` is all a search needs.

It is made of documents, and keeps passages, sentences and terms in lists and vectors in arrays.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Document, Excerpt, Span
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import UnknownDocumentError
from cmp_search.index.base import (
    CandidateDetail,
    CandidateQuery,
    Candidates,
    DocumentStatistics,
    Filters,
    Numbers,
    Outline,
    SimilarWord,
    Slice,
    WordEntry,
    WordQuery,
)
from cmp_search.index.embedding import embed, passage_inputs, sentence_inputs
from cmp_search.index.manifest import Manifest
from cmp_search.index.off_topic import encode_off_topic
from cmp_search.index.similar import most_similar, shape_of_similar
from cmp_search.index.sketch import sketch
from cmp_search.language.terms import as_written, folded_words, stems
from cmp_search.orientation.facts import Orientation
from cmp_search.orientation.orient import orient


class MemoryIndex:
    """See `cmp_search.index.base.Index`; passages and sentences are numbered from 0."""

    def __init__(
        self,
        documents: Sequence[Document],
        encoder: Encoder,
        manifest: Manifest,
        settings: PassageSettings,
    ) -> None:
        self.address, self.manifest = Path("memory"), manifest
        self.off_topic = encode_off_topic(encoder)
        self._documents = {made.id: made for made in sorted(documents, key=lambda one: one.id)}
        self._passages = [
            passage
            for made in self._documents.values()
            for passage in passages(made, encoder.count_tokens, settings)
        ]
        self._sentences = [
            (number, span)
            for number, passage in enumerate(self._passages)
            for span in passage.sentences
        ]
        self._words = [folded_words(passage.text) for passage in self._passages]
        self._terms = [
            frozenset([*held, *stems(passage.text, self._of(passage).entry.language)])
            for held, passage in zip(self._words, self._passages, strict=True)
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

    def _of(self, passage: Passage) -> Document:
        return self._documents[passage.document]

    def entries(self) -> tuple[Entry, ...]:
        return tuple(made.entry for made in self._documents.values())

    def statistics(self) -> tuple[DocumentStatistics, ...]:
        return tuple(self._statistics(made) for made in self._documents.values())

    def _statistics(self, made: Document) -> DocumentStatistics:
        own = self.passages_of(made.id)
        return DocumentStatistics(
            entry=made.entry,
            source_entry=made.entry,
            sha256=made.sha256,
            headings_from=made.headings_from.value,
            quality=made.quality,
            characters=len(made.text),
            sections=len({passage.section for passage in own}),
            passages=len(own),
            pages=len(made.pages),
            sketch=sketch(made.text),
        )

    def orientations(self) -> Sequence[tuple[Entry, Orientation]]:
        return [
            (made.entry, orient(made, self.passages_of(made.id)))
            for made in self._documents.values()
        ]

    def document(self, id: str) -> Document:
        if id not in self._documents:
            raise UnknownDocumentError("unknown_document", id=id, known=list(self._documents))
        return self._documents[id]

    def outlines(self, ids: Sequence[str]) -> Mapping[str, Outline]:
        return {
            id: Outline(
                len(self._documents[id].text),
                tuple(b.start for b in self._documents[id].blocks if b.kind is BlockKind.HEADING),
            )
            for id in ids
        }

    def vocabulary(self, words: Sequence[WordQuery]) -> list[WordEntry]:
        return [self._entry(word) for word in words]

    def _entry(self, word: WordQuery) -> WordEntry:
        counts = {term: count for term in word.terms if (count := self._count(term))}
        return WordEntry(counts, () if counts else tuple(self._similar(word)))

    def _count(self, term: str) -> int:
        return sum(term in held for held in self._terms)

    def _similar(self, word: WordQuery) -> Iterator[SimilarWord]:
        shape = shape_of_similar(word.folded, word.min_likeness)
        if shape is None:
            return
        fit = [
            known
            for known in sorted({held for passage in self._words for held in passage})
            if known[0] == shape.letter and shape.shortest <= len(known) <= shape.longest
        ]
        for i, (folded, likeness) in enumerate(most_similar(word.folded, fit, word.min_likeness)):
            wanted = i == 0 and likeness > word.slip_likeness
            spelling = self._spelling(folded) if wanted else ""
            yield SimilarWord(folded, likeness, self._count(folded), spelling)

    def _spelling(self, folded: str) -> str:
        number = next(n for n, held in enumerate(self._words) if folded in held)
        return as_written(folded, self._passages[number].text).lower()

    def candidates(self, query: CandidateQuery) -> Candidates:
        near = self._passage_vectors @ query.vector
        spoken = self._sentence_vectors @ query.vector
        found = set(self._nearest(near, query.near_passages, query.filters))
        owners = np.array([number for number, _ in self._sentences])
        allowed = [i for i, n in enumerate(owners) if self._passes(n, query.filters)]
        best = sorted(allowed, key=lambda i: -spoken[i])[: query.near_sentences]
        found.update(int(owners[i]) for i in best)
        phrases = [self._with_phrase(phrase) for phrase in query.phrases]
        rare = [[n for n, h in enumerate(self._terms) if h & terms] for terms in query.rare_terms]
        for holding in (*rare, *(phrase[: query.max_phrase_passages] for phrase in phrases)):
            found.update(self._nearest(near, query.per_term, query.filters, holding))
        numbers = np.array(sorted(found), dtype=np.int64)
        sentences = [self._best_sentence(n, spoken) for n in numbers]
        return Candidates(
            passages=numbers,
            documents=tuple(self._passages[n].document for n in numbers),
            passage_cosines=near[numbers],
            best_sentences=np.array(sentences, dtype=np.int64),
            sentence_cosines=spoken[sentences] if sentences else spoken[:0],
            phrases=np.array([np.isin(numbers, held) for held in phrases]).reshape(
                len(phrases), len(numbers)
            ),
        )

    def _passes(self, number: int, filters: Filters) -> bool:
        return filters.matches(self._of(self._passages[number]).entry)

    def _nearest(
        self, near: Vectors, count: int, filters: Filters, among: Sequence[int] | None = None
    ) -> list[int]:
        numbers = range(len(self._passages)) if among is None else among
        allowed = [number for number in numbers if self._passes(number, filters)]
        return sorted(allowed, key=lambda number: -near[number])[:count]

    def _with_phrase(self, phrase: Sequence[str]) -> list[int]:
        wanted = f" {' '.join(phrase)} "
        return [n for n, held in enumerate(self._words) if wanted in f" {' '.join(held)} "]

    def _best_sentence(self, number: int, spoken: Vectors) -> int:
        own = [i for i, (owner, _) in enumerate(self._sentences) if owner == number]
        return max(own, key=lambda i: (spoken[i], -i))

    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        return [
            CandidateDetail(self._passages[n].id, self._terms[n], self._sentences[s][1])
            for n, s in zip(passages.tolist(), best_sentences.tolist(), strict=True)
        ]

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self._passages if passage.id in ids}

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self._passages if passage.document == document)

    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        return [self._excerpt(place) for place in slices]

    def _excerpt(self, place: Slice) -> Excerpt:
        """All blocks from the last that begins before, and the last heading of each level."""
        made = self.document(place.document)
        begun = [block for block in made.blocks if block.start <= place.start]
        headings = {b.level: b for b in begun if b.kind is BlockKind.HEADING}
        first = begun[-1].start if begun else 0
        held = [block for block in made.blocks if first <= block.start < place.end]
        start = min([place.start, *(block.start for block in held)])
        end = max([place.end, *(block.end for block in held)])
        return Excerpt(
            entry=made.entry,
            sha256=made.sha256,
            text=made.slice(Span(start, end)),
            start=start,
            blocks=tuple(sorted({*headings.values(), *held}, key=lambda block: block.start)),
            pages=tuple(p for p in made.pages if p.start < place.end and p.end > place.start),
        )

    def verify(self) -> Iterator[str]:
        for one, other in pairwise(self._passages):
            if one.document == other.document and one.end > other.start:
                yield f"{other.id} begins within {one.id}"

    def close(self) -> None:
        self._documents.clear()
