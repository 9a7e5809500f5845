import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.corpus.fetch.unpack import CHUNK, unpack
from cmp_search.errors import AnswerError
from tests.raising import raises_code

LIMIT = 5 * CHUNK


def raw(data: bytes) -> bytes:
    """The bare stream that some servers call deflate."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "": ("", bytes),
    "identity": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "zlib": ("deflate", zlib.compress),
    "raw": ("deflate", raw),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("unpack")


def unpacked(folder: Path, packed: bytes, encoding: str, limit: int = LIMIT) -> bytes:
    (folder / "packed").write_bytes(packed)
    unpack(folder / "packed", folder / "plain", encoding, limit)
    return (folder / "plain").read_bytes()


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, LIMIT])
def test_what_was_packed_comes_out(folder: Path, name: str, size: int) -> None:
    encoding, pack = PACKERS[name]
    data = (b"Fog rests on the pier. " * (size // 20 + 1))[:size]
    assert unpacked(folder, pack(data), encoding) == data


@pytest.mark.parametrize("name", PACKERS)
def test_one_byte_more_than_the_limit_is_refused(folder: Path, name: str) -> None:
    encoding, pack = PACKERS[name]
    with raises_code(AnswerError, "transfer_too_large"):
        unpacked(folder, pack(b"a" * (LIMIT + 1)), encoding)


def test_a_bomb_stops_at_the_limit(folder: Path) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with raises_code(AnswerError, "transfer_too_large", most=1000):
        unpacked(folder, bomb, "gzip", 1_000)
    assert (folder / "plain").stat().st_size <= CHUNK


@pytest.mark.parametrize("name", ["gzip", "zlib", "raw"])
@given(data=st.binary(max_size=300), cut=st.integers(1, 40), tail=st.binary(min_size=1, max_size=9))
def test_a_stream_that_is_cut_or_goes_on_is_refused(
    folder: Path, name: str, data: bytes, cut: int, tail: bytes
) -> None:
    encoding, pack = PACKERS[name]
    packed = pack(data)
    assert unpacked(folder, packed, encoding) == data
    for wrong in (packed[:-cut], packed + tail):
        with raises_code(AnswerError, "compression_damaged", encoding=encoding):
            unpacked(folder, wrong, encoding)


def test_what_is_not_packed_at_all_is_refused(folder: Path) -> None:
    for encoding in ("gzip", "deflate"):
        with raises_code(AnswerError, "compression_damaged"):
            unpacked(folder, b"<!doctype html><p>Plain", encoding)
