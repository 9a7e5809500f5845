"""The builder of an engine: what a build asks of the place where an index is kept.

A build is one transaction: `start`, any number of `replace` and `remove`, then `publish`. Whatever
comes before `publish` leaves the current generation as it is, and `abandon` lets go of it.
An engine's module has a context manager `open_builder`, which holds the index for one writer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Vectors
from cmp_search.index.manifest import Failure, Manifest
from cmp_search.index.plan import Plan, Previous


@dataclass(frozen=True, slots=True)
class EncodedDocument:
    """A document with its passages and their vectors.

    `source_entry` is the catalogue's entry as it was before the reader completed it.
    `passage_vectors` [n, d] are in the order of the passages, `sentence_vectors` [m, d] in that of
    all their sentences.
    """

    document: Document
    source_entry: Entry
    passages: Sequence[Passage]
    passage_vectors: Vectors
    sentence_vectors: Vectors


class IndexBuilder(Protocol):
    """A generation in the making."""

    @property
    def previous(self) -> Previous:
        """What is known before anything is done."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""

    def start(self, plan: Plan) -> None:
        """Go on from the previous generation, with renewed content, or from nothing."""

    def known_vectors(
        self, passages: Sequence[bytes], sentences: Sequence[bytes]
    ) -> Mapping[bytes, Vectors]:
        """The vectors [d] that the previous generation has, by the keys of what was embedded.

        A key is `embedding.inputs_key`; those that are not known are left out.
        """

    def replace(self, encoded: EncodedDocument) -> None:
        """Put a document in, in the place of what it was before.

        If interrupted, abandon the builder.

        Raises:
            GenerationError: a stored passage is not the slice of its document that it claims to be.
        """

    def remove(self, document: str) -> None:
        """Take a document out. If interrupted, abandon the builder."""

    def publish(self, failed: tuple[Failure, ...]) -> Manifest:
        """Make all of it the current generation, with the files that could not be read."""

    def abandon(self) -> None:
        """Let go of files and connections; what is not published is discarded."""
