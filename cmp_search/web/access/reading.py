"""Reads the policy of sign-in: one TOML file, in which every key is checked.

    address = "https://search.example.org"      # under which people reach the app
    session_hours = 10                          # how long a sign-in lasts
    domains = ["example.org"]                   # who else signs in is refused, unless left out
    secrets = "secrets.toml"                    # beside this file, unless the environment has them

    [provider]
    metadata = "https://login.example.org/.well-known/openid-configuration"
    client_id = "cmp-search"
    scope = "openid email profile"              # what is asked for
    groups_claim = "groups"                     # which claim has a person's groups
    trust_emails = false                        # whether to take addresses that it says nothing of

    [roles]
    reader = ["@example.org"]                   # everybody of a domain
    editor = ["anna@example.org", "group:library"]
    administrator = ["marc@example.org"]

A key that is not known, is missing, or has a value of another kind is an error that names it.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from cmp_search.errors import ServingError
from cmp_search.gate.hosts import PORTS, authority, is_loopback
from cmp_search.web.access.policy import DOMAIN, GROUP, MOST_HOURS, Policy, Provider
from cmp_search.web.access.roles import Role

ADDRESS = '"https://search.example.org"'
DISCOVERY = "/.well-known/openid-configuration"
"""What the address ends with at which a provider says what it offers."""
METADATA = f'"https://login.example.org{DISCOVERY}"'
SCOPE = '"openid email profile"'
DOMAINS = '["example.org"]'
PEOPLE = '["anna@example.org", "@example.org", "group:library"]'
"""What a value looks like, for whoever wrote another."""
_PERSON = re.compile(r"[^\s<>@,;]*@[^\s<>@,;]+")
"""An address, or a domain: not with a name, as mail programs copy it."""


def read_policy(path: Path) -> Policy:
    """Read and check a policy.

    Raises:
        ServingError: it cannot be read, or a key of it is wrong.
    """
    file = _Table(path, "", toml_of(path))
    provider, roles = file.table("provider"), file.table("roles")
    policy = Policy(
        address=_address(file),
        session_hours=file.hours("session_hours"),
        domains=file.domains(),
        secrets=file.place("secrets", '"secrets.toml"'),
        provider=Provider(
            metadata=_metadata(provider),
            client_id=provider.text("client_id", '"cmp-search"'),
            scope=_scope(provider),
            groups_claim=provider.text("groups_claim", '"groups"', default="groups"),
            trust_emails=provider.yes_or_no("trust_emails"),
        ),
        people={role: roles.people(role.name.lower()) for role in Role},
    )
    for table in (provider, roles, file):
        table.check_all_known()
    return policy


def toml_of(path: Path) -> dict[str, Any]:
    """What a TOML file says.

    Raises:
        ServingError: it cannot be read, or is none.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise unread(path, error) from error


def unread(path: Path, error: Exception) -> ServingError:
    """What is said of a file that cannot be read, or is no TOML."""
    if isinstance(error, FileNotFoundError):
        return ServingError("access_missing", path=path)
    return ServingError("access_unread", path=path, reason=error)


def _address(file: "_Table") -> str:
    """The address as browsers write an Origin: without a path or a port that needs no saying."""
    text = file.text("address", ADDRESS).rstrip("/").lower()
    parts = _split(text)
    found = authority(parts.netloc, PORTS.get(parts.scheme, 0))
    safe = parts.scheme == "https" or (parts.scheme == "http" and found and is_loopback(found[0]))
    if not (safe and found and text == f"{parts.scheme}://{parts.netloc}"):
        raise file.wrong("address", ADDRESS)
    return text.removesuffix(f":{PORTS[parts.scheme]}")


def _metadata(provider: "_Table") -> str:
    """Where the provider says what it offers; by https, but at this machine."""
    text = provider.text("metadata", METADATA)
    parts = _split(text)
    host = parts.hostname or ""
    safe = (parts.scheme == "https" and host) or (parts.scheme == "http" and is_loopback(host))
    if not (safe and parts.path.endswith(DISCOVERY)):
        raise provider.wrong("metadata", METADATA)
    return text


def _scope(provider: "_Table") -> str:
    """What is asked for; without “openid”, a provider tells nobody who signs in."""
    text = provider.text("scope", SCOPE, default=SCOPE.strip('"'))
    if "openid" not in text.split():
        raise provider.wrong("scope", SCOPE)
    return text


def _split(address: str) -> SplitResult:
    """The parts of an address; of one that is none, no part."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


class _Table:
    """A table of the file, of which every key is asked for by the kind of its value."""

    def __init__(self, path: Path, name: str, values: Mapping[str, Any]) -> None:
        self._path = path
        self._name = name
        self._values = values
        self._known: set[str] = set()

    def table(self, key: str) -> "_Table":
        value = self._value(key, f"[{key}]")
        if not isinstance(value, dict):
            raise self.wrong(key, f"[{key}]")
        return _Table(self._path, f"{key}.", value)

    def text(self, key: str, example: str, default: str | None = None) -> str:
        value = self._value(key, example, default)
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise self.wrong(key, example)
        return value.strip()

    def place(self, key: str, example: str) -> Path | None:
        """A file, beside this one unless its whole path is said; None where it is left out."""
        value = self.text(key, example, default="")
        try:
            place = self._path.parent / Path(value).expanduser()
        except RuntimeError as error:  # It is of a user whom the system does not know.
            raise self.wrong(key, example) from error
        return place if value else None

    def hours(self, key: str) -> float:
        value = self._value(key, "10", 10)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "10")
        if not 0 < value <= MOST_HOURS:
            raise self.wrong(key, "10")
        return float(value)

    def yes_or_no(self, key: str) -> bool:
        value = self._value(key, "true", False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true")
        return value

    def names(self, key: str, example: str = DOMAINS) -> frozenset[str]:
        """Names, in small letters; none where the key is left out."""
        value = self._value(key, example, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, example)
        if any(not one.strip() or not one.isascii() for one in value if not _is_group(one)):
            raise self.wrong(key, example)
        return frozenset(one if _is_group(one) else one.strip().lower() for one in value)

    def domains(self) -> frozenset[str]:
        """Domains, which may be written with an @; to name none is not to leave them out."""
        found = self.names("domains")
        if any(map(_is_group, found)) or ("domains" in self._values and not found):
            raise self.wrong("domains", DOMAINS)
        return frozenset(name.removeprefix(DOMAIN) for name in found)

    def people(self, key: str) -> frozenset[str]:
        """Who has a role: each is an address, a domain or a group."""
        found = self.names(key, PEOPLE)
        if not all(_is_group(one) or _PERSON.fullmatch(one) for one in found):
            raise self.wrong(key, PEOPLE)
        return found

    def check_all_known(self) -> None:
        for key in self._values.keys() - self._known:
            raise ServingError("access_key_unknown", path=self._path, name=f"{self._name}{key}")

    def wrong(self, key: str, example: str) -> ServingError:
        name = f"{self._name}{key}"
        return ServingError("access_key_wrong", path=self._path, name=name, example=example)

    def _value(self, key: str, example: str, default: object = None) -> object:
        self._known.add(key)
        if key not in self._values and default is None:
            name = f"{self._name}{key}"
            raise ServingError("access_key_missing", path=self._path, name=name, example=example)
        return self._values.get(key, default)


def _is_group(name: str) -> bool:
    return name.startswith(GROUP) and len(name) > len(GROUP)
