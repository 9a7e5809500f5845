"""What a passage reader is: a question and windows of passages in, what they say to it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cmp_search.documents.document import Span


@dataclass(frozen=True, slots=True)
class Window:
    """A few sentences of a passage, under the header that tells where they stand."""

    header: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one window.

    `relevance` is the higher the more likely the window answers; it is a logit. `span` is where the
    answer stands in the window's text, None if the reader marks none, and `margin` by how much it
    is likelier than none at all, a difference of logits.
    """

    relevance: float
    span: Span | None = None
    margin: float = 0.0


class PassageReader(Protocol):
    """Judges windows for a question; may be used from several threads at once."""

    @property
    def identity(self) -> str:
        """Name, revision and engine: two readers with the same say the same."""
        ...

    @property
    def weight(self) -> float:
        """What the probability that a passage answers counts in the order, beside two cosines."""
        ...

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading a window."""
        ...
