"""A reader for tests: what it says can be foretold."""

from collections.abc import Sequence

from cmp_search.documents.document import Span
from cmp_search.search.reading.base import Reading, Window


class WordReader:
    """Relevant is a window with a word; the answer is that word. It keeps what it was given."""

    identity = "words"
    weight = 0.15

    def __init__(self, word: str) -> None:
        """Name the word."""
        self.word = word
        self.read_windows: list[Window] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading a window."""
        self.read_windows += windows
        return [self._reading(window) for window in windows]

    def _reading(self, window: Window) -> Reading:
        place = window.text.find(self.word)
        if place < 0:
            return Reading(-5.0, Span(0, 1), -5.0)
        return Reading(5.0, Span(place, place + len(self.word)), 5.0)
