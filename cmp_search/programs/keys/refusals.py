"""Keys that were refused, in the audit log: who came, with which key, and why it was not taken.

Of one address, one refusal a minute is recorded, and of all together ten, so that nobody can push
what else the log has out of it quickly.
"""

import asyncio
import time
from collections.abc import Callable

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.errors import AccessKeyError, AuditError
from cmp_search.gate.limits import REFUSALS, Limiter
from cmp_search.logs.failures import tell_failure


class Refusals:
    """Records keys that were refused."""

    def __init__(self, log: AuditLog, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._rate = Limiter(REFUSALS, clock)

    async def note(self, address: str, error: AccessKeyError) -> None:
        """Record that the key of a program at an address was refused, unless one just was."""
        if not self._rate.take(address):
            return
        name = str(error.parameters.get("name", ""))
        try:
            await asyncio.to_thread(
                self._log.record, address, Via.PROGRAM, Action.REFUSED, name, error.code
            )
        except AuditError as fault:  # Who is refused is told so all the same.
            tell_failure(fault, "audit")
