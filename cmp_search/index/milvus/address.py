"""Addresses of indexes in Milvus: `milvus://host:port/name`; the rest is in the environment.

| variable | meaning | default |
|---|---|---|
| CMP_SEARCH_MILVUS_TOKEN | `user:password`, or a key of the server | none |
| CMP_SEARCH_MILVUS_TLS | `yes`, or the path of the certificate of the server's authority | `no` |
| CMP_SEARCH_MILVUS_REPLICAS | on how many nodes each index is to be | 2 |
| CMP_SEARCH_MILVUS_TIMEOUT | seconds that a question's call to the server may take | 15 |
"""

import os
import re
import ssl
from dataclasses import dataclass, field

from cmp_search.errors import UnknownEngineError
from cmp_search.index.address import Address
from cmp_search.settings import YES

SCHEME = "milvus"
NO = ("", "no", "false", "off", "0")
PORT = 19530
REPLICAS = 2
TIMEOUT = 15.0
"""A query node that dies holds up answers for up to nine seconds; then another one gives them."""
_CREDENTIALS = re.compile(r"(?<=://).*@")
_ADDRESS = re.compile(
    r"milvus://(?P<host>\[[0-9a-f:.]+\]|[\w.-]+)(:(?P<port>[0-9]{1,5}))?/(?P<name>\w{1,64})",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A server, and the name of an index there.

    `certificate` is the path of the authority's certificate; without one, with `is_encrypted`, the
    public authorities that gRPC knows are trusted. What shows a place does not show the token.
    """

    address: Address
    host: str
    port: int
    name: str
    token: str = field(repr=False)
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
        UnknownEngineError: it is not an address of an index in Milvus, or has a password in it, or
            there is no certificate where the environment says.
    """
    if _CREDENTIALS.search(address):
        raise UnknownEngineError("engine_credentials", address=_CREDENTIALS.sub("", address))
    found = _ADDRESS.fullmatch(address)
    if not found or "__" in found["name"] or found["name"].strip("_") != found["name"]:
        raise UnknownEngineError("engine_name", address=address)
    is_encrypted, certificate = _encryption(_setting("TLS"))
    return Place(
        address=address,
        host=found["host"],
        port=int(found["port"] or PORT),
        name=found["name"],
        token=_setting("TOKEN"),
        is_encrypted=is_encrypted,
        certificate=certificate,
        replicas=max(1, int(_number("REPLICAS", REPLICAS))),
        timeout=_number("TIMEOUT", TIMEOUT),
    )


def _encryption(said: str) -> tuple[bool, str]:
    """Whether to encrypt, and the path of the certificate to trust, if there is one.

    What is neither yes nor no must be a certificate: a mistyped path must not mean no encryption.
    """
    if said.lower() in NO:
        return False, ""
    if said.lower() in YES:
        return True, ""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(said)
    except OSError as error:
        raise UnknownEngineError("engine_certificate", path=said) from error
    return True, said


def _setting(name: str) -> str:
    return os.environ.get(f"CMP_SEARCH_MILVUS_{name}", "")


def _number(name: str, default: float) -> float:
    """A number from the environment; what is no positive number is left aside."""
    try:
        return max(float(_setting(name)), 0) or default
    except ValueError:
        return default
