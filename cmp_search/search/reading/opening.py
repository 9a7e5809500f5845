"""Which reader a name means."""

from contextlib import suppress
from threading import Thread

from cmp_search.errors import EncoderError
from cmp_search.search.reading.base import PassageReader, Window
from cmp_search.search.reading.small import NAME, SmallReader
from cmp_search.settings import NO_READER


def open_reader(name: str = NO_READER) -> PassageReader | None:
    """The reader of a name: "none", the one that ships, or a cross-encoder by name or folder.

    Nothing heavy is loaded before it is used.
    """
    if name == NO_READER:
        return None
    if name == NAME:
        return SmallReader()
    from cmp_search.search.reading.cross_encoder import CrossEncoderReader

    return CrossEncoderReader(name)


def warm_reader(name: str = NO_READER) -> PassageReader | None:
    """As `open_reader`, but the reader is loaded in a thread while the caller goes on."""
    reader = open_reader(name)
    if reader is not None:
        Thread(target=_load, args=(reader,)).start()
    return reader


def _load(reader: PassageReader) -> None:
    # An error here occurs again, and is reported, when a question is asked. A process that is
    # ending lets no new thread start.
    with suppress(EncoderError, RuntimeError):
        reader.read("?", [Window("", "?")])
