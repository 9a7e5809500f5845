"""Decompressing what was transferred, within a limit on the result."""

import zlib
from pathlib import Path
from typing import BinaryIO

from cmp_search.errors import AnswerError

CHUNK = 65_536
ENCODINGS = frozenset(["", "identity", "gzip", "x-gzip", "deflate"])
_GZIP, _ZLIB, _RAW = 31, 15, -15


def unpack(source: Path, target: Path, encoding: str, limit: int) -> None:
    """Decompress what was transferred into a file of its own.

    Raises:
        AnswerError: it is not compressed as the server said, or exceeds the limit.
    """
    with source.open("rb") as packed, target.open("wb") as plain:
        try:
            if encoding in ("gzip", "x-gzip"):
                _inflate(packed, _Limited(plain, limit), _GZIP)
            elif encoding == "deflate":
                _inflate(packed, _Limited(plain, limit), _window(packed))
            else:
                _copy(packed, _Limited(plain, limit))
        except (zlib.error, EOFError) as error:
            raise AnswerError("compression_damaged", encoding=encoding) from error


class _Limited:
    """A file with a limit on its size."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file, self._limit, self._size = file, limit, 0

    def write(self, data: bytes) -> None:
        self._size += len(data)
        check_size(self._size, self._limit)
        self._file.write(data)


def check_size(size: int, limit: int) -> None:
    """Refuse what is too large.

    Raises:
        AnswerError: the size exceeds the limit.
    """
    if size > limit:
        raise AnswerError("transfer_too_large", most=limit)


def _window(packed: BinaryIO) -> int:
    """What servers call deflate is either zlib's format or a raw stream; the first bytes tell."""
    first = packed.read(2)
    packed.seek(0)
    is_zlib = len(first) == 2 and first[0] & 0x0F == 8 and int.from_bytes(first) % 31 == 0
    return _ZLIB if is_zlib else _RAW


def _copy(packed: BinaryIO, plain: _Limited) -> None:
    while data := packed.read(CHUNK):
        plain.write(data)


def _inflate(packed: BinaryIO, plain: _Limited, window: int) -> None:
    """Decompress one stream, at most a chunk at a time; nothing may follow it."""
    stream = zlib.decompressobj(window)
    while data := stream.unconsumed_tail or packed.read(CHUNK):
        if stream.eof:
            raise EOFError
        plain.write(stream.decompress(data, CHUNK))
    while rest := stream.decompress(b"", CHUNK):
        plain.write(rest)
    if not stream.eof or stream.unused_data:
        raise EOFError
