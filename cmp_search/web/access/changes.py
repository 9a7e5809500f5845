"""The policy that holds, with each change of it in the audit log.

1. An event has a sum of what the policy says of roles, domains and hours, and what is other than
   before: `4f0c2d9a1b3e editor +anna@example.org -group:library session_hours 10 → 4`.
2. The first request after a start is compared with the last event: a file that was changed while
   no server ran, or that another server has noted, is told by its sum.
3. A change holds whether or not it could be recorded, since it may shut somebody out. Who made it
   is not known. The log is written by a thread of its own, so that nobody waits for it.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from threading import Lock, Thread

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.errors import AuditError
from cmp_search.logs.failures import tell_failure
from cmp_search.web.access.policy import DOMAIN, Policy
from cmp_search.web.access.roles import Role

SUM_DIGITS = 12


class NotedPolicy:
    """Gives the policy that holds; used by the server's one thread."""

    def __init__(self, policy: Callable[[], Policy], log: AuditLog) -> None:
        self._policy = policy
        self._log = log
        self._held: Policy | None = None
        self._writing = Lock()

    def __call__(self) -> Policy:
        """What holds now; if it is other than before, that is noted meanwhile."""
        policy = self._policy()
        if policy is not self._held:
            subject = " ".join([policy_sum(policy), *changes(self._held or policy, policy)])
            self._held = policy
            Thread(target=self._note, args=(subject,)).start()
        return policy

    def _note(self, subject: str) -> None:
        """Steps 2 and 3."""
        with self._writing:
            try:
                noted = [event.subject for event in self._log.events(action=Action.POLICY)]
                if not noted or noted[-1][:SUM_DIGITS] != subject[:SUM_DIGITS]:
                    self._log.record("", Via.APP, Action.POLICY, subject)
            except AuditError as error:
                tell_failure(error, "audit")


def policy_sum(policy: Policy) -> str:
    """What tells one policy from another, as far as it may change while the server runs."""
    people = {role.name: sorted(policy.people[role]) for role in Role}
    said = json.dumps([people, sorted(policy.domains), policy.session_hours])
    return sha256(said.encode()).hexdigest()[:SUM_DIGITS]


def changes(before: Policy, after: Policy) -> Iterator[str]:
    """What is other than before: who got and who lost each role, by the names of the file."""
    for role in sorted(Role, reverse=True):
        yield from _differences(role.name.lower(), before.people[role], after.people[role])
    domains = (frozenset(f"{DOMAIN}{name}" for name in one.domains) for one in (before, after))
    yield from _differences("domains", *domains)
    if before.session_hours != after.session_hours:
        yield f"session_hours {before.session_hours:g} → {after.session_hours:g}"


def _differences(name: str, before: frozenset[str], after: frozenset[str]) -> Iterator[str]:
    if before != after:
        added = [f"+{one}" for one in sorted(after - before)]
        yield " ".join([name, *added, *(f"-{one}" for one in sorted(before - after))])
