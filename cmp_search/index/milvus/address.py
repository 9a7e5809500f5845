"""Addresses of indexes in Milvus: `milvus://host:port/name`; the rest is in the environment.

| variable | meaning | default |
|---|---|---|
| CMP_SEARCH_MILVUS_TOKEN | `user:password`, or a key of the server | none |
| CMP_SEARCH_MILVUS_TLS | `yes`, or the path of the certificate of the server's authority | no |
| CMP_SEARCH_MILVUS_REPLICAS | on how many nodes each index is to be | 2 |
| CMP_SEARCH_MILVUS_TIMEOUT | seconds that a question's call to the server may take | 15 |
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from cmp_search.errors import UnknownEngineError
from cmp_search.index.address import Address
from cmp_search.settings import YES

SCHEME = "milvus"
PORT = 19530
REPLICAS = 2
TIMEOUT = 15.0
"""A query node that dies holds up answers for up to nine seconds; then another one gives them."""
_ADDRESS = re.compile(
    r"milvus://(?P<host>\[[0-9a-f:.]+\]|[\w.-]+)(:(?P<port>[0-9]{1,5}))?/(?P<name>\w{1,64})",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A server, and the name of an index there.

    `certificate` is the path of the authority's certificate; without one, with `is_encrypted`,
    those that the system knows are trusted.
    """

    address: Address
    host: str
    port: int
    name: str
    token: str
    is_encrypted: bool
    certificate: str
    replicas: int
    timeout: float

    @property
    def uri(self) -> str:
        """The server's address, for the client."""
        return f"{'https' if self.is_encrypted else 'http'}://{self.host}:{self.port}"


def place_of(address: Address) -> Place:
    """What an address and the environment say.

    Two underscores in a row are what sets names of collections apart (see `names`).

    Raises:
        UnknownEngineError: it is not an address of an index in Milvus.
    """
    found = _ADDRESS.fullmatch(address)
    if not found or "__" in found["name"] or found["name"].strip("_") != found["name"]:
        raise UnknownEngineError("engine_name", address=address)
    tls = _setting("TLS")
    return Place(
        address=address,
        host=found["host"],
        port=int(found["port"] or PORT),
        name=found["name"],
        token=_setting("TOKEN"),
        is_encrypted=tls.lower() in YES or Path(tls).is_file(),
        certificate=tls if Path(tls).is_file() else "",
        replicas=max(1, int(_number("REPLICAS", REPLICAS))),
        timeout=_number("TIMEOUT", TIMEOUT),
    )


def _setting(name: str) -> str:
    return os.environ.get(f"CMP_SEARCH_MILVUS_{name}", "")


def _number(name: str, default: float) -> float:
    """A number from the environment; what is no positive number is left aside."""
    try:
        return max(float(_setting(name)), 0) or default
    except ValueError:
        return default
