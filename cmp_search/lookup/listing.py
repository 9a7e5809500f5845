"""The texts of an index, as far as they are known without being read."""

from collections.abc import Callable
from dataclasses import dataclass

from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.index.status import DocumentStatus, document_statuses


@dataclass(frozen=True, slots=True)
class Listing:
    """The texts of a generation, by id; `created` is when it was published, UTC, in ISO 8601.

    Indexes with equal fingerprints give the same answers. `caveats` are what to know before
    relying on it.
    """

    generation: str
    created: str
    fingerprint: str
    documents: tuple[DocumentStatus, ...]
    caveats: tuple[Caveat, ...] = ()


def listing(index: Index, watch: Callable[[], tuple[Caveat, ...]] = tuple) -> Listing:
    """The texts of an index; `watch` says what to know besides the caveats of the index."""
    manifest = index.manifest
    return Listing(
        generation=manifest.generation,
        created=manifest.created,
        fingerprint=manifest.fingerprint,
        documents=document_statuses(index.statistics()),
        caveats=(*index.caveats(), *watch()),
    )
