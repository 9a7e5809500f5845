"""The origin of an index: the corpus that it was built from, which no other may take the place of.

1. A build records where the corpus and the index are. An index of an older version, which has
   nothing recorded, is believed to be of the corpus that is named with it.
2. It is of another corpus if the recorded folder is still there and is not the one named. If that
   is gone, the corpus was moved or renamed, and the next build records where it is now.
3. If both are elsewhere, in the same place as seen from each other, both were copied.
"""

import os
from pathlib import Path

from cmp_search.errors import ForeignIndexError
from cmp_search.index.address import Address, absolute, scheme_of
from cmp_search.index.manifest import BuildRecord, Origin


def origin_of(corpus: Path, index: Address) -> Origin:
    """Where a corpus and its index are now."""
    place = index if scheme_of(index) else str(Path(index).resolve())
    return Origin(str(corpus.resolve()), place)


def check_origin(record: BuildRecord, index: Address, corpus: Path) -> None:
    """Make sure that an index was built from this corpus.

    Raises:
        ForeignIndexError: it was built from another one.
    """
    before, now = record.origin, origin_of(corpus, index)
    if before is None or before.corpus == now.corpus or not os.path.isdir(before.corpus):
        return
    if corpus.is_dir() and (os.path.samefile(before.corpus, corpus) or _is_copy(before, now)):
        return
    raise ForeignIndexError(
        "index_of_other_corpus",
        index=absolute(index),
        built_from=before.corpus,
        corpus=corpus.absolute(),
    )


def _is_copy(before: Origin, now: Origin) -> bool:
    """Step 3; only folders can be copied."""
    if before.index == now.index or scheme_of(now.index) or scheme_of(before.index):
        return False
    try:
        seen = {os.path.relpath(one.corpus, one.index) for one in (before, now)}
    except ValueError:
        return False  # They are on two drives of Windows.
    return len(seen) == 1
