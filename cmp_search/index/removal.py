"""Removal: what is gone from the corpus leaves the index, but not most of it unasked.

A disk that is not there, or a folder that was moved by mistake, looks like a corpus whose texts
were removed. If that is more than half of what is indexed, somebody has to say that it is meant.
"""

from collections.abc import Collection

from cmp_search.errors import CorpusError

FEW = 4
"""Texts from which on it is asked; fewer are indexed again in no time."""
MOST_GONE = "most_gone"
"""The code of the error."""


def check_removal(
    indexed: Collection[str], present: Collection[str], *, may_remove_most: bool
) -> None:
    """Make sure that not most of the texts that are indexed are gone, unless they may be.

    Raises:
        CorpusError: more than half of them are.
    """
    gone = set(indexed) - set(present)
    if not may_remove_most and len(indexed) >= FEW and len(gone) * 2 > len(indexed):
        raise CorpusError("most_gone", gone=len(gone), indexed=len(indexed))
