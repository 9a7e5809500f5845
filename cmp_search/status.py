"""Status: what is indexed, with what, and what an `index` run would do now."""

from dataclasses import dataclass
from pathlib import Path

from cmp_search.catalogue import Entry
from cmp_search.editions import editions
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.generation import open_texts
from cmp_search.index.manifest import Manifest
from cmp_search.source import scan_corpus


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


@dataclass(frozen=True, slots=True)
class Status:
    """The current generation, and the files of the corpus that differ from it.

    `pending` are the ids of documents whose file or entry is new or changed since the build,
    `gone` those whose file is no longer there. `duplicates` are among the indexed documents.
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
    documents = []
    entries = texts.entries()
    related = editions(entries)
    for entry in entries:
        document = texts.document(entry.id)
        if document is None:
            continue
        numbers = texts.passage_numbers(entry.id)
        sections = {passage.section for passage in texts.passages(numbers).values()}
        documents.append(
            DocumentStatus(
                entry=entry,
                characters=len(document.text),
                sections=len(sections),
                passages=len(numbers),
                pages=len(document.pages),
                headings_from=document.headings_from.value,
                editions=related[entry.id],
            )
        )
    known = texts.source_keys()
    duplicates = find_duplicates(texts)
    texts.close()
    sources = {source.id: source for source in scan_corpus(corpus)}
    waiting = {id: s for id, s in sources.items() if s.entry.digest_of not in sources}
    pending = [id for id, s in waiting.items() if known.get(id) != (s.sha256, s.entry)]
    return Status(
        manifest=manifest,
        documents=tuple(documents),
        pending=tuple(sorted(pending)),
        gone=tuple(sorted(known.keys() - waiting.keys())),
        duplicates=duplicates,
    )
