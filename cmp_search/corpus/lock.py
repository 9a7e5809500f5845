"""The lock of a corpus: one run of a kind at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cmp_search.errors import CmpSearchError, CorpusError


@contextmanager
def locked(corpus: Path, name: str, busy: CmpSearchError) -> Iterator[None]:
    """Lock the corpus by a file of a name for one run.

    Raises:
        CmpSearchError: `busy`, if another run has the lock.
        CorpusError: the corpus cannot be written.
    """
    lock = FileLock(corpus / name, blocking=False)
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise busy from error
    except OSError as error:
        raise CorpusError("corpus_unwritable", folder=corpus, reason=error) from error
    try:
        yield
    finally:
        lock.release()
