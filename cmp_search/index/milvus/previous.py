"""The previous generation: the current one at the start of a build, if it can be built on.

1. It can be if its manifest and the rows of its documents are whole, and its collections have as
   many rows as that says. If not, the newest other one that is whole is built on.
2. Its collections are read only, so whoever asks it is not disturbed.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from cmp_search.documents.catalogue import Entry
from cmp_search.encoders import Vectors
from cmp_search.errors import EngineAwayError, GenerationError, MismatchError, NoIndexError
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.deriving import derive
from cmp_search.index.milvus import documents
from cmp_search.index.milvus.expressions import among
from cmp_search.index.milvus.manifest import StoredManifest
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.packing import unpack_passage
from cmp_search.index.milvus.pointer import Pointer
from cmp_search.index.milvus.reader import Reader, StoredDocument
from cmp_search.index.milvus.schema import VECTOR
from cmp_search.index.plan import Previous
from cmp_search.index.stored.rows import entry_of

KEYS = 500
"""Keys of vectors that are asked for at once."""


class PreviousGeneration:
    """What a build can use of the previous generation; `reader` is None if nothing."""

    def __init__(self, pointer: Pointer) -> None:
        """Look at the generations of an index.

        Raises:
            ForeignIndexError: something else has the index's name on the server.
        """
        self._pointer = pointer
        self.reader: Reader | None = None
        self.is_current = True
        self.facts = self._look()

    def _look(self) -> Previous:
        try:
            current = self._pointer.current()
        except NoIndexError:
            return Previous()
        others = [name for name in self._pointer.names() if name != current]
        for name in (current, *others):
            try:
                manifest = self._pointer.manifest(name)
                self.reader = self._whole(name, manifest)
            except EngineAwayError:
                raise  # Nothing is damaged because it cannot be reached.
            except (GenerationError, ValueError):
                continue
            self.is_current = name == current
            return Previous(manifest, _known(self.reader.documents.values()))
        return Previous(damaged=True)

    def _whole(self, name: str, manifest: StoredManifest) -> Reader:
        """The reader of a generation that is whole (step 1).

        Raises:
            MismatchError: it is not.
        """
        connection, names = self._pointer.catalogue.connection, Names(self._pointer.index, name)
        reader = Reader(connection, names, manifest.guarantee)
        found = (
            len(reader.documents),
            connection.count(names.passages, manifest.guarantee),
            connection.count(names.sentences, manifest.guarantee),
        )
        if found != (manifest.documents, manifest.passage_count, manifest.sentence_count):
            raise MismatchError("index_damaged", folder=self._pointer.address)
        return reader

    @property
    def documents(self) -> Mapping[str, StoredDocument]:
        """Its documents by their ids."""
        return self.reader.documents if self.reader else {}

    def forget(self, document: str) -> None:
        """Take a document for one that was not known, so that its file is read again."""
        known = {id: key for id, key in self.facts.known.items() if id != document}
        self.facts = Previous(self.facts.manifest, known, self.facts.damaged)

    def vectors(
        self, passages: Sequence[bytes], sentences: Sequence[bytes]
    ) -> dict[bytes, Vectors]:
        """The vectors [d] by their keys; unknown keys are left out."""
        if self.reader is None:
            return {}
        names = self.reader.names
        return {
            **self._vectors_of(self.reader, names.passages, passages),
            **self._vectors_of(self.reader, names.sentences, sentences),
        }

    def _vectors_of(
        self, reader: Reader, collection: str, keys: Sequence[bytes]
    ) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        for start in range(0, len(keys), KEYS):
            wanted = among("key", [key.hex() for key in keys[start : start + KEYS]])
            rows = reader.connection.query(collection, wanted, ("key", VECTOR), reader.guarantee)
            for row in rows:
                found[bytes.fromhex(row["key"])] = np.asarray(row[VECTOR], dtype=np.float32)
        return found

    def derived_again(self, id: str) -> EncodedDocument:
        """A document with its vectors, and with what is derived from its text now.

        Raises:
            ReadError: that takes too much time or memory.
            MismatchError: a row of it is damaged or missing.
        """
        assert self.reader is not None  # Its ids come from there.
        reader, one = self.reader, self.documents[id]
        document, row = documents.document(reader, id), one.row
        rows = [*reader.passages(one.passages).values()]
        passages = [unpack_passage(row, id) for row in rows]
        vectors = (
            reader.vectors(names, first, last)[1]
            for names, first, last in (
                (reader.names.passages, row.first_passage, row.last_passage),
                (reader.names.sentences, row.first_sentence, row.last_sentence),
            )
        )
        return EncodedDocument(
            document,
            entry_of(row.source_entry),
            passages,
            [bytes.fromhex(row.key) for row in rows],
            self._sentence_keys(reader, one.ordinal),
            next(vectors),
            next(vectors),
            derive(document, passages),
        )

    def _sentence_keys(self, reader: Reader, ordinal: int) -> list[bytes]:
        found = reader.connection.query(
            reader.names.sentences, f"document == {ordinal}", ("number", "key"), reader.guarantee
        )
        return [bytes.fromhex(one["key"]) for one in found]


def _known(documents: Iterable[StoredDocument]) -> dict[str, tuple[str, Entry]]:
    return {one.row.id: (one.row.sha256, entry_of(one.row.source_entry)) for one in documents}
