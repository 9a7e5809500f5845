"""Runs the whole `cmp-search index` with a timed encoder; prints `Inside` as the last line.

    python -m benchmarks.timed_index [--made-up] --corpus CORPUS --index INDEX

With --made-up, an encoder that returns random vectors replaces the default model.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from unittest.mock import patch

from benchmarks.synthetic import RandomEncoder
from cmp_search.cli import main
from cmp_search.encoders import Encoder, EncoderIdentity, Vectors, open_encoder
from cmp_search.search import opened as shared

MADE_UP = "--made-up"


@dataclass(slots=True)
class Inside:
    """Seconds of encoding, and of counting tokens; how many passages and sentences were encoded."""

    encoding: float = 0.0
    counting: float = 0.0
    texts: int = 0


class Clocked:
    """An encoder whose work is timed; opening it is not."""

    def __init__(self, encoder: Encoder, inside: Inside) -> None:
        """Time this encoder."""
        self._encoder, self._inside = encoder, inside

    @property
    def identity(self) -> EncoderIdentity:
        """The encoder's own."""
        return self._encoder.identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Counted as counting."""
        start = time.perf_counter()
        found = self._encoder.count_tokens(texts)
        self._inside.counting += time.perf_counter() - start
        return found

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Counted as encoding."""
        self._inside.texts += len(texts)
        return self._encoded(self._encoder.encode_passages, texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Counted as encoding: a new index needs the off-topic questions encoded, too."""
        return self._encoded(self._encoder.encode_questions, texts)

    def _encoded(self, encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> Vectors:
        start = time.perf_counter()
        found = encode(texts)
        self._inside.encoding += time.perf_counter() - start
        return found


def clocked_index(arguments: Sequence[str]) -> Inside:
    """Run `cmp-search index` in this process."""
    inside = Inside()
    made_up = MADE_UP in arguments
    sys.argv = ["cmp-search", "index", *(word for word in arguments if word != MADE_UP)]

    def opened(model: str) -> Clocked:
        return Clocked(RandomEncoder() if made_up else open_encoder(model), inside)

    with patch.object(shared, "open_encoder", opened):
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise
    return inside


if __name__ == "__main__":
    counted = clocked_index(sys.argv[1:])
    if not counted.texts:
        sys.exit("the clock saw no text encoded: was there anything to build?")
    print("\n" + json.dumps(asdict(counted)), flush=True)
    # Exit as the command does, so that the process takes as long as the command.
    os._exit(0)
