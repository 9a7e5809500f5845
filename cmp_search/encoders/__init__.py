"""Encoders: the default model, any sentence-transformers model, and a fake one for tests."""

from cmp_search.encoders.base import Encoder, EncoderIdentity, Vectors
from cmp_search.encoders.default import DefaultEncoder
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.encoders.weights import NAME as DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Encoder", "EncoderIdentity", "Vectors", "open_encoder"]


def open_encoder(model: str = DEFAULT_MODEL) -> Encoder:
    """The encoder of a name: the default's, "fake", a model folder or a model in the hub's cache.

    Nothing heavy is loaded before it is used.
    """
    if model == DEFAULT_MODEL:
        return DefaultEncoder()
    if model == FakeEncoder.identity.name:
        return FakeEncoder()
    from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(model)
