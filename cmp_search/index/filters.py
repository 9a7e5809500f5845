"""Filters: what a search is limited to. The module imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmp_search.documents.catalogue import Entry


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; an empty field sets no limit."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any limit."""
        return bool(self.documents or self.languages or self.years)

    def matches(self, entry: Entry) -> bool:
        """Whether a document passes the filters."""
        return (
            (not self.documents or entry.id in self.documents)
            and (not self.languages or entry.language in self.languages)
            and (not self.years or entry.year in self.years)
        )
