"""Who looks at the page that is being drawn.

1. Where people sign in, it is whoever signed in, with the role that the policy gives them now.
2. Where nobody does, the app at this machine is used by the system's user, who may change texts if
   upkeep is on; visitors of one that is open to all (`--no-auth`) have no name, and where upkeep is
   on they may change texts, but not see who else did.
"""

import getpass
from functools import cache

import streamlit as st

from cmp_search.errors import RoleError
from cmp_search.gate.starting import is_without_sign_in
from cmp_search.settings import Settings
from cmp_search.web.access.identity import identity_of
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.policy_file import current_policy
from cmp_search.web.access.roles import Person, Role
from cmp_search.web.access.secrets import secrets_of


def current_person() -> Person:
    """The person whose page is being drawn.

    Raises:
        RoleError: they signed in and may do nothing, since a moment ago.
    """
    if policy := current_policy():
        return _signed_in(policy)
    can_edit = Settings().can_edit
    if is_without_sign_in():
        return Person("", Role.EDITOR if can_edit else Role.READER)
    return Person(_system_user(), Role.ADMINISTRATOR if can_edit else Role.READER)


def may(role: Role) -> bool:
    """Whether the person whose page is being drawn has a role, or a higher one.

    Raises:
        RoleError: as in `current_person`.
    """
    return current_person().role >= role


def demand(role: Role) -> None:
    """See to it that the person whose page is being drawn has a role, or a higher one.

    Raises:
        RoleError: they do not.
    """
    if not may(role):
        raise RoleError("role_missing")


def people_sign_in() -> bool:
    """Whether people sign in."""
    return current_policy() is not None


def _signed_in(policy: Policy) -> Person:
    """Step 1; the guard let them in by the same cookies, when their page was opened."""
    identity = identity_of(st.context.cookies.to_dict(), _cookie_secret(), policy)
    role = identity.role(policy) if identity else None
    if identity is None or role is None:
        raise RoleError("role_missing")
    return Person(identity.email, role)


@cache
def _cookie_secret() -> str:
    """What cookies are signed with; it stays as it was when the server started."""
    policy = current_policy()
    assert policy, "only asked for where people sign in"
    return secrets_of(policy).cookie


def _system_user() -> str:
    """The name of whoever runs the app; empty where the system knows none, as in a container."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
