"""The audit log: whether it is as it was written, and can be written."""

import os
from collections.abc import Iterator

from cmp_search.audit import AuditLog
from cmp_search.audit.words import fault_line
from cmp_search.doctor.finding import Finding, Severity
from cmp_search.locales import messages_for
from cmp_search.settings import Settings

SHOWN = 5
"""Faults that are listed; the rest are counted."""


def check(settings: Settings) -> Iterator[Finding]:
    """Check the whole log; nothing if nothing has been recorded yet."""
    folder = settings.audit_folder
    if not folder.is_dir():
        return
    log, messages = AuditLog(folder), messages_for("en")
    faults, events = log.faults(), sum(1 for _ in log.events())
    fix = f"keep {folder} as it is for whoever finds out; new events go on behind it"
    for fault in faults[:SHOWN]:
        yield Finding("audit", Severity.WRONG, fault_line(fault, messages), fix)
    if len(faults) > SHOWN:
        message = f"the audit log has {len(faults) - SHOWN} more faults"
        yield Finding("audit", Severity.WRONG, message, "see `cmp-search audit`")
    if not faults:
        yield Finding("audit", Severity.OK, f"the audit log is as it was written: {events} events")
    if not os.access(folder, os.W_OK):
        message = f"the audit log in {folder} cannot be written, so nothing can be changed"
        fix = "let the folder be written, or name another in CMP_SEARCH_AUDIT"
        yield Finding("audit", Severity.WRONG, message, fix)
