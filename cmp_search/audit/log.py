"""The audit log: what is recorded, by whom, and read again.

A change that could not be recorded is not made, since what nobody can find out later should not
happen: `recording` fails before it. Whoever only reads or asks never comes here.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cmp_search.audit.chain import link_of
from cmp_search.audit.event import (
    BROKEN_OFF,
    DONE,
    LONGEST,
    STOPPED,
    UNEXPECTED,
    Action,
    Event,
    Via,
)
from cmp_search.audit.faults import Fault, faults_of
from cmp_search.audit.files import LogFiles
from cmp_search.audit.telling import tell_begun, tell_recorded
from cmp_search.audit.under_way import Note, note, settle
from cmp_search.documents.lock import Holder, Waiting, locked
from cmp_search.documents.regular import leads_out
from cmp_search.errors import AuditError, CmpSearchError, system_error
from cmp_search.language.unseen import harmless

LOCK = ".lock"
LARGEST = 1_000_000
"""Bytes of a file of the log; the next line begins another."""
KEPT = 50
"""Files of the log that are kept."""
PATIENCE = Waiting(30)
"""How long others who write to the log are waited for; each takes milliseconds."""


@dataclass(slots=True)
class Entry:
    """What is being recorded; the subject may become known while it is done."""

    subject: str
    outcome: str = DONE


class AuditLog:
    """The audit log in a folder, which the first event makes.

    May be used from several threads and processes at once.
    """

    def __init__(self, folder: Path, *, largest: int = LARGEST, kept: int = KEPT) -> None:
        """Name the folder, how large a file of the log gets, and how many are kept."""
        self.folder = folder
        self._files = LogFiles(folder, largest, kept)

    def record(
        self, who: str, via: Via, action: Action, subject: str = "", outcome: str = DONE
    ) -> None:
        """Append an event; when this returns, it survives a power cut.

        Names are made harmless, put on one line and cut to a bounded length.

        Raises:
            AuditError: the log cannot be written.
        """
        self._record(_event(who, via, action, subject, outcome))

    @contextmanager
    def recording(self, who: str, via: Via, action: Action, subject: str = "") -> Iterator[Entry]:
        """Append an event about what is done within, with its outcome, even if it is killed.

        Raises:
            AuditError: the log cannot be written: `audit_unwritable` if nothing was done yet,
                `audit_incomplete` if it was.
        """
        begun = _event(who, via, action, subject, BROKEN_OFF)
        noted = self._note(begun)
        tell_begun(begun)
        entry = Entry(subject)
        try:
            yield entry
        except BaseException as error:
            entry.outcome = _outcome(error)
            with suppress(AuditError):  # The error within says more.
                self._finish(noted, _event(who, via, action, entry.subject, entry.outcome))
            raise
        self._finish(noted, _event(who, via, action, entry.subject, entry.outcome))

    def settle(self) -> None:
        """Record what was killed; as `record` does, too.

        Raises:
            AuditError: the log cannot be written.
        """
        if self.folder.is_dir():
            self._record(None)

    def events(
        self, since: str = "", action: Action | None = None, who: str = ""
    ) -> Iterator[Event]:
        """The events that are kept, oldest first: since a day or moment, of a kind, by somebody.

        Lines that were changed are left out; `faults` names them.

        Raises:
            AuditError: the log cannot be read.
        """
        for event in self._events():
            is_meant = action in (None, event.action) and who in ("", event.who)
            if is_meant and event.at >= since:
                yield event

    def faults(self) -> tuple[Fault, ...]:
        """Where the log was changed or cut, if it was.

        Raises:
            AuditError: the log cannot be read.
        """
        try:
            return faults_of(self._files)
        except OSError as error:
            raise AuditError("audit_unreadable", folder=self.folder, reason=error) from error

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """What tells this log from the same one at another time; reads no line."""
        return self._files.stamp()

    def _events(self) -> Iterator[Event]:
        try:
            for number in self._files.numbers():
                for line in self._files.lines(number):
                    if link := link_of(line):
                        yield link.event
        except OSError as error:
            raise AuditError("audit_unreadable", folder=self.folder, reason=error) from error

    def _make_folder(self) -> None:
        """Make the folder, and those it is in.

        A hidden one of a corpus makes no corpus, and is not written through a link out of that.
        """
        is_hidden = self.folder.name.startswith(".")
        if is_hidden and leads_out(self.folder, self.folder.parent):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(self.folder))
        self.folder.mkdir(parents=not is_hidden, exist_ok=True)

    def _note(self, event: Event) -> Note:
        try:
            self._make_folder()
            return note(self.folder, event)
        except OSError as error:
            raise AuditError("audit_unwritable", folder=self.folder, reason=error) from error

    def _finish(self, noted: Note, event: Event) -> None:
        try:
            self._record(event, noted)
        except AuditError as error:
            with suppress(OSError):  # Then the next event that is recorded brings this one along.
                noted.write(event)
            reason = error.parameters["reason"]
            raise AuditError("audit_incomplete", folder=self.folder, reason=reason) from error
        finally:
            noted.lock.release()

    def _record(self, event: Event | None, noted: Note | None = None) -> None:
        try:
            self._make_folder()
            with locked(self.folder / LOCK, self._busy, PATIENCE):
                settle(self._files)
                if event:
                    self._files.append(event, noted.token if noted else "")
                if noted:
                    noted.drop()
        except OSError as error:
            raise AuditError("audit_unwritable", folder=self.folder, reason=error) from error
        if event:
            tell_recorded(event)

    def _busy(self, holder: Holder) -> AuditError:
        reason = f"{holder.who} {holder.command}".strip()
        return AuditError("audit_unwritable", folder=self.folder, reason=reason)


def _event(who: str, via: Via, action: Action, subject: str, outcome: str) -> Event:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Event(at, _name(who), via, action, _name(subject), outcome)


def _name(words: str) -> str:
    """A name on one line, harmless and of bounded length."""
    line = " ".join(harmless(words).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _outcome(error: BaseException) -> str:
    """What came of something that ended in an error."""
    match error:
        case CmpSearchError():
            return error.code
        case OSError():
            return system_error(error).code
        case KeyboardInterrupt() | GeneratorExit() | SystemExit():
            return STOPPED
        case _:
            return UNEXPECTED
