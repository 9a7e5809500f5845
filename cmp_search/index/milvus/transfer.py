"""A generation in files, for a copy of it, and such files put on a server again.

1. The rows of each collection are one file of lines, each a row as JSON; vectors are in base64, so
   that none changes by a bit. The manifest is beside them, with the SHA-256 of each file.
2. Rows are read in pages and counted: a snapshot that is not complete is none.
3. What is received gets collections under the generation's own name, and its marker once all rows
   have been counted on the server (see `writer`). What fails is dropped.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cmp_search.documents.source import file_hash
from cmp_search.errors import CmpSearchError, MismatchError
from cmp_search.index.kept import Snapshot
from cmp_search.index.manifest import Origin
from cmp_search.index.milvus.expressions import among, between
from cmp_search.index.milvus.manifest import StoredManifest, manifest_of
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.opening import check
from cmp_search.index.milvus.pointer import Pointer
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.milvus.schema import NO_VECTOR, VECTOR, PassageRow, SentenceRow, TextRow
from cmp_search.index.milvus.texts import checked_rows
from cmp_search.index.milvus.writer import GenerationWriter
from cmp_search.index.stored.kept import with_tags
from cmp_search.index.stored.names import is_generation
from cmp_search.index.stored.sums import sealed, unsealed

PAGE = 1_000
"""Rows that are read at once."""
MANIFEST = "manifest.json"
PASSAGES, SENTENCES, TEXTS = FILES = ("passages.jsonl", "sentences.jsonl", "texts.jsonl")


@contextmanager
def snapshot(pointer: Pointer) -> Iterator[Snapshot]:
    """The files of the current generation, in a folder that goes afterwards.

    Raises:
        NoIndexError, ForeignIndexError: as `Pointer.current`.
        MismatchError: rows of it are damaged or missing.
        EngineAwayError: the server does not answer.
    """
    manifest = pointer.manifest(pointer.current())
    check(pointer, manifest.generation)
    names = Names(pointer.index, manifest.generation)
    reader = Reader(pointer.catalogue.connection, names, manifest.guarantee)
    with TemporaryDirectory() as folder:
        _write(reader, manifest, Path(folder))
        files = {path.name: path for path in Path(folder).iterdir()}
        yield Snapshot(manifest.generation, files)


def _write(reader: Reader, manifest: StoredManifest, folder: Path) -> None:
    """Write a generation into files (steps 1 and 2)."""
    connection, names = reader.connection, reader.names
    count = [
        _write_rows(folder / PASSAGES, _numbered(reader, names.passages, PassageRow)),
        _write_rows(folder / SENTENCES, _numbered(reader, names.sentences, SentenceRow)),
        _write_rows(folder / TEXTS, _texts(reader)),
    ]
    texts = connection.count(names.texts, reader.guarantee)
    if count != [manifest.passage_count, manifest.sentence_count, texts]:
        raise MismatchError("index_damaged", folder=connection.place.address)
    sums = {name: file_hash(folder / name) for name in FILES}
    (folder / MANIFEST).write_bytes(sealed({**asdict(manifest), "files": sums}))


def _numbered(
    reader: Reader, collection: str, row: type[PassageRow | SentenceRow]
) -> Iterator[dict[str, Any]]:
    """The rows of passages or sentences, with their vectors, by number."""
    rows = [one.row for one in reader.documents.values()]
    of_passages = row is PassageRow
    last = max((one.last_passage if of_passages else one.last_sentence for one in rows), default=0)
    fields = (*row._fields, VECTOR)
    for start in range(0, last + 1, PAGE):
        condition = between("number", start, start + PAGE - 1)
        for found in reader.connection.query(collection, condition, fields, reader.guarantee):
            values = {name: found[name] for name in row._fields}
            yield {**values, VECTOR: _packed(found[VECTOR])}


def _texts(reader: Reader) -> Iterator[dict[str, Any]]:
    """The rows of texts, whose vectors are none, by key."""
    query, texts, guarantee = reader.connection.query, reader.names.texts, reader.guarantee
    every = "document >= 0"  # Without a condition, the server wants a limit.
    keys = [found["key"] for found in query(texts, every, ["key"], guarantee)]
    for start in range(0, len(keys), PAGE):
        page = query(texts, among("key", keys[start : start + PAGE]), TextRow._fields, guarantee)
        rows = (TextRow(**{name: found[name] for name in TextRow._fields}) for found in page)
        yield from (row._asdict() for row in checked_rows(rows))


def _write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def _packed(vector: Sequence[float]) -> str:
    import numpy as np

    return b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode()


@contextmanager
def receiving(pointer: Pointer) -> Iterator["MilvusReceiver"]:
    """What takes a generation from files into an index that nobody else changes."""
    with TemporaryDirectory() as folder:
        yield MilvusReceiver(pointer, Path(folder))


class MilvusReceiver:
    """See `cmp_search.index.kept.Receiver`."""

    def __init__(self, pointer: Pointer, folder: Path) -> None:
        """Take files into an empty folder."""
        self._pointer, self.folder = pointer, folder

    def keep(self, generation: str, origin: Origin) -> None:
        """Keep the generation whose files are in the folder; see `Receiver`.

        Raises:
            MismatchError: these are not the files of a generation with that name.
            GenerationError: the server does not take it.
        """
        manifest = self._manifest(generation)
        self._pointer.found()
        if generation in self._pointer.names():
            with suppress(MismatchError):
                return check(self._pointer, generation)
        self._pointer.drop(generation)
        try:
            self._put(manifest, origin)
        except BaseException:
            with suppress(CmpSearchError):
                self._pointer.drop(generation)
            raise

    def _manifest(self, generation: str) -> StoredManifest:
        """The manifest in the folder, once all files were compared with it."""
        damaged = MismatchError("generation_damaged", folder=self._pointer.address, name=generation)
        try:
            fields, has_sum = unsealed((self.folder / MANIFEST).read_bytes())
            sums = fields.pop("files")
            is_whole = has_sum and sums == {name: file_hash(self.folder / name) for name in FILES}
        except (OSError, ValueError, KeyError) as error:
            raise damaged from error
        if not (is_whole and is_generation(generation) and fields["generation"] == generation):
            raise damaged
        return manifest_of(self._pointer.address, sealed(fields).decode())

    def _put(self, manifest: StoredManifest, origin: Origin) -> None:
        """Put the rows on the server (step 3)."""
        names = Names(self._pointer.index, manifest.generation)
        connection = self._pointer.catalogue.connection
        writer = GenerationWriter(connection, names, manifest.encoder.dimension)
        try:
            for collection, file in zip(names.data, FILES, strict=True):
                writer.add_copied(collection, _read_rows(self.folder / file))
            passages, sentences = writer.complete()
        finally:
            writer.settle()
        own = replace(manifest, origin=origin, passage_vectors=passages, sentence_vectors=sentences)
        self._pointer.publish(own)

    def make_current(self, generation: str, tags: Sequence[str] = ()) -> None:
        """Make a generation the current one, if it is kept, with tags; see `Receiver`."""
        names = self._pointer.names()
        if generation in names:
            with suppress(MismatchError):  # Tags that are damaged are not written over.
                before = self._pointer.tags()
                after = with_tags(before, generation, tags, names)
                if after != before:
                    self._pointer.set_tags(after)
            self._pointer.make_current(generation)


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    import numpy as np

    with path.open(encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            packed = row.get(VECTOR)
            vector = np.frombuffer(b64decode(packed), dtype="<f4") if packed else NO_VECTOR
            yield {**row, VECTOR: vector}
