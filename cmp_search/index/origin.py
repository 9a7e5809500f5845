"""The origin of an index: the corpus that it was built from, which no other may take the place of.

1. A build records the corpus folder. An index of an older version, which has none recorded, is
   believed to be of the corpus that is named with it.
2. An index is of another corpus if the recorded folder is still there and is not the one named. If
   it is gone, the corpus was moved or renamed, and the next build records where it is now.
"""

import os
from pathlib import Path

from cmp_search.errors import ForeignIndexError
from cmp_search.index.address import Address, absolute
from cmp_search.index.manifest import BuildRecord


def check_origin(record: BuildRecord, index: Address, corpus: Path) -> None:
    """Make sure that an index was built from this corpus.

    Raises:
        ForeignIndexError: it was built from another one.
    """
    if not record.corpus or not os.path.isdir(record.corpus):
        return
    if not corpus.is_dir() or not os.path.samefile(record.corpus, corpus):
        raise ForeignIndexError(
            "index_of_other_corpus",
            index=absolute(index),
            built_from=record.corpus,
            corpus=corpus.absolute(),
        )
