"""Who may do what where people sign in.

1. Who signs in has the highest of the roles that name them; who is named by none may do nothing.
2. They are named by their address, by its domain, or by a group that the provider says they are in.
3. An address counts only in plain letters, as letters of other scripts can look the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cmp_search.gate.hosts import PORTS, authority
from cmp_search.web.access.roles import Role

CALLBACK = "/oauth2callback"
"""Where the provider sends people back to; Streamlit's path."""
MOST_HOURS = 720.0
"""As long as Streamlit's cookie lasts."""
GROUP, DOMAIN = "group:", "@"
"""What a group and a domain begin with among those who have a role."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who people sign in with, and what is asked of it."""

    metadata: str
    client_id: str
    scope: str
    groups_claim: str
    trust_emails: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may do what, and for how long a sign-in lasts; a domain has no @."""

    address: str
    session_hours: float
    domains: frozenset[str]
    secrets: Path | None
    provider: Provider
    people: Mapping[Role, frozenset[str]]

    @property
    def host(self) -> tuple[str, int]:
        """The name and port under which people reach the app."""
        parts = urlsplit(self.address)
        found = authority(parts.netloc, PORTS[parts.scheme])
        assert found, "checked when it was read"
        return found

    @property
    def is_encrypted(self) -> bool:
        """Whether people reach the app by https."""
        return self.address.startswith("https:")

    def role_of(self, email: str, groups: frozenset[str]) -> Role | None:
        """What somebody with a verified address may do (steps 1 to 3); None: nothing."""
        name, at, domain = email.rpartition("@")
        if not (name and at and domain) or "@" in name or not email.isascii():
            return None
        if self.domains and domain not in self.domains:
            return None
        known_as = {email, f"{DOMAIN}{domain}", *(f"{GROUP}{group}" for group in groups)}
        return max((role for role in self.people if known_as & self.people[role]), default=None)
