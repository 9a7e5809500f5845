"""The record of a build: what it states about a generation, the same for every engine."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict

from cmp_search.documents.catalogue import Acronym, Entry
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import EncoderIdentity
from cmp_search.index.manifest import BuildRecord, Failure, now
from cmp_search.index.versions import library_versions, stage_versions, versions_key

Indexed = Mapping[str, tuple[str, Entry]]
"""The hash of each indexed document's file and its catalogue entry, by the document's id."""
RecordMaker = Callable[[Indexed, tuple[Failure, ...]], BuildRecord]
"""Makes the record of a build when it ends, of what it has indexed and could not read."""


def make_record(
    encoder: EncoderIdentity,
    model: str,
    settings: PassageSettings,
    indexed: Indexed,
    failed: tuple[Failure, ...],
    acronyms: tuple[Acronym, ...] = (),
) -> BuildRecord:
    """The record of a build that ends now; `failed` are the files that could not be read."""
    return BuildRecord(
        created=now(),
        model=model,
        encoder=encoder,
        passages=settings,
        versions=stage_versions(),
        libraries=library_versions(),
        fingerprint=fingerprint(encoder, settings, indexed, acronyms),
        failed=failed,
        acronyms=acronyms,
    )


def fingerprint(
    encoder: EncoderIdentity,
    settings: PassageSettings,
    indexed: Indexed,
    acronyms: tuple[Acronym, ...] = (),
) -> str:
    """A hash of everything that determines what a question finds."""
    versions = versions_key(stage_versions(), library_versions())
    parts = [repr(asdict(encoder)), repr(asdict(settings)), versions]
    parts += [f"{id} {sha256} {entry}" for id, (sha256, entry) in sorted(indexed.items())]
    parts += map(str, acronyms)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
