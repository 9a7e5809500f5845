"""The default model: its fast engine, or sentence-transformers if that is not available."""

import logging
from collections.abc import Sequence
from threading import Lock

from cmp_search.encoders.base import Encoder, EncoderIdentity, Vectors
from cmp_search.encoders.e5.weights import NAME, model_folder
from cmp_search.errors import EncoderError
from cmp_search.extras import has_extra

log = logging.getLogger(__name__)


class DefaultEncoder:
    """Chooses the engine on first use, and delegates to it."""

    def __init__(self) -> None:
        self._choosing = Lock()
        self._chosen: Encoder | None = None

    @property
    def identity(self) -> EncoderIdentity:
        """The identity of the engine."""
        return self._engine.identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text."""
        return self._engine.count_tokens(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        return self._engine.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage or sentence."""
        return self._engine.encode_passages(texts)

    @property
    def _engine(self) -> Encoder:
        with self._choosing:
            if self._chosen is None:
                self._chosen = _choose()
            return self._chosen


def _choose() -> Encoder:
    """The fast engine, else the slow one if it is there, with a warning, as it makes users wait."""
    model = model_folder()
    try:
        from cmp_search.encoders.e5.export import export_folder
        from cmp_search.encoders.e5.fast import FastEncoder

        return FastEncoder(model, export_folder(model))
    except EncoderError as error:
        if not has_extra("models"):
            raise
        log.warning("%s. Until then sentence-transformers computes the model, slowly.", error)
        from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder

        return SentenceTransformerEncoder(NAME)
