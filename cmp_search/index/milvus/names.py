"""Names of collections: what a generation of an index is called in Milvus.

1. The index `N` has the alias `cs_N`, of the marker of its current generation.
2. The generation `G` has the marker `cs_N__G`, whose description is the manifest, and three
   collections with data: `cs_N__G_p` of passages, `_s` of sentences, `_t` of texts and words.
   A generation without its marker was never published.
3. `cs_N__state` has what belongs to the whole index; `cs_N__lock_0001` is a lease of a writer.
Milvus allows no hyphens, so that of a generation's name is an underscore here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cmp_search.index.stored.names import is_generation

_LOCK = re.compile("lock_([0-9]{4,})")
PARTS = ("_p", "_s", "_t")


@dataclass(frozen=True, slots=True)
class Names:
    """The collections of one generation of an index."""

    index: str
    generation: str

    @property
    def marker(self) -> str:
        """What tells that the generation was published; never loaded."""
        return f"{_prefix(self.index)}{self.generation.replace('-', '_')}"

    @property
    def passages(self) -> str:
        """Passages, with their vectors."""
        return f"{self.marker}_p"

    @property
    def sentences(self) -> str:
        """Sentences and telling headings, with their vectors."""
        return f"{self.marker}_s"

    @property
    def texts(self) -> str:
        """Documents, the parts of their texts, words and what else is looked up by a key."""
        return f"{self.marker}_t"

    @property
    def data(self) -> tuple[str, str, str]:
        """All but the marker."""
        return self.passages, self.sentences, self.texts


def alias_of(index: str) -> str:
    """The alias of an index: of the marker of its current generation."""
    return f"cs_{index}"


def state_of(index: str) -> str:
    """The collection whose properties belong to the whole index."""
    return f"{_prefix(index)}state"


def lock_of(index: str, number: int) -> str:
    """The collection that is a lease of the index, by its number."""
    return f"{_prefix(index)}lock_{number:04d}"


def locks_in(index: str, collections: Iterable[str]) -> list[int]:
    """The numbers of the leases of an index among a server's collections, in order."""
    found = (_LOCK.fullmatch(rest) for rest in _rests(index, collections))
    return sorted(int(match[1]) for match in found if match)


def published_in(index: str, collections: Iterable[str]) -> list[str]:
    """The generations of an index that have a marker among a server's collections."""
    return sorted(_generation(rest) for rest in _rests(index, collections) if _is_marker(rest))


def begun_in(index: str, collections: Iterable[str]) -> list[str]:
    """The generations of an index that have any collection with data, published or not."""
    rests = [rest for rest in _rests(index, collections) if rest.endswith(PARTS)]
    return sorted({_generation(rest[:-2]) for rest in rests if _is_marker(rest[:-2])})


def generation_of(index: str, marker: str) -> str | None:
    """The generation that a marker is of; None if it is none of the index."""
    return next(iter(published_in(index, [marker])), None)


def _prefix(index: str) -> str:
    return f"cs_{index}__"


def _rests(index: str, collections: Iterable[str]) -> list[str]:
    """What follows the index's name in the names of its collections."""
    prefix = _prefix(index)
    return [name.removeprefix(prefix) for name in collections if name.startswith(prefix)]


def _is_marker(rest: str) -> bool:
    return is_generation(_generation(rest))


def _generation(rest: str) -> str:
    return rest.replace("_", "-")
