"""Whether questions are answered at once: the index opens, and one question has been asked of it.

The first question loads the model and the reader, so it is asked in the background when the server
starts; and again whenever it is asked for, as long as there was none, since the index may have been
built meanwhile.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread

from cmp_search.errors import CmpSearchError
from cmp_search.library import Library
from cmp_search.locales import DEFAULT, messages_for


class Readiness:
    """Asks the first question; may be used by several threads."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._lock = Lock()
        self._thread: Thread | None = None
        self._is_warm = False

    def begin(self) -> None:
        """Ask the first question in the background, unless that has been done."""
        with self._lock:
            if not self._is_warm and not (self._thread and self._thread.is_alive()):
                self._thread = Thread(target=self._ask, daemon=True)
                self._thread.start()

    def is_ready(self) -> bool:
        """Whether the first question was answered; else it is asked again, if there was none.

        Raises:
            CmpSearchError: there is no index that can be asked, or no model.
        """
        if not self._is_warm:
            self._library().searcher()
            self.begin()
        return self._is_warm

    def _ask(self) -> None:
        """Errors are told to whoever asks."""
        with suppress(CmpSearchError):
            self._library().ask(messages_for(DEFAULT).lines("ask.examples")[0])
            self._is_warm = True
