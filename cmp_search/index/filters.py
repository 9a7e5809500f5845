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

    def __post_init__(self) -> None:
        """Take any sequence; text alone would be taken for its letters."""
        for name in ("documents", "languages", "years"):
            values = getattr(self, name)
            if isinstance(values, str):
                raise TypeError(f"{name} must be a sequence, such as ({values!r},)")
            object.__setattr__(self, name, tuple(values))

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
