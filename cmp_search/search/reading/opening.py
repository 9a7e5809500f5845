"""Which reader a name means."""

from cmp_search.encoders import DEFAULT_MODEL, in_thread
from cmp_search.search.reading.base import PassageReader, Window
from cmp_search.search.reading.small import NAME, SmallReader
from cmp_search.settings import AUTO

NONE = "none"


def open_reader(name: str = AUTO, model: str = DEFAULT_MODEL) -> PassageReader | None:
    """The reader of a name: "auto", "none", the one that ships, a cross-encoder by name or folder.

    "auto" is the one that ships if the embedding model is the default one, else none: the verdict
    was fitted for both together. Nothing heavy is loaded before it is used.
    """
    if name == NONE or (name == AUTO and model != DEFAULT_MODEL):
        return None
    if name in (AUTO, NAME):
        return SmallReader()
    from cmp_search.search.reading.cross_encoder import CrossEncoderReader

    return CrossEncoderReader(name)


def warm_reader(name: str = AUTO, model: str = DEFAULT_MODEL) -> PassageReader | None:
    """As `open_reader`, but the reader is loaded in a thread while the caller goes on."""
    reader = open_reader(name, model)
    if reader is not None:
        in_thread(lambda: reader.read("?", [Window("", "?")]))
    return reader
