"""Reading bytes in the process of the tests, without the sandbox."""

from collections.abc import Callable
from importlib import import_module

from cmp_search.readers import read_with
from cmp_search.readers.extract import Extract
from cmp_search.readers.formats import format_of


def reader_for(suffix: str) -> Callable[[bytes], Extract]:
    """The bare reader of files with a suffix; its errors are as they are raised."""
    read: Callable[[bytes], Extract] = import_module(format_of(suffix).module).read
    return read


def read_extract(suffix: str, data: bytes) -> Extract:
    """Read the bytes of a file as the sandbox does."""
    return read_with(format_of(suffix).module, data)
