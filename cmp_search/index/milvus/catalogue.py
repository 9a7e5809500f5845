"""The catalogue of a Milvus server: its collections by name, their descriptions, and aliases.

A collection here holds no rows: what is kept is its description, given when it is made, and its
properties. To make one is one step on the server: of several that make one with the same name and
different descriptions, one succeeds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmp_search.index.milvus.connection import BUILDING, Connection
from cmp_search.index.milvus.faults import Refused
from cmp_search.index.milvus.schema import marker_schema

NO_COLLECTION, NO_ALIAS, ALIAS_TAKEN = 100, 1600, 1602
"""Codes of the server's refusals."""
DUPLICATE = "create duplicate collection with different parameters"
"""How the server refuses a second collection of a name; it has no code for that."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The collections and aliases of a server."""

    connection: Connection

    def collections(self) -> list[str]:
        """The names of all collections."""
        return list(self.connection.ask("list_collections"))

    def has(self, name: str) -> bool:
        """Whether there is a collection of that name."""
        return name in self.collections()

    def make(self, name: str, description: str) -> bool:
        """Make a collection with a description; false if there is one with another description.

        If there is one with the same, that is it.
        """
        try:
            self.connection.create(name, marker_schema(description))
        except Refused as refused:
            if DUPLICATE in refused.reason:
                return False
            raise
        return True

    def drop(self, name: str) -> None:
        """Drop a collection, if it is there."""
        self.connection.ask("drop_collection", name, seconds=BUILDING)

    def description(self, name: str) -> str | None:
        """The description of a collection; None if it is not there."""
        return None if (found := self._described(name)) is None else str(found["description"])

    def properties(self, name: str) -> Mapping[str, str]:
        """The properties of a collection; none if it is not there."""
        found = self._described(name)
        return {} if found is None else dict(found.get("properties") or {})

    def made_at(self, name: str) -> int:
        """When a collection was made, as a guarantee (see `connection`); 0 if it is not there."""
        found = self._described(name)
        return int(found["created_timestamp"]) if found else 0

    def set_property(self, name: str, key: str, value: str) -> None:
        """Set one property of a collection; the others stay."""
        self.connection.ask("alter_collection_properties", name, properties={key: value})

    def _described(self, name: str) -> dict[str, Any] | None:
        try:
            return dict(self.connection.ask("describe_collection", name))
        except Refused as refused:
            if refused.number == NO_COLLECTION:
                return None
            raise

    def target(self, alias: str) -> str | None:
        """The collection that an alias leads to; None if it leads nowhere."""
        try:
            return str(self.connection.ask("describe_alias", alias)["collection_name"])
        except Refused as refused:
            if refused.number == NO_ALIAS:
                return None
            raise

    def point(self, alias: str, collection: str) -> None:
        """Let an alias lead to a collection, in one step if it leads to another now."""
        try:
            self.connection.ask("alter_alias", collection, alias)
        except Refused as refused:
            if refused.number != NO_ALIAS:
                raise
            self._point_anew(alias, collection)

    def _point_anew(self, alias: str, collection: str) -> None:
        """Make an alias; one whose collection was dropped is neither there nor free."""
        try:
            self.connection.ask("create_alias", collection, alias)
        except Refused as refused:
            if refused.number != ALIAS_TAKEN:
                raise
            self.drop_alias(alias)
            self.connection.ask("create_alias", collection, alias)

    def drop_alias(self, alias: str) -> None:
        """Drop an alias, if it is there."""
        self.connection.ask("drop_alias", alias)
