"""What is decided when a server starts: who can reach it, and under which names.

1. It is known by the names of this machine for itself, by the address that it listens at, and by
   those it is given: `--allowed-host`, or CMP_SEARCH_ALLOWED_HOSTS.
2. It is for this machine alone, unless it is told to be open to others: by an address that they
   can reach, or by a name, as a proxy has. Then people sign in, by a policy (`web.access`), and
   programs send a key (`programs.keys`); or it is said in so many words that nobody does:
   `--no-auth`, or CMP_SEARCH_NO_AUTH=yes.
3. Where a request comes from, and by which scheme, is believed of a proxy on this machine alone.
"""

import os

from cmp_search.errors import ServingError
from cmp_search.gate.hosts import LOOPBACK, Allowed, is_loopback, names_of
from cmp_search.settings import YES

NO_AUTH = "CMP_SEARCH_NO_AUTH"
ALLOWED_HOSTS = "CMP_SEARCH_ALLOWED_HOSTS"
"""Names with commas between them."""
EVERYWHERE = ("", "0.0.0.0", "::")
"""Addresses to listen at that are no name of the server."""
PROXIES, OWN_PROXIES = "FORWARDED_ALLOW_IPS", "127.0.0.1,::1"
"""The server's variable for whom it believes, and who that is (step 3)."""


def is_without_sign_in() -> bool:
    """Whether it was said that everybody is let in."""
    return os.environ.get(NO_AUTH, "").lower() in YES


def allowed_at(address: str, sign_in_host: str = "", *, is_keyed: bool = False) -> Allowed:
    """Who is let in by a server that listens at an address (steps 1 and 2).

    Where people sign in, `sign_in_host` is the name that they reach it by; `is_keyed`: nothing is
    served but what takes a key from whoever is not on this machine.

    Raises:
        ServingError: it would be open to others without having been told so, it was told two
            things, or a name of it is not one.
    """
    is_open = is_without_sign_in()
    if is_open and sign_in_host:
        raise ServingError("serving_both")
    is_open = is_open or bool(sign_in_host)
    named = [name for name in os.environ.get(ALLOWED_HOSTS, "").split(",") if name.strip()]
    named += [sign_in_host] if sign_in_host else []
    own = [] if address in EVERYWHERE else [address]
    try:
        names = names_of(named + own)
    except ValueError as error:
        raise ServingError("serving_host", name=str(error)) from error
    others = [one for one in (address or EVERYWHERE[1], *sorted(names)) if not is_loopback(one)]
    if others and not (is_open or is_keyed):
        raise ServingError("serving_open", address=others[0])
    return Allowed(LOOPBACK | names, is_open or bool(others))
