"""The interface to an index: all that the rest of the package may ask of one, in any engine.

1. `Index` is one generation, open for reading. Its calls are coarse, so that an engine on another
   machine can serve them: a question takes five, a page on which it is shown three more.
2. A question looks up its words (`vocabulary`), gets the candidates with their cosines
   (`candidates`), reads the best of these (`details`), then fetches and proves what is shown
   (`passages`, `excerpts`).
3. `Engine` opens an index by its address, for reading or for building (see `builder`), and
   inspects one without opening it.
Ids of passages are stable. Their numbers, like those of sentences, mean something only to the
engine. `tests/index/conformance.py` checks any engine against this, with exact search as oracle.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Excerpt, Quality, Span
from cmp_search.documents.passage import Passage, PassageSettings
from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.builder import IndexBuilder
from cmp_search.index.manifest import Manifest
from cmp_search.index.sketch import Sketch
from cmp_search.orientation.facts import Orientation

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; an empty field sets no limit."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any limit."""
        return bool(self.documents or self.languages or self.years)

    def matches(self, entry: Entry) -> bool:
        """Whether a document passes the filters."""
        return (
            (not self.documents or entry.id in self.documents)
            and (not self.languages or entry.language in self.languages)
            and (not self.years or entry.year in self.years)
        )


@dataclass(frozen=True, slots=True)
class DocumentStatistics:
    """What an index knows of a document without its text.

    `source_entry` is the catalogue's entry before the reader completed it, `sha256` the hash of
    the file. `sections` counts only those with a passage. `sketch` is for finding texts that are
    nearly the same.
    """

    entry: Entry
    source_entry: Entry
    sha256: str
    headings_from: str
    quality: Quality
    characters: int
    sections: int
    passages: int
    pages: int
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Outline:
    """The length of a document in characters, and where each of its headings begins."""

    length: int
    headings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordQuery:
    """A word of a question to be looked up.

    `terms` are the forms that match it. If none occurs in the texts, words spelt like `folded` are
    looked for, with a likeness of at least `min_likeness`. If the likeness of the best one is above
    `slip_likeness`, the word may be a slip, and its spelling in the texts is wanted.
    """

    folded: str
    terms: frozenset[str]
    min_likeness: float
    slip_likeness: float


@dataclass(frozen=True, slots=True)
class SimilarWord:
    """A folded word of the texts, how like the query's word it is (0 to 1), and its passage count.

    `spelling` is how the first passage with it writes it, or empty if not asked for.
    """

    folded: str
    likeness: float
    passages: int
    spelling: str


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word in the texts: how many passages contain each of its terms.

    If none contains any, `similar` are words spelt like it, most similar first.
    """

    terms: Mapping[str, int]
    similar: tuple[SimilarWord, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """What makes a passage a candidate: nearness to `vector` [d], rare terms, or a quoted phrase.

    `rare_terms` has the terms of each rare word, `phrases` the folded words of each phrase. Each
    word and each phrase adds its `per_term` nearest passages; for a phrase only the first
    `max_phrase_passages` are considered.
    """

    vector: Vectors
    filters: Filters
    rare_terms: tuple[frozenset[str], ...]
    phrases: tuple[tuple[str, ...], ...]
    near_passages: int
    near_sentences: int
    per_term: int
    max_phrase_passages: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The n candidates, in the order of their numbers, with their cosines.

    `best_sentences` are the numbers of each candidate's nearest sentence, on a tie the first.
    `passage_cosines`, `sentence_cosines` and `heading_cosines` are [n], the last -1 where no
    telling heading (see `embedding`) is above the passage; `phrases` [p, n] is true where a passage
    contains a phrase.
    """

    passages: Numbers
    documents: tuple[str, ...]
    passage_cosines: Vectors
    best_sentences: Numbers
    sentence_cosines: Vectors
    heading_cosines: Vectors
    phrases: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    """A passage's id, its terms, and where its best sentence is.

    The terms are the folded words and stems of the passage and of the headings above it.
    """

    id: str
    terms: frozenset[str]
    best_sentence: Span


class Slice(NamedTuple):
    """A part of a document's text: `text[start:end]`."""

    document: str
    start: int
    end: int


class Index(Protocol):
    """One generation of an index, open for reading; any number of threads may use it."""

    @property
    def address(self) -> Path:
        """Where the index is, for messages and for opening it again."""

    @property
    def manifest(self) -> Manifest:
        """What it was built with, and what it contains."""

    @property
    def off_topic(self) -> Vectors:
        """The vectors [m, d] of the off-topic questions (see `off_topic`)."""

    def entries(self) -> tuple[Entry, ...]:
        """The entry of every document, by id."""

    def statistics(self) -> tuple[DocumentStatistics, ...]:
        """What is known of every document, by id."""

    def orientations(self) -> Sequence[tuple[Entry, Orientation]]:
        """What was found in each document for newcomers, by the document's id."""

    def document(self, id: str) -> Document:
        """A document with its text.

        Raises:
            UnknownDocumentError: it is not in the index.
        """

    def outlines(self, ids: Sequence[str]) -> Mapping[str, Outline]:
        """The outlines of documents in the index; no text is read."""

    def vocabulary(self, words: Sequence[WordQuery]) -> list[WordEntry]:
        """Each word in the texts, or the words spelt like it."""

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The passages that may answer a question."""

    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        """What ranking needs of some candidates, in their order."""

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages by their ids; unknown ids are left out."""

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order; none if it is unknown."""

    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        """What it takes to cite and prove each slice.

        Raises:
            UnknownDocumentError: a document is not in the index.
        """

    def verify(self) -> Iterator[str]:
        """All faults, one line each; reads the whole index."""

    def close(self) -> None:
        """Close it; nothing can be looked up any more."""


class Remedy(StrEnum):
    """What fixes a fault of an index."""

    NONE = "none"
    BUILD = "build"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of an inspection, and its remedy.

    `is_fault` is false if the index works all the same. `path` is what `REMOVE` would remove.
    """

    what: str
    remedy: Remedy = Remedy.NONE
    is_fault: bool = False
    path: Path | None = None


class Engine(Protocol):
    """A way to store an index, chosen by the index's address."""

    def open(self, address: Path, *, searchable: bool) -> Index:
        """Open the current generation, with its vectors only if it is to be searched.

        Raises:
            NoIndexError: there is none.
            ForeignIndexError: what is there is not an index.
            MismatchError: it is from another version, or damaged.
        """

    def open_builder(
        self, address: Path, encoder: Encoder, model: str, settings: PassageSettings
    ) -> AbstractContextManager[IndexBuilder]:
        """A builder of the index, which is locked meanwhile; other writers wait.

        Raises:
            ForeignIndexError: what is there is not an index.
        """

    def current(self, address: Path) -> str:
        """The name of the current generation, which changes when a build is published.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """

    def check_idle(self, address: Path) -> None:
        """Make sure that no build is running there.

        Raises:
            BusyError: one is.
        """

    def inspect(self, address: Path) -> Iterator[Check]:
        """What can be found out about the index without opening or changing it.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """
