"""Counts the calls of an index, each of which may be a trip to another machine."""

from typing import Any, cast

from cmp_search.index.base import Index


class _Counted:
    def __init__(self, index: Index, calls: list[str]) -> None:
        self._index, self._calls = index, calls

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._index, name)
        if callable(found):
            self._calls.append(name)
        return found


def counted(index: Index) -> tuple[Index, list[str]]:
    """An index and the names of its calls, as they are made."""
    calls: list[str] = []
    return cast(Index, _Counted(index, calls)), calls
