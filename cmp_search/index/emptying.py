"""Emptying: what a build does after the last file was removed from the corpus.

An index of nothing would answer nothing: there is none any more, as before the first build. An
empty corpus from which nothing was removed is an error instead, since its name may be a mistake.
"""

from contextlib import closing, suppress
from pathlib import Path

from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.origin import check_origin
from cmp_search.index.removal import check_removal
from cmp_search.index.report import BuildReport


def empty_index(
    index: Address,
    corpus: Path,
    waiting: Waiting = WITHOUT_LIMIT,
    *,
    may_remove_most: bool = False,
) -> BuildReport:
    """Make no generation of an emptied corpus the current one.

    The report has the documents that the last one had, and no generation.

    Raises:
        CorpusError: several texts are indexed, and `may_remove_most` is false.
        BusyError: another writer was waited for in vain.
        ForeignIndexError: the index folder belongs to something else, or to another corpus.
    """
    ids: tuple[str, ...] = ()
    with suppress(MismatchError, NoIndexError), closing(open_index(index, searchable=False)) as old:
        check_origin(old.manifest, index, corpus)
        ids = tuple(sorted(entry.id for entry in old.entries()))
    check_removal(ids, (), may_remove_most=may_remove_most)
    engine_of(index).clear(index, waiting)
    return BuildReport(
        generation="",
        rebuild_reason=None,
        renewed=(),
        added=(),
        changed=(),
        removed=ids,
        unchanged=(),
        superseded=(),
        superseded_by=(),
        failed=(),
        skipped=(),
        pending=(),
        documents=0,
        passages=0,
        encoded=0,
        reused=0,
        duplicates=(),
        warnings=(),
    )
