"""What a build tells: how far it is as it goes on, and what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from cmp_search.documents.document import Flaw
from cmp_search.index.duplicates import Duplicate
from cmp_search.index.manifest import Failure
from cmp_search.index.versions import Stage


@dataclass(frozen=True, slots=True)
class BuildProgress:
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


ProgressListener = Callable[[BuildProgress], None]
"""Told as a build goes on."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A document that was read with flaws, and its pages without text."""

    document: str
    warnings: tuple[Flaw, ...]
    pages_without_text: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, by document id.

    `anew` is empty where the build went on from the generation before; otherwise it says why it
    could not, and how many vectors it kept. `renewed` are the stages whose content was computed
    again from the stored texts.
    `superseded` are the digests that are left out for the texts in `superseded_by`, in the same
    order. `failed` are the files that could not be read; those in `skipped` were not read again, as
    they are unchanged since. `pending` is what a build that was stopped did not get to.
    `duplicates` and `warnings` are of the documents of the whole index.
    """

    generation: str
    anew: str
    renewed: tuple[Stage, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    superseded: tuple[str, ...]
    superseded_by: tuple[str, ...]
    failed: tuple[Failure, ...]
    skipped: tuple[str, ...]
    pending: tuple[str, ...]
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
