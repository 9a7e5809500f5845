"""The builder's interface: what a build asks of an engine.

A build is one transaction: `start`, any number of `replace` and `remove`, then `publish`. The
current generation does not change before `publish`; `close` discards what is not published.
An engine's module has a context manager `open_builder`, which locks the index for one writer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Vectors
from cmp_search.index.deriving import Derived
from cmp_search.index.manifest import BuildRecord, Manifest
from cmp_search.index.plan import Plan, Previous


@dataclass(frozen=True, slots=True)
class EncodedDocument:
    """A document with its passages and their vectors.

    `source_entry` is the catalogue's entry before the reader completed it. `passage_keys` and
    `passage_vectors` [n, d] are in the order of the passages, `sentence_keys` and
    `sentence_vectors` [m, d] in that of all their sentences and telling headings (see
    `embedding.document_inputs`). A key identifies what was embedded (see `embedding.input_key`).
    `derived` is what else is stored with them.
    """

    document: Document
    source_entry: Entry
    passages: Sequence[Passage]
    passage_keys: Sequence[bytes]
    sentence_keys: Sequence[bytes]
    passage_vectors: Vectors
    sentence_vectors: Vectors
    derived: Derived


class IndexBuilder(Protocol):
    """A generation being built."""

    @property
    def previous(self) -> Previous:
        """What the engine knows before the build starts."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""

    def start(self, plan: Plan) -> None:
        """Continue from the previous generation, with renewed content, or start from nothing.

        A document whose content cannot be renewed is removed, and is no longer `known` in
        `previous`.
        """

    def known_vectors(
        self, passages: Sequence[bytes], sentences: Sequence[bytes]
    ) -> Mapping[bytes, Vectors]:
        """The vectors [d] that the previous generation has, by the keys of what was embedded.

        For keys see `embedding.input_key`; unknown ones are left out.
        """

    def replace(self, encoded: EncodedDocument) -> None:
        """Add a document, replacing its older version. If interrupted, discard the build.

        Raises:
            GenerationError: a stored passage is not the slice of its document that it claims to be.
        """

    def remove(self, document: str) -> None:
        """Remove a document. If interrupted, discard the build."""

    def publish(self, record: BuildRecord) -> Manifest:
        """Make this the current generation, with what the build states about it.

        The engine adds the generation's name, its counts, and what is its own.
        """

    def close(self) -> None:
        """Close files and connections; what is not published is discarded."""
