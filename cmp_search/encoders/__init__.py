"""Encoders: the default model, any sentence-transformers model, and a fake one for tests."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from cmp_search.encoders.base import Encoder, EncoderIdentity, Vectors
from cmp_search.encoders.e5.default import DefaultEncoder
from cmp_search.encoders.e5.weights import NAME as DEFAULT_MODEL
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import EncoderError

__all__ = [
    "DEFAULT_MODEL",
    "Encoder",
    "EncoderIdentity",
    "Vectors",
    "in_thread",
    "open_encoder",
    "warm_encoder",
]


def open_encoder(model: str = DEFAULT_MODEL) -> Encoder:
    """The encoder of a name: the default model, "fake", a folder or a model in the hub's cache.

    Nothing heavy is loaded before it is used.
    """
    if model == DEFAULT_MODEL:
        return DefaultEncoder()
    if model == FakeEncoder.identity.name:
        return FakeEncoder()
    from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(model)


def warm_encoder(model: str = DEFAULT_MODEL) -> Encoder:
    """As `open_encoder`, but the model is loaded in a thread while the caller goes on."""
    encoder = open_encoder(model)
    in_thread(lambda: encoder.encode_questions(["?"]))
    return encoder


def in_thread(load: Callable[[], object]) -> None:
    """Load a model in a thread, by using it."""
    Thread(target=_tried, args=(load,)).start()


def _tried(load: Callable[[], object]) -> None:
    # An error here occurs again, and is reported, when the model is used for a question. A process
    # that is ending lets no new thread start.
    with suppress(EncoderError, RuntimeError):
        load()
