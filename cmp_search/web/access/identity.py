"""Who sent a request: read from the cookie that Streamlit signs when somebody signs in.

1. Its signature holds, in each of its pieces, and none is older than a sign-in lasts.
2. It was made for the address under which people reach this app.
3. The provider said when it was made; the sign-in ends so many hours later, and none begins later
   than now, but for what two clocks may differ.
4. It has a verified e-mail address, or it is nobody's who may do anything.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cmp_search.web.access import streamlit_parts
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.roles import Role

SECONDS_PER_HOUR = 3600
CLOCKS_DIFFER_S = 120


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who signed in; `email` is empty without a verified address.

    `began` is when they did, in seconds since 1970; `key` tells sign-ins apart.
    """

    email: str
    groups: frozenset[str]
    began: float
    key: str

    def role(self, policy: Policy) -> Role | None:
        """What they may do now; None: nothing, or no more."""
        is_over = time.time() >= self.began + policy.session_hours * SECONDS_PER_HOUR
        return None if is_over else policy.role_of(self.email, self.groups)


def identity_of(cookies: Mapping[str, str], secret: str, policy: Policy) -> Identity | None:
    """Who signed in, by the cookies of a request; None if nobody did, or no more."""
    claims = streamlit_parts.claims_of(cookies, secret, policy.session_hours)
    if not claims or claims.get("is_logged_in") is not True:
        return None
    if claims.get("origin") != policy.address:
        return None
    began = claims.get("iat")
    if isinstance(began, bool) or not isinstance(began, int | float):
        return None
    age = time.time() - began
    if not -CLOCKS_DIFFER_S <= age < policy.session_hours * SECONDS_PER_HOUR:
        return None
    return Identity(_email(claims, policy), _groups(claims, policy), began, _key(claims))


def _email(claims: Mapping[str, Any], policy: Policy) -> str:
    """Step 4; in small letters."""
    email = claims.get("email")
    is_verified = claims.get("email_verified", policy.provider.trust_emails) is True
    return email.strip().lower() if isinstance(email, str) and is_verified else ""


def _groups(claims: Mapping[str, Any], policy: Policy) -> frozenset[str]:
    """The groups that the provider names; some name a single one as such."""
    named = claims.get(policy.provider.groups_claim, [])
    groups = [named] if isinstance(named, str) else named
    if not isinstance(groups, list):
        return frozenset()
    return frozenset(one for one in groups if isinstance(one, str))


def _key(claims: Mapping[str, Any]) -> str:
    """A sign-in's key: the provider's number of the person, when they signed in, and its nonce.

    Somebody may come again within the second in which they went.
    """
    named = repr([claims.get(name) for name in ("iss", "sub", "email", "iat", "nonce")])
    return sha256(named.encode("utf-8", "backslashreplace")).hexdigest()
