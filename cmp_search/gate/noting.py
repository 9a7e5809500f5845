"""What servers tell the operator's log of requests that they refuse, and of those that fail.

1. Of one reason and address, one refusal a minute is told, and of one code, one failure: nobody can
   fill a disk by asking. The measures count all (`programs.measures`).
2. That nobody signed in yet, or that there is no such page, is no refusal worth telling: every
   first visit and every scanner causes some.
3. Of an error that is the asker's own to mend, the log has the code alone, and only where it shows
   everything.
"""

from starlette.types import Scope

from cmp_search.errors import CmpSearchError
from cmp_search.gate.limits import REFUSALS, Limiter
from cmp_search.gate.refusal import Refusal
from cmp_search.logs import tell
from cmp_search.logs.events.coming import Refused
from cmp_search.logs.failures import tell_failure, tell_own

COMMON = frozenset((Refusal.SIGN_IN, Refusal.CLOSED, Refusal.METHOD, Refusal.LENGTH))
"""Those of step 2."""
OURS = 500
"""The least status of an error that is the server's to mend."""
CODE = "cmp_search.code"
"""Where in the scope stands the code of the error that a request was answered with."""
APP, PROGRAM = "app", "program"
"""How a request came, as the audit log says it."""


class Notes:
    """Tells of refusals and failures, within limits; may be used by several threads."""

    def __init__(self) -> None:
        self._refusals, self._failures = Limiter(REFUSALS), Limiter(REFUSALS)

    def refusal(self, refusal: Refusal, scope: Scope, via: str) -> None:
        """Tell of a request that a gate refused."""
        if refusal not in COMMON:
            self.refused(refusal.name.lower(), via, address_of(scope))

    def refused(self, reason: str, via: str, who: str = "") -> None:
        """Tell of a request that was refused for a reason, of somebody at an address."""
        if self._refusals.take(f"{reason} {who}"):
            tell(Refused(reason, via, who, ""))

    def failed(self, error: CmpSearchError, where: str, status: int) -> None:
        """Tell of a request that ended in an error, which is answered with a status."""
        if status < OURS:
            tell_own(error, where)
        elif self._failures.take(f"{where} {error.code}"):
            tell_failure(error, where)


NOTES = Notes()
"""Those of this process."""


def address_of(scope: Scope) -> str:
    """Where a request comes from, as the server or a proxy on this machine knows."""
    client = scope.get("client")
    return client[0] if client else ""
