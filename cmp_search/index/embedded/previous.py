"""The previous generation: the current one at the start of a build, if it can be built on.

Every file of it is hashed first. If it is damaged, the newest other one that is whole is built on.
Its files are opened only when needed, and never changed. Tables of an older schema are copied and
migrated first (see `migrations`).
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from cmp_search.encoders import Vectors
from cmp_search.errors import GenerationError
from cmp_search.index.embedded.files import (
    DATA_FILES,
    PASSAGE_VECTORS,
    SCHEMA,
    SENTENCE_VECTORS,
    TEXTS,
    is_intact,
    raw_manifest,
)
from cmp_search.index.embedded.folder import candidates
from cmp_search.index.embedded.migrations import file_name, migrated_manifest, migrated_tables
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.plan import Previous

MIGRATED = "migrated.sqlite"
KEYS_PER_QUERY = 500
"""SQLite takes 999 values in a query."""


class PreviousGeneration:
    """What a build can use of the previous generation; `folder` is None if nothing."""

    def __init__(self, index: Path, work: Path) -> None:
        """Look at the generations of an index; `work` is an empty folder."""
        self._migrated = work / MIGRATED
        self.folder: Path | None = None
        self.schema = SCHEMA
        self.is_current = True
        self.facts = self._look(index)

    def _look(self, index: Path) -> Previous:
        try:
            found = candidates(index)
        except GenerationError:
            return Previous()
        for folder in found.generations:
            try:
                raw = raw_manifest(folder)
                manifest = migrated_manifest(folder, raw)
                names = [file_name(name, raw["schema"]) for name in DATA_FILES]
                if not is_intact(folder, manifest, names):
                    continue
                with closing(Texts.load(folder / TEXTS)) as texts:
                    known = texts.source_keys()
            except (GenerationError, OSError, ValueError):
                continue
            self.folder, self.schema = folder, raw["schema"]
            self.is_current = found.has_pointer and folder == found.generations[0]
            return Previous(manifest, known)
        return Previous(damaged=True)

    def forget(self, document: str) -> None:
        """Take a document for one that was not known, so that its file is read again."""
        known = {id: key for id, key in self.facts.known.items() if id != document}
        self.facts = replace(self.facts, known=known)

    @property
    def is_older(self) -> bool:
        """Whether it is of an older schema."""
        return self.schema != SCHEMA

    def path(self, name: str) -> Path:
        """The generation's file with a name of the current schema; there must be a generation.

        Raises:
            ValueError: there is no previous generation.
        """
        if self.folder is None:
            raise ValueError("there is no previous generation")
        return self.folder / file_name(name, self.schema)

    @cached_property
    def tables(self) -> Path:
        """Its tables, in the current schema."""
        if not self.is_older:
            return self.path(TEXTS)
        return migrated_tables(self.path(TEXTS), self.schema, self._migrated)

    def vectors(
        self, passages: Sequence[bytes], sentences: Sequence[bytes]
    ) -> dict[bytes, Vectors]:
        """The vectors [d] by their keys; unknown keys are left out."""
        if self.folder is None:
            return {}
        return {
            **dict(self._vectors_of("passages", self._passage_vectors, passages)),
            **dict(self._vectors_of("sentences", self._sentence_vectors, sentences)),
        }

    def _vectors_of(
        self, table: str, vectors: VectorIndex, keys: Sequence[bytes]
    ) -> Iterator[tuple[bytes, Vectors]]:
        for start in range(0, len(keys), KEYS_PER_QUERY):
            batch = keys[start : start + KEYS_PER_QUERY]
            numbers: dict[bytes, int] = dict(
                self._texts.rows(
                    f"SELECT input_key, number FROM {table} "
                    f"WHERE input_key IN ({', '.join('?' * len(batch))})",
                    batch,
                )
            )
            yield from zip(numbers, vectors.vectors([*numbers.values()]), strict=True)

    @cached_property
    def _texts(self) -> Texts:
        return Texts.load(self.tables)

    @cached_property
    def _passage_vectors(self) -> VectorIndex:
        return VectorIndex.load(self.path(PASSAGE_VECTORS), searchable=False)

    @cached_property
    def _sentence_vectors(self) -> VectorIndex:
        return VectorIndex.load(self.path(SENTENCE_VECTORS), searchable=False)

    def close(self) -> None:
        """Close the files, and delete the tables that were migrated."""
        for name in ("_texts", "_passage_vectors", "_sentence_vectors"):
            opened = self.__dict__.pop(name, None)
            if opened:
                opened.close()
        self._migrated.unlink(missing_ok=True)
