"""The door to an index: all that the rest of the package may ask of one, whatever engine keeps it.

1. `Index` is one generation, open for reading. Its calls are coarse, so that an engine on another
   machine can serve them: a question takes five of them, one of which only an unknown word or a
   quoted passage's page needs, and a page that is drawn takes three more.
2. A question looks its words up (`vocabulary`), has the passages that may answer it measured
   (`candidates`), reads the best of these (`details`), and fetches and proves what is shown
   (`passages`, `excerpts`).
3. `Engine` opens an index by its address, for reading or for building (see `builder`), and looks
   for damage before one can be opened.
Numbers of passages and sentences mean something to the engine alone; ids are stable.
`tests/index/conformance.py` holds any engine to what is said here, with exact search as oracle.
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
    """What a search is limited to; an empty field limits nothing."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is limited."""
        return bool(self.documents or self.languages or self.years)

    def pass_entry(self, entry: Entry) -> bool:
        """Whether a document passes."""
        return (
            (not self.documents or entry.id in self.documents)
            and (not self.languages or entry.language in self.languages)
            and (not self.years or entry.year in self.years)
        )


@dataclass(frozen=True, slots=True)
class DocumentStatistics:
    """What an index knows of a document without its text.

    `source_entry` is the catalogue's entry as it was before the reader completed it, `sha256` the
    hash of the file. `sections` counts those that hold a passage. `sketch` is for finding texts
    that are nearly the same.
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
    """How long a document is, in characters, and where in it each heading begins."""

    length: int
    headings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordQuery:
    """A word of a question to be looked up.

    `terms` are the forms that match it. Where none stands in the texts, words that are spelt like
    `folded` are looked for, with a likeness of `least` or more; a word that may be a slip of the
    pen is told as the texts spell it where the likeness is above `spelling`.
    """

    folded: str
    terms: frozenset[str]
    least: float
    spelling: float


@dataclass(frozen=True, slots=True)
class SimilarWord:
    """A folded word of the texts that is spelt like another: likeness 0 to 1, passages with it.

    `spelling` is how the first passage that holds it writes it, or empty where that was not asked.
    """

    folded: str
    likeness: float
    passages: int
    spelling: str


@dataclass(frozen=True, slots=True)
class WordEntry:
    """What the texts have of a word: in how many passages each of its terms stands.

    `similar` are words spelt like it, most like first, where none of its terms stands in any.
    """

    terms: Mapping[str, int]
    similar: tuple[SimilarWord, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """What makes a passage a candidate: nearness to `vector` [d], rare terms, or a quoted phrase.

    `rare` has the terms of each rare word, `phrases` the folded words of each phrase. From each
    word and each phrase come at most `with_term` passages, the nearest; of a phrase the first
    `phrase_most` passages are looked at.
    """

    vector: Vectors
    filters: Filters
    rare: tuple[frozenset[str], ...]
    phrases: tuple[tuple[str, ...], ...]
    near_passages: int
    near_sentences: int
    with_term: int
    phrase_most: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The n candidates in the order of their numbers, with the cosines of each.

    `best_sentences` has the number of the sentence of each that is nearest, `passage_cosines` and
    `sentence_cosines` are [n]; `phrases` [p, n] is true where a passage holds a phrase. Ties go to
    the sentence that stands first.
    """

    passages: Numbers
    documents: tuple[str, ...]
    passage_cosines: Vectors
    best_sentences: Numbers
    sentence_cosines: Vectors
    phrases: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    """A passage's id, its terms (folded words and stems), and the place of its best sentence."""

    id: str
    terms: frozenset[str]
    best_sentence: Span


class Slice(NamedTuple):
    """A part of a document's text: `text[start:end]`."""

    document: str
    start: int
    end: int


class Index(Protocol):
    """One generation of an index, open for reading; any number of threads may ask it."""

    @property
    def address(self) -> Path:
        """Where the index is kept, for messages and to open it again."""

    @property
    def manifest(self) -> Manifest:
        """What it was built with, and what it holds."""

    @property
    def off_topic(self) -> Vectors:
        """The vectors [m, d] of questions that are not about these texts (see `off_topic`)."""

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
        """The outlines of documents that are in the index; no text is read for them."""

    def vocabulary(self, words: Sequence[WordQuery]) -> list[WordEntry]:
        """What the texts have of each word."""

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The passages that may answer a question."""

    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        """What ranking must know of some candidates, in their order."""

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages by their ids; those that are not there are left out."""

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order; none of an unknown one."""

    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        """What it takes to cite and prove each slice.

        Raises:
            UnknownDocumentError: a document is not in the index.
        """

    def verify(self) -> Iterator[str]:
        """Everything that is not as a build leaves it, a line each; reads all of the index."""

    def close(self) -> None:
        """Let go of it; nothing can be looked up any more."""


class Remedy(StrEnum):
    """What makes a fault of an index good."""

    NONE = "none"
    BUILD = "build"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at before an index is opened: what it is like, and the remedy.

    `is_fault` is false where the index serves all the same. `path` is what `REMOVE` is about.
    """

    what: str
    remedy: Remedy = Remedy.NONE
    is_fault: bool = False
    path: Path | None = None


class Engine(Protocol):
    """A way to keep an index, chosen by the index's address."""

    def open(self, address: Path, *, searchable: bool) -> Index:
        """Open the current generation; its vectors only where it is to be searched.

        Raises:
            NoIndexError: there is none.
            ForeignIndexError: what is there is no index.
            MismatchError: it is of another version, or damaged.
        """

    def open_builder(
        self, address: Path, encoder: Encoder, model: str, settings: PassageSettings
    ) -> AbstractContextManager[IndexBuilder]:
        """A builder of the index, which is held for it; other writers wait.

        Raises:
            ForeignIndexError: what is there is no index.
        """

    def current(self, address: Path) -> str:
        """The name of the current generation, which changes when a build is published.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """

    def check_idle(self, address: Path) -> None:
        """Make sure that no build is at work there.

        Raises:
            BusyError: one is.
        """

    def inspect(self, address: Path) -> Iterator[Check]:
        """What can be told of the index without opening it; none of it is changed.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """
