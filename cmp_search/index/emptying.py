"""Emptying: what a build does after the last file was removed from the corpus.

An index of nothing would answer nothing: there is none any more, as before the first build. An
empty corpus from which nothing was removed is an error instead, since its name may be a mistake.
"""

from contextlib import closing, suppress
from pathlib import Path

from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.origin import check_origin
from cmp_search.index.report import BuildReport


def empty_index(index: Address, corpus: Path) -> BuildReport:
    """Remove the current generation of an emptied corpus.

    The report has the documents that it had, and no generation.

    Raises:
        ForeignIndexError: the index folder belongs to something else, or to another corpus.
    """
    ids: tuple[str, ...] = ()
    with suppress(MismatchError, NoIndexError), closing(open_index(index, searchable=False)) as old:
        check_origin(old.manifest, index, corpus)
        ids = tuple(sorted(entry.id for entry in old.entries()))
    engine_of(index).clear(index)
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
