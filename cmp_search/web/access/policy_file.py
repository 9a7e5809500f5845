"""The policy of sign-in that holds now: its file is named by CMP_SEARCH_ACCESS, or `--access`.

Roles, domains and hours are read again when the file changes. Of a file that is wrong by then the
log and the administrators are told, and what it said before goes on. Address, provider and secrets
hold until the server starts again.
"""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock

from cmp_search.errors import ServingError
from cmp_search.logs.failures import tell_failure
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.reading import read_policy

ACCESS = "CMP_SEARCH_ACCESS"
"""The variable that names the file."""


class PolicyFile:
    """A policy that is read again when its file changes; may be used by several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen = _stamp(path)
        self._policy = read_policy(path)
        self._fault: ServingError | None = None

    def policy(self) -> Policy:
        """What holds now."""
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._seen:
                self._seen = stamp
                try:
                    self._policy = self._changed(read_policy(self._path))
                    self._fault = None
                except ServingError as error:
                    self._fault = error
                    tell_failure(error, "policy")
            return self._policy

    def fault(self) -> ServingError | None:
        """What is wrong with the file since it was changed; None: it holds as it is."""
        self.policy()
        return self._fault

    def _changed(self, said: Policy) -> Policy:
        """What the file says by now, as far as that holds before the server starts again."""
        held = self._policy
        return replace(said, address=held.address, provider=held.provider, secrets=held.secrets)


def current_policy() -> Policy | None:
    """What holds now; None where nobody signs in.

    Raises:
        ServingError: the file that is named is wrong, and was from the beginning.
    """
    named = os.environ.get(ACCESS)
    return _policy_file(named).policy() if named else None


def policy_fault() -> ServingError | None:
    """What is wrong with the file, so that what it said before holds; None where nothing is.

    Raises:
        ServingError: as in `current_policy`.
    """
    named = os.environ.get(ACCESS)
    return _policy_file(named).fault() if named else None


@cache
def _policy_file(path: str) -> PolicyFile:
    return PolicyFile(Path(path))


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)
