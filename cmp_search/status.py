"""Status: what is indexed, with what, and what an `index` run would do now."""

from bisect import bisect_left
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cmp_search.catalogue import Entry
from cmp_search.document import Document, Quality
from cmp_search.editions import editions
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.generation import open_texts, unknown_document
from cmp_search.index.manifest import Manifest, VectorKind
from cmp_search.index.texts import Texts
from cmp_search.section import sections
from cmp_search.source import scan_corpus


def vector_search(manifest: Manifest) -> str:
    """How the vectors of an index are searched, in one sentence."""
    kinds = {"Passages": manifest.passage_vectors, "sentences": manifest.sentence_vectors}
    return "; ".join(f"{what} are {_searched(kind)}" for what, kind in kinds.items()) + "."


def _searched(kind: VectorKind) -> str:
    if kind.kind == "flat":
        return "compared one by one"
    return f"in {kind.lists:,} lists of 8-bit codes, of which the nearest {kind.probed} are read"


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One indexed document: its entry, size, and where its headings came from.

    `editions` are the entries of all indexed editions of its text, itself among them.
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
    """One section of a document: its path and anchor, and how much stands right under it."""

    path: tuple[str, ...]
    anchor: str | None
    paragraphs: int
    passages: int


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One indexed document, the hash of its file, and its sections in reading order."""

    status: DocumentStatus
    edition: str
    sections: tuple[SectionStatus, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The current generation, and the files of the corpus that differ from it.

    `pending` are the ids of documents that are not in the index as they stand in the corpus: new or
    changed, or not to be read; a digest of a text that is indexed is not among them. `gone` are the
    ids of those whose file is no longer there. `duplicates` are among the indexed documents.
    """

    manifest: Manifest
    documents: tuple[DocumentStatus, ...]
    pending: tuple[str, ...]
    gone: tuple[str, ...]
    duplicates: tuple[Duplicate, ...]


def read_status(corpus: Path, index: Path) -> Status:
    """Look at an index and its corpus; loads neither vectors nor an encoder.

    Raises:
        GenerationError: there is no index that can be read.
        CorpusError: the corpus folder is missing or empty.
    """
    manifest, texts = open_texts(index)
    entries = texts.entries()
    related = editions(entries)
    found = (texts.document(entry.id) for entry in entries)
    documents = [_document_status(texts, one, related[one.id]) for one in found if one]
    known = texts.source_keys()
    duplicates = find_duplicates(texts)
    texts.close()
    sources = {source.id: source for source in scan_corpus(corpus)}
    present = sources.keys() & known.keys()
    waiting = {id: s for id, s in sources.items() if s.entry.digest_of not in present}
    pending = [id for id, s in waiting.items() if known.get(id) != (s.sha256, s.entry)]
    return Status(
        manifest=manifest,
        documents=tuple(documents),
        pending=tuple(sorted(pending)),
        gone=tuple(sorted(known.keys() - sources.keys())),
        duplicates=duplicates,
    )


def read_document_detail(index: Path, id: str) -> DocumentDetail:
    """Look at one document of an index.

    Raises:
        GenerationError: there is no index that can be read.
        UnknownDocumentError: the document is not in it.
    """
    _, texts = open_texts(index)
    with closing(texts):
        document = texts.document(id)
        if document is None:
            raise unknown_document(id, texts)
        starts = sorted(p.start for p in texts.passages(texts.passage_numbers(id)).values())
        return DocumentDetail(
            status=_document_status(texts, document, editions(texts.entries())[id]),
            edition=document.sha256,
            sections=tuple(
                SectionStatus(
                    path=section.path,
                    anchor=section.anchor,
                    paragraphs=len(section.blocks),
                    passages=bisect_left(starts, section.end) - bisect_left(starts, section.start),
                )
                for section in sections(document)
            ),
        )


def _document_status(
    texts: Texts, document: Document, related: tuple[Entry, ...]
) -> DocumentStatus:
    """What is to be said of a document, whose editions are known."""
    numbers = texts.passage_numbers(document.id)
    paths = {passage.section for passage in texts.passages(numbers).values()}
    return DocumentStatus(
        entry=document.entry,
        characters=len(document.text),
        sections=len(paths),
        passages=len(numbers),
        pages=len(document.pages),
        headings_from=document.headings_from.value,
        editions=related,
        quality=document.quality,
    )
