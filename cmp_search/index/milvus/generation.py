"""A generation on a Milvus server, open for reading; nothing of it is ever changed.

1. The rows of its documents are read when it is opened; all else is asked for when it is needed.
2. A question's best candidates are read for their terms. Their rows are kept for a while, since
   some of them are shown next.
3. A generation that has been dropped meanwhile, two versions later, cannot be asked any more.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Excerpt, Span
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Vectors
from cmp_search.errors import EngineFaultError, GenerationError, MismatchError
from cmp_search.index.caveats import Caveat
from cmp_search.index.contents import DocumentStatistics, Outline, PassageVectors, Slice
from cmp_search.index.milvus import documents
from cmp_search.index.milvus.candidates import find_candidates
from cmp_search.index.milvus.connection import Connection
from cmp_search.index.milvus.excerpts import find_excerpts
from cmp_search.index.milvus.faults import NO_COLLECTION
from cmp_search.index.milvus.manifest import StoredManifest
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.packing import unpack_passage, unpack_vectors
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.milvus.recent import RecentPassages
from cmp_search.index.milvus.schema import PassageRow
from cmp_search.index.milvus.selections import Selections
from cmp_search.index.milvus.words import Words
from cmp_search.index.queries import (
    CandidateDetail,
    CandidateQuery,
    Candidates,
    Numbers,
    WordEntry,
    WordQuery,
)
from cmp_search.index.stored.heading_terms import heading_terms
from cmp_search.index.stored.words import look_up
from cmp_search.orientation.facts import Orientation


class Generation:
    """The index as it was when opened; see `cmp_search.index.base.Index`."""

    def __init__(self, connection: Connection, manifest: StoredManifest) -> None:
        """Wrap a connection; use `load`."""
        self.manifest, self.address = manifest, connection.place.address
        names = Names(connection.place.name, manifest.generation)
        self._open: Reader | None = Reader(connection, names, manifest.guarantee)
        self._looked_up = Words(self.reader)
        self._read = RecentPassages(self.reader)
        self._selections = Selections(self.reader)
        self._caveats: tuple[Caveat, ...] = ()

    @classmethod
    def load(
        cls, connection: Connection, manifest: StoredManifest, *, searchable: bool = True
    ) -> Self:
        """A published generation, with its vectors only if it is to be searched.

        Raises:
            MismatchError: a part of it is missing or damaged.
            EngineAwayError: the server does not answer, or is still loading it.
        """
        generation = cls(connection, manifest)
        names = generation.reader.names
        try:
            connection.load_again(names.data if searchable else (names.texts,))
            if len(generation.reader.documents) != manifest.documents:
                raise MismatchError("rows_damaged", table="documents")
            if searchable:
                _ = generation.off_topic
                generation._note_replicas()
        except EngineFaultError as error:
            if error.number == NO_COLLECTION:
                raise MismatchError("index_damaged", folder=generation.address) from error
            raise
        return generation

    def _note_replicas(self) -> None:
        """Give a caveat where more nodes are wanted than the generation is on."""
        connection, names = self.reader.connection, self.reader.names
        if connection.place.replicas > 1 and connection.replicas(names.passages) < 2:
            self._caveats = (Caveat("one_replica"),)

    @property
    def reader(self) -> Reader:
        """Its rows.

        Raises:
            GenerationError: it has been closed.
        """
        if self._open is None:
            raise GenerationError("index_closed")
        return self._open

    @property
    def _words(self) -> Words:
        """Its words; as `reader`."""
        _ = self.reader
        return self._looked_up

    @property
    def _recent(self) -> RecentPassages:
        """The passages that were read lately; as `reader`."""
        _ = self.reader
        return self._read

    @cached_property
    def off_topic(self) -> Vectors:
        """The vectors [m, d] of the off-topic questions."""
        ((_, payload),) = self.reader.payloads("x").items() or [(None, "0 0 ")]
        return unpack_vectors(payload)

    def caveats(self) -> tuple[Caveat, ...]:
        """What to know before relying on what it shows."""
        return self._caveats

    def entries(self) -> tuple[Entry, ...]:
        """The entry of every document, by id."""
        return documents.entries(self.reader)

    def statistics(self) -> tuple[DocumentStatistics, ...]:
        """What is known of every document, by id."""
        return documents.statistics(self.reader)

    def orientations(self) -> Sequence[tuple[Entry, Orientation]]:
        """What was found in each document for newcomers, by the document's id."""
        return documents.orientations(self.reader)

    def document(self, id: str) -> Document:
        """A document with its text.

        Raises:
            UnknownDocumentError: it is not in the index.
        """
        return documents.document(self.reader, id)

    def outlines(self, ids: Sequence[str]) -> Mapping[str, Outline]:
        """The outlines of documents in the index; no text is read."""
        return documents.outlines(self.reader, ids)

    def vocabulary(self, words: Sequence[WordQuery]) -> list[WordEntry]:
        """Each word in the texts, or the words spelt like it."""
        return look_up(self._words, words)

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The passages that may answer a question."""
        reader, words = self.reader, self._words
        return find_candidates(reader, words, self._selections.of(query.filters), query)

    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        """What ranking needs of some candidates, in their order (step 2)."""
        rows = self._recent.rows(passages.tolist())
        return [
            _detail(rows[number], sentence)
            for number, sentence in zip(passages.tolist(), best_sentences.tolist(), strict=True)
        ]

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages by their ids; unknown ids are left out."""
        return {row.id: self._passage(row) for row in self._recent.rows_with(ids)}

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order; none if it is unknown."""
        return tuple(map(self._passage, documents.passage_rows(self.reader, document)))

    def _passage(self, row: PassageRow) -> Passage:
        return unpack_passage(row, self.reader.ids[row.document])

    def vectors_of(self, document: str) -> PassageVectors:
        """The vectors of a document's passages, in reading order; none if it is unknown."""
        return documents.vectors(self.reader, document, self.manifest.encoder.dimension)

    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        """What it takes to cite and prove each slice.

        Raises:
            UnknownDocumentError: a document is not in the index.
        """
        return find_excerpts(self.reader, slices)

    def verify(self) -> Iterator[str]:
        """All faults, one line each; reads the whole index."""
        from cmp_search.index.milvus.verification import find_faults

        return find_faults(self.reader, self.manifest)

    def close(self) -> None:
        """Forget everything; the connection stays, as others use it."""
        self._open = None


def _detail(row: PassageRow, sentence: int) -> CandidateDetail:
    of_headings = heading_terms(row.section, row.language)
    terms = frozenset(f"{row.words} {row.stems} {of_headings}".split())
    return CandidateDetail(
        row.id, terms, Span(*json.loads(row.spans)[sentence - row.first_sentence])
    )
