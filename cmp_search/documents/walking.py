"""Walking through the folders of a corpus.

A folder that cannot be listed is not empty: if it counted as such, its texts would leave the index,
and a backup would be made without them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from cmp_search.errors import CorpusError

_GONE = (FileNotFoundError, NotADirectoryError)


def walk(corpus: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """As `os.walk`; a folder that goes away meanwhile has no files.

    Raises:
        CorpusError: a folder cannot be listed.
    """
    return os.walk(corpus, onerror=_tell)


def _tell(error: OSError) -> None:
    if not isinstance(error, _GONE):
        raise CorpusError("corpus_closed", folder=error.filename, reason=error) from error
