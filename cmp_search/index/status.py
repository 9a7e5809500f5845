"""Status: what is indexed, how it was built, and what an `index` run would do now."""

from bisect import bisect_left
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Quality
from cmp_search.documents.editions import editions
from cmp_search.documents.journal import interrupted
from cmp_search.documents.section import sections
from cmp_search.documents.source import scan_corpus
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.calibration import Calibration
from cmp_search.index.contents import DocumentStatistics
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.manifest import Failure, Manifest, VectorKind
from cmp_search.index.origin import check_origin


def vector_search(manifest: Manifest) -> str:
    """A sentence on how the vectors of an index are searched."""
    kinds = {"Passages": manifest.passage_vectors, "sentences": manifest.sentence_vectors}
    return "; ".join(f"{what} are {_described(kind)}" for what, kind in kinds.items()) + "."


def _described(kind: VectorKind) -> str:
    if kind.kind == "flat":
        return "compared one by one"
    return f"compared by short codes, the {kind.compared:,} nearest of them by {kind.bits}-bit ones"


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One indexed document: its entry, its size, and where its headings came from.

    `editions` are the entries of all indexed editions of its text, including this one.
    """

    entry: Entry
    characters: int
    sections: int
    passages: int
    pages: int
    headings_from: str
    editions: tuple[Entry, ...]
    quality: Quality


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One section of a document: its path and anchor, and what is directly under it.

    `number`, `start` and `end` are as in `documents.section`.
    """

    path: tuple[str, ...]
    anchor: str | None
    paragraphs: int
    passages: int
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One indexed document, the hash of its file, and its sections in reading order."""

    status: DocumentStatus
    edition: str
    sections: tuple[SectionStatus, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The current generation, and the files of the corpus that differ from it.

    `pending` are the ids of documents that are new, changed or unreadable; a digest is not pending
    if its official text is indexed. `gone` are the ids of indexed documents whose file is missing.
    `failed` are the files that could not be read and have not changed since; they are also pending.
    `duplicates` are among the indexed documents. `calibration` is what was set for the index.
    `interrupted` is the id of the document whose addition or removal was cut short; the next
    command that changes or indexes the corpus completes it.
    """

    manifest: Manifest
    documents: tuple[DocumentStatus, ...]
    pending: tuple[str, ...]
    gone: tuple[str, ...]
    failed: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    calibration: Calibration | None = None
    interrupted: str = ""

    @property
    def unread(self) -> tuple[str, ...]:
        """The ids of pending documents that are not known to fail."""
        failed = {failure.id for failure in self.failed}
        return tuple(id for id in self.pending if id not in failed)


def read_status(corpus: Path, index: Address) -> Status:
    """The status of an index and its corpus; loads neither vectors nor an encoder.

    Raises:
        GenerationError: there is no readable index, or it was built from another corpus.
        CorpusError: the corpus folder is missing or empty.
    """
    with closing(open_index(index, searchable=False)) as opened:
        manifest, statistics = opened.manifest, opened.statistics()
    known = {d.entry.id: (d.sha256, d.source_entry) for d in statistics}
    sources = {source.id: source for source in scan_corpus(corpus)}
    check_origin(manifest, index, corpus)
    present = {id for id in sources.keys() & known.keys() if sources[id].entry.is_verified}
    waiting = {id: s for id, s in sources.items() if s.entry.digest_of not in present}
    pending = [id for id, s in waiting.items() if known.get(id) != (s.sha256, s.entry)]
    return Status(
        manifest=manifest,
        documents=document_statuses(statistics),
        pending=tuple(sorted(pending)),
        gone=tuple(sorted(known.keys() - sources.keys())),
        failed=tuple(f for f in manifest.failed if f.id in sources and f.is_of(sources[f.id])),
        duplicates=find_duplicates(statistics),
        calibration=engine_of(index).calibration(index),
        interrupted=change.id if (change := interrupted(corpus)) else "",
    )


def document_detail(index: Index, id: str) -> DocumentDetail:
    """One document of an index, section by section.

    Raises:
        UnknownDocumentError: the document is not in it.
    """
    document, statuses = index.document(id), document_statuses(index.statistics())
    starts = [passage.start for passage in index.passages_of(id)]
    return DocumentDetail(
        status=next(found for found in statuses if found.entry.id == id),
        edition=document.sha256,
        sections=tuple(
            SectionStatus(
                path=section.path,
                anchor=section.anchor,
                paragraphs=len(section.blocks),
                passages=bisect_left(starts, section.end) - bisect_left(starts, section.start),
                number=section.number,
                start=section.start,
                end=section.end,
            )
            for section in sections(document)
        ),
    )


def document_statuses(statistics: Sequence[DocumentStatistics]) -> tuple[DocumentStatus, ...]:
    """The status of each document of an index, by id."""
    related = editions([document.entry for document in statistics])
    return tuple(
        DocumentStatus(
            entry=document.entry,
            characters=document.characters,
            sections=document.sections,
            passages=document.passages,
            pages=document.pages,
            headings_from=document.headings_from,
            editions=related[document.entry.id],
            quality=document.quality,
        )
        for document in statistics
    )
