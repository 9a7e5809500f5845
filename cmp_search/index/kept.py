"""The generations that are kept of an index: what is said of one, and what a copy of one takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cmp_search.index.manifest import Origin


@dataclass(frozen=True, slots=True)
class KeptGeneration:
    """A generation that is kept, and can be made the current one again.

    `created` is in UTC; it is empty, and the counts are 0, if the generation is damaged.
    """

    name: str
    created: str
    documents: int
    passages: int
    fingerprint: str
    is_current: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The name of the current generation, and its files by their names; none changes meanwhile."""

    generation: str
    files: Mapping[str, Path]


class Receiver(Protocol):
    """What takes a generation from elsewhere into an index, which is locked meanwhile."""

    @property
    def folder(self) -> Path:
        """An empty folder for the files of a snapshot, under their names."""

    def keep(self, generation: str, origin: Origin) -> None:
        """Keep the generation whose files are in the folder, beside those that are there.

        It belongs to the corpus and the index of the origin from now on.

        Raises:
            MismatchError: these are not the files of a generation with that name.
        """

    def make_current(self, generation: str, tags: Sequence[str] = ()) -> None:
        """Make a generation the current one, if it is kept, with those tags that no other has."""
