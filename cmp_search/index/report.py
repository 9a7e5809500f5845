"""What a build tells: its steps as it goes on, and what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from cmp_search.document import Flaw
from cmp_search.index.duplicates import Duplicate
from cmp_search.index.manifest import Failure


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is: only what is new or changed is counted.

    `document` is the one at hand, empty at the end, and the `number`th of `documents`; `done` of
    `total` are bytes of source files, `encoded` the texts that were encoded so far.
    """

    document: str
    number: int
    documents: int
    done: int
    total: int
    encoded: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """A document that was read with flaws, and its pages without text."""

    document: str
    warnings: tuple[Flaw, ...]
    pages_without_text: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, by document id; `anew` says why the old generation could not be used.

    `aside_for` are the texts that the digests in `aside` stepped aside for, in the same order.
    `failed` are the files that could not be read; those in `untried` were not read again, for they
    are unchanged since. `left` is what a build that was stopped did not come to. `duplicates` and
    `warnings` are of the documents of the whole index.
    """

    generation: str
    anew: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    aside: tuple[str, ...]
    aside_for: tuple[str, ...]
    failed: tuple[Failure, ...]
    untried: tuple[str, ...]
    left: tuple[str, ...]
    documents: int
    passages: int
    encoded: int
    reused: int
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[Notice, ...]

    @property
    def current(self) -> int:
        """How many texts are in the index as the corpus has them."""
        return len(self.added) + len(self.changed) + len(self.unchanged)
