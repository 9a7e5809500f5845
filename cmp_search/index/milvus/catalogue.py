"""The catalogue of a Milvus server: its collections by name, their descriptions, and aliases.

A collection here holds no rows: what is kept is its description, given when it is made, and its
properties. To make one is one step on the server: of several that make one with the same name and
different descriptions, one succeeds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmp_search.errors import EngineFaultError
from cmp_search.index.milvus.connection import Connection
from cmp_search.index.milvus.faults import NOT_FOUND, TAKEN
from cmp_search.index.milvus.schema import marker_schema

DUPLICATE = "create duplicate collection with different parameters"
"""How the server refuses a second collection of a name; it has no code for that."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The collections and aliases of a server."""

    connection: Connection

    def collections(self) -> list[str]:
        """The names of all collections."""
        return self.connection.collections()

    def has(self, name: str) -> bool:
        """Whether there is a collection of that name."""
        return name in self.collections()

    def make(self, name: str, description: str) -> bool:
        """Make a collection with a description; false if there is one with another description.

        If there is one with the same, that is it.
        """
        try:
            self.connection.create(name, marker_schema(description))
        except EngineFaultError as fault:
            if DUPLICATE in str(fault):
                return False
            raise
        return True

    def drop(self, name: str) -> None:
        """Drop a collection, if it is there."""
        self.connection.drop(name)

    def description(self, name: str) -> str | None:
        """The description of a collection; None if it is not there."""
        return None if (found := self._described(name)) is None else str(found["description"])

    def properties(self, name: str) -> Mapping[str, str]:
        """The properties of a collection; none if it is not there."""
        found = self._described(name)
        return {} if found is None else dict(found.get("properties") or {})

    def set_property(self, name: str, key: str, value: str) -> None:
        """Set one property of a collection; the others stay."""
        self.connection.call("alter_collection_properties", name, properties={key: value})

    def _described(self, name: str) -> Mapping[str, Any] | None:
        try:
            return self.connection.describe(name)
        except EngineFaultError as fault:
            if fault.number in NOT_FOUND:
                return None
            raise

    def target(self, alias: str) -> str | None:
        """The collection that an alias leads to; None if it leads nowhere."""
        return self.connection.pointed_at(alias)

    def point(self, alias: str, collection: str) -> None:
        """Let an alias lead to a collection, in one step if it leads to another now."""
        if self.target(alias) is None:
            self._point_anew(alias, collection)
        else:
            self.connection.call("alter_alias", collection, alias)

    def _point_anew(self, alias: str, collection: str) -> None:
        """Make an alias; one whose collection was dropped is neither there nor free."""
        try:
            self.connection.call("create_alias", collection, alias)
        except EngineFaultError as fault:
            if fault.number != TAKEN:
                raise
            self.drop_alias(alias)
            self.connection.call("create_alias", collection, alias)

    def drop_alias(self, alias: str) -> None:
        """Drop an alias, if it is there."""
        self.connection.call("drop_alias", alias)
