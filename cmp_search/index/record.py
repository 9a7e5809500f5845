"""The record of a build: what it states about a generation, the same for every engine."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import MappingProxyType

from cmp_search.documents.catalogue import Acronym, Entry, load_acronyms, load_catalogue
from cmp_search.documents.editions import texts_of_digests
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import EncoderIdentity
from cmp_search.index.address import Address
from cmp_search.index.manifest import BuildRecord, Failure, Origin, now
from cmp_search.index.origin import origin_of
from cmp_search.index.versions import library_versions, stage_versions, versions_key

Indexed = Mapping[str, tuple[str, Entry]]
"""The hash of each indexed document's file and its catalogue entry, by the document's id."""
RecordMaker = Callable[[Indexed, tuple[Failure, ...]], BuildRecord]
"""Makes the record of a build when it ends, of what it has indexed and could not read."""
NO_DIGESTS: Mapping[str, str] = MappingProxyType({})


def make_record(
    encoder: EncoderIdentity,
    model: str,
    settings: PassageSettings,
    indexed: Indexed,
    failed: tuple[Failure, ...],
    acronyms: tuple[Acronym, ...] = (),
    digests: Mapping[str, str] = NO_DIGESTS,
    origin: Origin | None = None,
) -> BuildRecord:
    """The record of a build that ends now; `failed` are the files that could not be read.

    `digests` are the texts of all digests (see `documents.editions`), indexed or not; `origin` is
    where corpus and index are.
    """
    texts = {id: text for id, text in digests.items() if id in indexed}
    return BuildRecord(
        created=now(),
        model=model,
        encoder=encoder,
        passages=settings,
        versions=stage_versions(),
        libraries=library_versions(),
        fingerprint=fingerprint(encoder, settings, indexed, acronyms, texts),
        failed=failed,
        acronyms=acronyms,
        texts_of_digests=texts,
        origin=origin,
    )


def record_maker(
    corpus: Path, index: Address, encoder: EncoderIdentity, model: str, settings: PassageSettings
) -> RecordMaker:
    """What makes the record of a build of an index, of a corpus whose catalogue is read now.

    Raises:
        CorpusError: the catalogue is wrong.
    """
    texts, acronyms = texts_of_digests(load_catalogue(corpus)), load_acronyms(corpus)
    origin = origin_of(corpus, index)
    return partial(
        make_record, encoder, model, settings, acronyms=acronyms, digests=texts, origin=origin
    )


def says_the_same(one: BuildRecord, other: BuildRecord) -> bool:
    """Whether two records of the same documents say the same of them."""
    names = ("failed", "acronyms", "texts_of_digests", "origin")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def fingerprint(
    encoder: EncoderIdentity,
    settings: PassageSettings,
    indexed: Indexed,
    acronyms: tuple[Acronym, ...] = (),
    digests: Mapping[str, str] = NO_DIGESTS,
) -> str:
    """A hash of everything that determines what a question finds."""
    versions = versions_key(stage_versions(), library_versions())
    parts = [repr(asdict(encoder)), repr(asdict(settings)), versions]
    parts += [f"{id} {sha256} {entry}" for id, (sha256, entry) in sorted(indexed.items())]
    parts += map(str, acronyms)
    parts += map(str, sorted(digests.items()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
