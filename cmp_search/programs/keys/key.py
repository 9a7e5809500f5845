"""A key as it is kept: never the token that a program sends, but its hash.

1. A token is `cmps_` and 256 random bits in base64url. By the prefix, those who look for secrets
   in what was published know what they found.
2. So many bits cannot be guessed, so SHA-256 is enough: a slow hash with salt protects what people
   choose, and would cost each request a tenth of a second.
3. Keys are looked up by that hash, so the time that a look-up takes tells nothing of the others.
4. A key opens some collections, for one purpose, until the end of its last day in UTC.
"""

import re
from collections.abc import Iterable
from dataclasses import field
from datetime import UTC, datetime
from datetime import date as Date
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated

from pydantic import StringConstraints
from pydantic.dataclasses import dataclass

from cmp_search.errors import KeysError

PREFIX = "cmps_"
_BYTES = 32
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
_NAME = re.compile(r"[^\W_][\w.-]{0,59}")


class Purpose(StrEnum):
    """What a key is for; for nothing else is it taken."""

    ASK = "ask"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True, config={"extra": "forbid", "strict": True})
class Key:
    """A key of a program.

    Attributes:
        name: What people call it by; no two keys of a file have the same.
        sha256: The hash of its token, in hexadecimal digits.
        collections: The collections that it opens.
        created: When it was made, in UTC and ISO form.
        by: The system's name of whoever made it.
        until: The last day of it, in UTC; None if it has no end.
    """

    name: str
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] = field(repr=False)
    collections: tuple[str, ...]
    purpose: Purpose
    created: str
    by: str
    until: Date | None = None

    def has_ended(self, today: Date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and today > self.until


def new_key(
    name: str, collections: Iterable[str], purpose: Purpose, by: str, until: Date | None
) -> tuple[str, Key]:
    """A new token, which is kept nowhere, and its key."""
    token = PREFIX + token_urlsafe(_BYTES)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return token, Key(name, hash_of(token), tuple(collections), purpose, now, by, until)


def hash_of(token: str) -> str:
    """What is kept of a token (step 2); empty for what is none."""
    return sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else ""


def today() -> Date:
    """The day that counts, in UTC."""
    return datetime.now(UTC).date()


def check_names(name: str, collections: Iterable[str]) -> None:
    """Make sure that a key and its collections have names that can be told from a token.

    Raises:
        KeysError: one is empty, too long, has other signs, or begins as a token does.
    """
    for one in (name, *collections):
        if not _NAME.fullmatch(one) or one.startswith(PREFIX):
            raise KeysError("key_name_invalid", name=one)
