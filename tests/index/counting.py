"""Counts the calls to an index, each of which may be a trip to another machine."""

from typing import Any, cast

from cmp_search.index.base import Index


class _Counted:
    def __init__(self, index: Index, calls: list[str]) -> None:
        self._index, self._calls = index, calls

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._index, name)
        if callable(attribute) and name != "caveats":  # These are known without a trip.
            self._calls.append(name)
        return attribute


def counted(index: Index) -> tuple[Index, list[str]]:
    """An index, and a list to which the names of calls to it are added."""
    calls: list[str] = []
    return cast(Index, _Counted(index, calls)), calls
