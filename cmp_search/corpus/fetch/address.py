"""Addresses that may be fetched: https, at a host that the catalogue names."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from cmp_search.errors import AddressError

HTTPS_PORT = 443
_SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?"

Endpoint = tuple[str, int]
"""A host and a port."""


@dataclass(frozen=True, slots=True)
class Address:
    """An https address in its parts: where to connect, and what to request there."""

    host: str
    port: int
    target: str

    @property
    def endpoint(self) -> Endpoint:
        """The host and port."""
        return self.host, self.port

    @property
    def authority(self) -> str:
        """The host as a request names it, with the port only if it is not the default."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == HTTPS_PORT else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"https://{self.authority}{self.target}"

    def joined(self, location: str) -> "Address":
        """Where a redirect from here leads.

        Raises:
            AddressError: it is not an https address.
        """
        try:
            return parse_address(urljoin(str(self), location))
        except ValueError as error:
            raise AddressError("redirect_invalid", location=location) from error


def parse_address(text: str) -> Address:
    """Parse an https address.

    Raises:
        AddressError: it is not an address, is not https, or names a user or a password.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port or HTTPS_PORT
        host = host.rstrip(".") if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise AddressError("address_invalid", address=text) from error
    if parts.scheme != "https":
        raise AddressError("address_not_https", address=text)
    if not host or parts.username is not None or parts.password is not None:
        raise AddressError("address_host", address=text)
    target = quote(parts.path or "/", safe=_SAFE_IN_PATH)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE_IN_QUERY)
    return Address(host, port, target)


def endpoints_of(addresses: Iterable[str]) -> frozenset[Endpoint]:
    """The hosts and ports of the addresses; invalid ones are left out."""
    endpoints = set()
    for text in addresses:
        try:
            endpoints.add(parse_address(text).endpoint)
        except AddressError:
            continue
    return frozenset(endpoints)
