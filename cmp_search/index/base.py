"""The interface to an index: all that the rest of the package may ask of one, in any engine.

1. `Index` is one generation, open for reading. Its calls are coarse, so that an engine on another
   machine can serve them: a question takes five, one that a fact answers one or two more,
   one with hits in several editions one more for each of these, and a page on which it is shown
   three more.
2. A question looks up its words (`vocabulary`), gets the candidates with their cosines
   (`candidates`), reads the best of these (`details`), then fetches and proves what is shown
   (`passages`, `excerpts`).
3. `Engine` opens an index by its address, for reading or for building (see `builder`), and
   inspects one without opening it.
What a question's calls take and give is in `queries` and `filters`, what is told of documents in
`contents`.
Ids of passages are stable. Their numbers, like those of sentences, mean something only to the
engine. `tests/index/engine_conformance.py` checks any engine against this, with exact search as
oracle; `index_conformance.py` beside it is the part about an open index.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Excerpt
from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.address import Address
from cmp_search.index.builder import IndexBuilder
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.index.checks import Check
from cmp_search.index.contents import DocumentStatistics, Outline, PassageVectors, Slice
from cmp_search.index.kept import KeptGeneration, Receiver, Snapshot
from cmp_search.index.manifest import Manifest
from cmp_search.index.queries import (
    CandidateDetail,
    CandidateQuery,
    Candidates,
    Numbers,
    WordEntry,
    WordQuery,
)
from cmp_search.orientation.facts import Orientation


class Index(Protocol):
    """One generation of an index, open for reading; any number of threads may use it."""

    @property
    def address(self) -> Address:
        """Where the index is, for messages and for opening it again."""

    @property
    def manifest(self) -> Manifest:
        """What it was built with, and what it contains."""

    @property
    def off_topic(self) -> Vectors:
        """The vectors [m, d] of the off-topic questions (see `off_topic`)."""

    def caveats(self) -> tuple[Caveat, ...]:
        """What to know before relying on what it shows; known without a trip to the engine.

        Raises:
            MismatchError: it has been found damaged since it was opened.
        """

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

    def vectors_of(self, document: str) -> PassageVectors:
        """The vectors of a document's passages, in reading order; none if it is unknown."""

    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        """What it takes to cite and prove each slice.

        Raises:
            UnknownDocumentError: a document is not in the index.
        """

    def verify(self) -> Iterator[str]:
        """All faults, one line each; reads the whole index."""

    def close(self) -> None:
        """Release everything; nothing can be looked up any more. Dropping it does the same."""


class Engine(Protocol):
    """A way to store an index, chosen by the index's address."""

    def open(self, address: Address, *, searchable: bool) -> Index:
        """Open the current generation, with its vectors only if it is to be searched.

        Raises:
            NoIndexError: there is none.
            ForeignIndexError: what is there is not an index.
            MismatchError: it is from another version, or damaged.
        """

    def open_builder(
        self, address: Address, encoder: Encoder, waiting: Waiting = WITHOUT_LIMIT
    ) -> AbstractContextManager[IndexBuilder]:
        """A builder of the index, which is locked meanwhile; other writers wait.

        Raises:
            BusyError: another writer was waited for in vain.
            ForeignIndexError: what is there is not an index.
        """

    def current(self, address: Address) -> str:
        """What identifies the current generation; it changes whenever another becomes current.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """

    def clear(self, address: Address, waiting: Waiting = WITHOUT_LIMIT) -> None:
        """Make no generation the current one; those that are kept and the calibration stay.

        Who has the generation open may go on reading.

        Raises:
            BusyError: another writer was waited for in vain.
            ForeignIndexError: what is there is not an index.
        """

    def generations(self, address: Address) -> tuple[KeptGeneration, ...]:
        """All generations that are kept, the newest first; none if there is no index.

        Raises:
            ForeignIndexError: what is there is not an index.
            MismatchError: the tags are damaged.
        """

    def roll_back(
        self, address: Address, name: str, waiting: Waiting = WITHOUT_LIMIT
    ) -> KeptGeneration:
        """Make a kept generation the current one, by its name or tag; without, the one before.

        None is removed for it. The next build continues from it.

        Raises:
            BusyError: another writer was waited for in vain.
            GenerationError: none is kept that is meant, or it is damaged; nothing has changed.
        """

    def tag(
        self, address: Address, tag: str, name: str, waiting: Waiting = WITHOUT_LIMIT
    ) -> KeptGeneration:
        """Give a tag to a generation, by its name or tag, or to the current one; it is then kept.

        Raises:
            BusyError: another writer was waited for in vain.
            GenerationError: the tag cannot be one, or no such generation is kept.
        """

    def untag(self, address: Address, tag: str, waiting: Waiting = WITHOUT_LIMIT) -> None:
        """Take a tag away.

        Raises:
            BusyError: another writer was waited for in vain.
            GenerationError: no generation has it.
        """

    def snapshot(
        self, address: Address, waiting: Waiting = WITHOUT_LIMIT
    ) -> AbstractContextManager[Snapshot]:
        """The files of the current generation, for a copy; no writer changes the index meanwhile.

        Raises:
            BusyError: another writer was waited for in vain.
            GenerationError: there is none, or it is damaged.
        """

    def receiving(
        self, address: Address, waiting: Waiting = WITHOUT_LIMIT
    ) -> AbstractContextManager[Receiver]:
        """What takes a generation from such a copy into the index, which is locked meanwhile.

        Raises:
            BusyError: another writer was waited for in vain.
            ForeignIndexError: what is there is not an index.
        """

    def calibration(self, address: Address) -> Calibration | None:
        """The calibration that was set for the index, whatever its generation; None without one.

        Raises:
            MismatchError: it is damaged.
        """

    def set_calibration(self, address: Address, calibration: Calibration | None) -> None:
        """Set the calibration of the index, or remove it; builds leave it alone.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """

    def check_machine(self) -> Check:
        """Whether this machine has what the engine needs."""

    def storage(self, address: Address) -> Path | None:
        """The folder of this machine whose disk the index takes space on, if it is on this one."""

    def memory(self, address: Address) -> Path | None:
        """A file of this machine, for what was found out about the corpus; it may be lost."""

    def inspect(self, address: Address) -> Iterator[Check]:
        """What can be found out about the index without opening or changing it.

        Raises:
            NoIndexError, ForeignIndexError: as `open`.
        """
