"""The pointer of an index on a Milvus server: which generation is current, and which are kept.

1. A generation's data are in collections of its own (see `names`). Its marker is one more, which is
   never loaded: its description is the manifest. It is made last, so that a generation with a
   marker is complete.
2. The index's alias leads to the marker of the current generation. Publishing and going back is one
   change of the alias, which the server makes in one step for everyone. Without it there is no
   index, whatever is kept.
3. The last generations are kept, and those that have a tag. The collections of a generation without
   marker, which a killed build left, are dropped by the next writer.
4. Tags and the calibration are properties of one more collection, the state, which is never loaded.
All that changes anything but the calibration is done by whoever has the lease (see `lease`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from cmp_search.errors import ForeignIndexError, MismatchError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.calibration import Calibration
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.manifest import StoredManifest, manifest_of, written
from cmp_search.index.milvus.names import (
    Names,
    alias_of,
    begun_in,
    generation_of,
    published_in,
    state_of,
)
from cmp_search.index.stored.calibrations import calibration_json, calibration_of
from cmp_search.index.stored.names import KEPT, age

TAGS = "tags"
CALIBRATION = "calibration"
_TAGS = TypeAdapter(dict[str, str])


@dataclass(frozen=True, slots=True)
class Pointer:
    """The pointer of the index with a name, on the server of a catalogue."""

    catalogue: Catalogue
    address: Address
    index: str

    def current(self) -> str:
        """The name of the current generation.

        Raises:
            NoIndexError: there is none.
            ForeignIndexError: something else has the index's name on the server.
        """
        alias = alias_of(self.index)
        marker = self.catalogue.target(alias)
        if marker is None:
            if self.catalogue.has(alias):
                raise ForeignIndexError("engine_foreign", address=self.address, name=alias)
            raise NoIndexError("no_index", folder=self.address)
        name = generation_of(self.index, marker)
        if not name:
            raise ForeignIndexError("engine_foreign", address=self.address, name=marker)
        return name

    def found(self) -> str:
        """The name of the current generation; empty if there is none.

        Raises:
            ForeignIndexError: as `current`.
        """
        try:
            return self.current()
        except NoIndexError:
            return ""

    def manifest(self, name: str) -> StoredManifest:
        """The manifest of a generation.

        Raises:
            NoIndexError: the generation is not there.
            MismatchError: its manifest is damaged, or of another schema.
        """
        manifest = manifest_of(self.address, self.written(name))
        if manifest.generation != name:
            raise MismatchError("index_damaged", folder=self.address)
        return self._with_guarantee(manifest)

    def _with_guarantee(self, manifest: StoredManifest) -> StoredManifest:
        marker = Names(self.index, manifest.generation).marker
        return replace(manifest, guarantee=self.catalogue.made_at(marker))

    def written(self, name: str) -> str:
        """The manifest of a generation, as it is stored.

        Raises:
            NoIndexError: the generation is not there.
        """
        text = self.catalogue.description(Names(self.index, name).marker)
        if text is None:
            raise NoIndexError("generation_lost", folder=self.address, name=name)
        return text

    def names(self) -> tuple[str, ...]:
        """The generations that are kept, the newest first."""
        found = published_in(self.index, self.catalogue.collections())
        return tuple(sorted(found, key=age, reverse=True))

    def taken(self) -> set[str]:
        """The names of all generations of which there is anything, complete or not."""
        there = self.catalogue.collections()
        return {*published_in(self.index, there), *begun_in(self.index, there)}

    def half_built(self) -> tuple[str, ...]:
        """The generations that have collections but no marker, the oldest first."""
        there = self.catalogue.collections()
        begun = {*begun_in(self.index, there)}
        return tuple(sorted(begun.difference(published_in(self.index, there)), key=age))

    def publish(self, manifest: StoredManifest) -> StoredManifest:
        """Give a complete generation its marker; it is then kept, but not yet the current one.

        Returns the manifest as whoever opens it sees it.
        """
        stored = replace(manifest, guarantee=0)
        marker = Names(self.index, manifest.generation).marker
        self.catalogue.make(marker, written(self.address, stored))
        return self._with_guarantee(stored)

    def make_current(self, name: str) -> None:
        """Make a kept generation the current one."""
        self.catalogue.point(alias_of(self.index), Names(self.index, name).marker)

    def withdraw(self) -> None:
        """Make no generation the current one.

        Raises:
            ForeignIndexError: as `current`.
        """
        self.found()
        self.catalogue.drop_alias(alias_of(self.index))

    def sweep(self) -> None:
        """Drop what killed builds left (step 3)."""
        for name in self.half_built():
            self.drop(name)

    def tidy(self) -> None:
        """Drop the generations that are no longer kept, once another has been published."""
        names, current = self.names(), self.current()
        older = [name for name in names if name != current]
        for name in {*older[KEPT - 1 :]}.difference(self._tagged(older)):
            self.drop(name)

    def _tagged(self, names: Iterable[str]) -> set[str]:
        """Those of some generations that have a tag: all of them, where that cannot be told."""
        try:
            return {*names}.intersection(self.tags().values())
        except MismatchError:
            return {*names}

    def drop(self, name: str) -> None:
        """Drop a generation, its marker first, so that it is not taken for complete meanwhile."""
        names = Names(self.index, name)
        for collection in (names.marker, *names.data):
            self.catalogue.drop(collection)

    def tags(self) -> dict[str, str]:
        """The generation of each tag.

        Raises:
            MismatchError: they are damaged.
        """
        written = self._state(TAGS)
        try:
            return _TAGS.validate_json(written) if written else {}
        except ValidationError as error:
            raise MismatchError("tags_damaged", file=self._place) from error

    def set_tags(self, tags: Mapping[str, str]) -> None:
        """Replace the tags."""
        self._set_state(TAGS, _TAGS.dump_json(dict(tags)).decode())

    def calibration(self) -> Calibration | None:
        """The calibration of the index; None without one.

        Raises:
            MismatchError: it is damaged.
        """
        written = self._state(CALIBRATION)
        try:
            return calibration_of(written.encode()) if written else None
        except ValueError as error:
            raise MismatchError("calibration_damaged", file=self._place) from error

    def set_calibration(self, calibration: Calibration | None) -> None:
        """Replace the calibration of the index, or remove it."""
        self._set_state(CALIBRATION, calibration_json(calibration).decode() if calibration else "")

    @property
    def _place(self) -> str:
        """The state as messages name it."""
        return f"{self.address} ({state_of(self.index)})"

    def _state(self, key: str) -> str:
        return self.catalogue.properties(state_of(self.index)).get(key, "")

    def _set_state(self, key: str, value: str) -> None:
        """Replace one property of the state, which is made if need be; the others stay."""
        self.catalogue.make(state_of(self.index), "state")
        self.catalogue.set_property(state_of(self.index), key, value)
