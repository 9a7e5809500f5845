"""The audit log: who changed the texts or their index, signed in or was refused.

    log = AuditLog(folder)
    log.record("ana@example.org", Via.APP, Action.ADD, "cmp-2021")
    for event in log.events(action=Action.ADD): ...

`log.py` writes and reads it, as lines that `chain.py` makes and checks.
"""

from cmp_search.audit.event import Action, Event, Via
from cmp_search.audit.log import AuditLog

__all__ = ["Action", "AuditLog", "Event", "Via"]
