"""The two secrets of sign-in: what the provider knows the app by, and what cookies are signed with.

They come from the environment, or from the file that the policy names, which nobody else may read.
No message has a secret in it.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cmp_search.errors import ServingError
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.reading import toml_of, unread

VARIABLES = {
    "client_secret": "CMP_SEARCH_CLIENT_SECRET",
    "cookie_secret": "CMP_SEARCH_COOKIE_SECRET",
}
"""The variable of each secret, by its key in the file."""
OTHERS = 0o077
"""What a file's mode lets others than its owner do."""
FEWEST_CHARACTERS = 32
"""Of what cookies are signed with."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Both secrets; neither is shown where this is printed."""

    client: str = field(repr=False)
    cookie: str = field(repr=False)


def secrets_of(policy: Policy) -> Secrets:
    """The secrets of a policy.

    Raises:
        ServingError: one is missing or short, or the file can be read by others, or not at all.
    """
    kept = _kept(policy.secrets) if policy.secrets else {}
    client, cookie = (_secret(key, kept) for key in VARIABLES)
    if len(cookie) < FEWEST_CHARACTERS:
        raise ServingError(
            "access_secret_short", name=VARIABLES["cookie_secret"], fewest=FEWEST_CHARACTERS
        )
    return Secrets(client, cookie)


def _secret(key: str, kept: dict[str, Any]) -> str:
    value = os.environ.get(VARIABLES[key]) or kept.get(key)
    if not isinstance(value, str) or not value:
        raise ServingError("access_secret_missing", name=VARIABLES[key], secret=key)
    return value


def _kept(path: Path) -> dict[str, Any]:
    """What the file has; Windows has no modes, so its own permissions are not looked at."""
    try:
        is_open = os.name == "posix" and path.stat().st_mode & OTHERS
    except OSError as error:
        raise unread(path, error) from error
    if is_open:
        raise ServingError("access_secret_open", path=path)
    return toml_of(path)
