"""A generation that is open for searching: its manifest, texts and vectors, none of them written.

This is the one door to what is indexed: candidates by vector and by term, under filters, and the
evidence by which they are ranked.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cmp_search.document import Document, Excerpt, Span
from cmp_search.encoders import EncoderIdentity
from cmp_search.errors import MismatchError, UnknownDocumentError
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.selections import Shelf, read_shelf
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.manifest import (
    EVERYDAY_VECTORS,
    PASSAGE_VECTORS,
    SENTENCE_VECTORS,
    TEXTS,
    Manifest,
    read_manifest,
)
from cmp_search.passage import Passage, is_genuine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Generation:
    """An index, as it stood when it was opened."""

    folder: Path
    manifest: Manifest
    texts: Texts
    shelf: Shelf
    passages: VectorIndex
    sentences: VectorIndex
    everyday: VectorIndex

    def document(self, id: str) -> Document:
        """A document by its id.

        Raises:
            UnknownDocumentError: it is not in the index.
        """
        found = self.texts.document(id)
        if found is None:
            raise unknown_document(id, self.texts)
        return found

    def excerpt(self, id: str, start: int, end: int) -> Excerpt:
        """What is to be known of a document to cite and prove a slice of it.

        Raises:
            UnknownDocumentError: it is not in the index.
        """
        found = self.texts.excerpt(id, start, end)
        if found is None:
            raise unknown_document(id, self.texts)
        return found

    def prove(self, passage: Passage, sentence: Span) -> Excerpt:
        """What is to be known of a document to cite a passage of it, once that is proved.

        Raises:
            MismatchError: the passage is not what was cut from its document, or does not hold the
                sentence; it must never be shown.
        """
        document = self.excerpt(passage.document, passage.start, passage.end)
        sliced = document.slice(Span(passage.start, passage.end)) == passage.text
        within = passage.start <= sentence.start < sentence.end <= passage.end
        if not (sliced and within and is_genuine(passage)):
            raise MismatchError("passage_false", passage=passage.id)
        return document

    def close(self) -> None:
        """Close the files; nothing can be looked up any more."""
        self.texts.close()
        for vectors in (self.passages, self.sentences, self.everyday):
            vectors.close()

    def check_encoder(self, identity: EncoderIdentity) -> None:
        """Make sure that the index was built by this encoder.

        Raises:
            MismatchError: it was built by another one.
        """
        built = self.manifest.encoder
        if built != identity:
            raise MismatchError(
                "other_encoder",
                folder=self.folder.parent,
                built=_describe(built),
                named=_describe(identity),
                model=self.manifest.model,
            )


def open_generation(folder: Path) -> Generation:
    """Open the current generation of an index folder.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: the folder is no index.
        MismatchError: it is of another version, or damaged.
    """
    return _opened(folder, _load)


def _load(generation: Path) -> Generation:
    manifest, texts = read_manifest(generation), Texts.load(generation / TEXTS)
    return Generation(
        folder=generation,
        manifest=manifest,
        texts=texts,
        shelf=read_shelf(texts),
        passages=VectorIndex.load(generation / PASSAGE_VECTORS),
        sentences=VectorIndex.load(generation / SENTENCE_VECTORS),
        everyday=VectorIndex.load(generation / EVERYDAY_VECTORS),
    )


def _opened(folder: Path, load: Callable[[Path], T]) -> T:
    """What `load` makes of the current generation."""
    generation = current(folder)
    try:
        return load(generation)
    except (MismatchError, RuntimeError, OSError, sqlite3.Error) as error:
        # A writer may have moved the pointer and cleared the old generation in this moment.
        if current(folder) != generation:
            return _opened(folder, load)
        if isinstance(error, MismatchError):
            raise
        raise MismatchError("index_broken", folder=generation, reason=error) from error


def open_texts(folder: Path) -> tuple[Manifest, Texts]:
    """The manifest and texts of the current generation, without its vectors.

    Raises:
        NoIndexError, ForeignIndexError, MismatchError: as `open_generation`.
    """
    return _opened(folder, lambda found: (read_manifest(found), Texts.load(found / TEXTS)))


def unknown_document(id: str, texts: Texts) -> UnknownDocumentError:
    """The error for an id that is not in the index; it names those that are."""
    rows = texts.rows("SELECT id FROM documents ORDER BY id LIMIT 20")
    return UnknownDocumentError("unknown_document", id=id, known=[known for (known,) in rows])


def _describe(identity: EncoderIdentity) -> str:
    return f"{identity.name} {identity.revision} ({identity.engine})".replace("  ", " ")
