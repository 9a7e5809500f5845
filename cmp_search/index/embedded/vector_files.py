"""Files of vectors, opened for searching: used as they were read, or mapped if they are large.

A mapped file that has become shorter is not touched: the system would end the process.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from cmp_search.errors import MismatchError
from cmp_search.index.embedded.files import short_path

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
ReadFile = Callable[[str], bytes | None]
"""Gives the content of a file by its name, or None if it is to be mapped."""


def unread(_: str) -> bytes | None:
    """Have every file mapped."""
    return None


class VectorFile:
    """A file of vectors while an index of them is used; none if it was made in memory."""

    def __init__(self, path: Path | None, read: ReadFile = unread, *, writable: bool) -> None:
        """Read the content of a file, unless it is to be mapped; or read it later if `writable`.

        Raises:
            MismatchError, OSError: `read` raises it.
        """
        self._path, self._read, self.writable = path, read, writable
        self._content = read(path.name) if path and not writable else None
        is_mapped = path and self._content is None and not writable
        self._mapped_size = path.stat().st_size if path and is_mapped else 0

    def index(self) -> Any:  # noqa: ANN401
        """The FAISS index in it, which must not outlive this.

        Raises:
            RuntimeError: it is missing or damaged.
        """
        if self._content is not None:
            data = _FAISS.swig_ptr(np.frombuffer(self._content, dtype=np.uint8))
            reader = _FAISS.ZeroCopyIOReader(data, len(self._content))
            return _FAISS.read_index(reader, faiss.IO_FLAG_MMAP_IFC)
        return _FAISS.read_index(str(self._path), 0 if self.writable else faiss.IO_FLAG_MMAP_IFC)

    def short_of(self, index: Any) -> Any:  # noqa: ANN401
        """The short codes of the index in it, all in memory; None if it has none.

        Raises:
            RuntimeError: their file is missing or damaged.
            MismatchError, OSError: as above.
        """
        codes = isinstance(faiss.downcast_index(index.index), faiss.IndexScalarQuantizer)
        if not codes or self._path is None:
            return None
        file = short_path(self._path)
        content = self._read(file.name)
        if content is None:
            short = _FAISS.read_index(str(file))
        else:
            short = _FAISS.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        if short.ntotal != index.ntotal:
            raise RuntimeError(f"{self._path} and {file} are not of the same vectors")
        return short

    def check(self) -> None:
        """Make sure that what is mapped can be read.

        Raises:
            MismatchError: the file is shorter than it was.
        """
        if self._path is None or not self._mapped_size:
            return
        with suppress(FileNotFoundError):  # What was mapped stays until it is let go of.
            if self._path.stat().st_size < self._mapped_size:
                raise MismatchError("file_changed", file=self._path)


NO_FILE = VectorFile(None, writable=True)
"""That of vectors which were never in one."""
