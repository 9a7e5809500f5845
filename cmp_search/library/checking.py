"""What a library checks: notes against its texts, and itself."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.library.core import Core
from cmp_search.settings import Settings

if TYPE_CHECKING:
    from cmp_search.doctor import Finding
    from cmp_search.verification.verdict import Verification


class Checking(Core):
    """Quotations that should stand in the texts, and whether all works."""

    def verify(self, file: str | PathLike[str]) -> Verification:
        """Whether each quotation of a note, a DOCX, HTML, Markdown or text file, holds.

        Raises:
            ReadError: the file cannot be read.
        """
        from cmp_search.verification.verify import verify

        with self._read() as index:
            return verify(index, Path(file))

    def verify_draft(self, data: bytes, name: str) -> Verification:
        """As `verify`, of the bytes of a file with a name, whose suffix says what it is.

        Raises:
            ReadError: they cannot be read.
        """
        from cmp_search.verification.verify import verify_bytes

        return verify_bytes(self.index(), data, name)

    def check_quotation(self, words: str, citation: str = "") -> Verification:
        """Whether a single quotation holds, and stands where it is cited, if it is.

        Raises:
            SlowError: it takes too long.
        """
        from cmp_search.verification.verify import verify_quotation

        return verify_quotation(self.index(), words, citation)

    def examine(self) -> Iterator[Finding]:
        """Check environment, model, corpus and index; changes nothing."""
        from cmp_search.doctor import examine

        return examine(Settings(self.corpus, self.index_address, self.model))
