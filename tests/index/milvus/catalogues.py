"""A server's catalogue in memory, which refuses what Milvus 2.3.5 refuses, in its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cmp_search.errors import EngineFaultError
from cmp_search.index.milvus.address import Place, place_of
from cmp_search.index.milvus.catalogue import (
    ALIAS_TAKEN,
    DUPLICATE,
    NO_ALIAS,
    NO_COLLECTION,
    Catalogue,
)
from cmp_search.index.milvus.connection import Connection

MADE_AT = 7
"""When all collections were made."""


def refusal(number: int, reason: str) -> EngineFaultError:
    """The error that a connection makes of a refusal."""
    fault = EngineFaultError("engine_failed", address="milvus://localhost:1/n", reason=reason)
    fault.number, fault.reason = number, reason
    return fault


@dataclass
class FakeServer:
    """Collections with descriptions and properties, and aliases; `calls` has what was asked."""

    descriptions: dict[str, str] = field(default_factory=dict)
    properties: dict[str, dict[str, str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    released: set[str] = field(default_factory=set)

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(FakeConnection(place_of("milvus://localhost:1/n"), self))

    def list_collections(self) -> list[str]:
        return [*self.descriptions]

    def create_collection(self, name: str, schema: Any) -> None:
        if self.descriptions.setdefault(name, schema.description) != schema.description:
            raise refusal(65535, f"{DUPLICATE}, collection: {name}")

    def drop_collection(self, name: str) -> None:
        self.descriptions.pop(name, None)  # An alias stays, and leads nowhere.
        self.properties.pop(name, None)

    def describe_collection(self, name: str) -> Mapping[str, Any]:
        found = self.aliases.get(name, name)
        if found not in self.descriptions:
            raise refusal(NO_COLLECTION, "collection not found")
        return {
            "description": self.descriptions[found],
            "created_timestamp": MADE_AT,
            "properties": self.properties.get(found, {}),
        }

    def alter_collection_properties(self, name: str, properties: dict[str, str]) -> None:
        self.properties.setdefault(name, {}).update(properties)

    def describe_alias(self, alias: str) -> dict[str, str]:
        if self.aliases.get(alias) not in self.descriptions:
            raise refusal(NO_ALIAS, "alias not found")
        return {"alias": alias, "collection_name": self.aliases[alias]}

    def create_alias(self, collection: str, alias: str) -> None:
        if alias in self.aliases:
            raise refusal(ALIAS_TAKEN, "alias already exist")
        self.aliases[alias] = collection

    def alter_alias(self, collection: str, alias: str) -> None:
        self.describe_alias(alias)
        self.aliases[alias] = collection

    def drop_alias(self, alias: str) -> None:
        self.aliases.pop(alias, None)

    def get_server_version(self) -> str:
        return "v2.3.5"

    def get_load_state(self, name: str) -> dict[str, str]:
        return {"state": "NotLoad" if name in self.released else "Loaded"}


class FakeConnection(Connection):
    """A connection whose calls a server in memory answers."""

    def __init__(self, place: Place, server: FakeServer) -> None:
        super().__init__(place)
        self._server = server

    def ask(self, method: str, *arguments: Any, seconds: float = 0.0, **named: Any) -> Any:
        self._server.calls.append(method)
        return getattr(self._server, method)(*arguments, **named)
