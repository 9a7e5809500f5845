"""How a build gets its documents read and encoded: in this process, or by workers elsewhere."""

from collections.abc import Sequence
from typing import Protocol

from cmp_search.documents.source import Source
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.encoding import EncodingProgress, Unread


class Preparation(Protocol):
    """Reads, cuts and encodes files; it does not change the index, so it may be interrupted."""

    encoded: int
    """Texts that were encoded so far."""
    reused: int
    """Texts so far whose vectors the previous generation had, or that stand twice in a document."""

    def expect(self, sources: Sequence[Source]) -> None:
        """Say which files will be asked for next, so that work on them may begin."""

    def prepare(self, source: Source, progress: EncodingProgress) -> EncodedDocument | Unread:
        """Give a file that was announced, read and encoded, or say why it cannot be.

        Raises:
            WorkersError: the workers are out of reach.
        """

    def finish(self) -> None:
        """Let go of what is superfluous now that all files are in the published index."""

    def close(self) -> None:
        """Stop what is still being worked on, and close connections."""
