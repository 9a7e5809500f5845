"""Others' lines: what is written to standard error beside the log, as lines of JSON like those.

The server, Streamlit, and Python with its warnings and tracebacks write there without the log.
"""

import logging
from io import TextIOBase
from threading import Lock
from typing import TextIO

from cmp_search.logs.lines import JsonLines

NAME = "stderr"
"""What stands for the logger in such a line."""


class OthersAsJson(TextIOBase):
    """Standard error for others; may be used by several threads."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` is standard error itself, where the log writes."""
        self.stream = stream
        self._begun = ""
        self._lock = Lock()
        self._form = JsonLines()

    def write(self, words: str) -> int:
        """Write every line that is complete as one of JSON."""
        with self._lock:
            *lines, self._begun = f"{self._begun}{words}".split("\n")
            for line in filter(str.strip, lines):
                self.stream.write(f"{self._as_json(line)}\n")
        return len(words)

    def flush(self) -> None:
        """Flush what was written."""
        self.stream.flush()

    def _as_json(self, line: str) -> str:
        return self._form.format(
            logging.LogRecord(NAME, logging.WARNING, "", 0, line, args=None, exc_info=None)
        )
