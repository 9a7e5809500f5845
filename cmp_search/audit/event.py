"""What the audit log says: who did what to which text, how, when, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 200
"""Characters of a name in the log; one that is longer is cut."""


class Action(StrEnum):
    """What is recorded: every change, who was let in or refused, and who may be."""

    ADD = "add"
    REMOVE = "remove"
    UNDO = "undo"
    PUT_BACK = "put_back"
    CONFIRM = "confirm"
    FETCH = "fetch"
    RECOGNISE = "recognise"
    BUILD = "build"
    ROLL_BACK = "roll_back"
    TAG = "tag"
    UNTAG = "untag"
    MOVE = "move"
    BACKUP = "backup"
    RESTORE = "restore"
    CALIBRATE = "calibrate"
    RESET_CALIBRATION = "reset_calibration"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    REFUSED = "refused"
    KEY_ADD = "key_add"
    KEY_REVOKE = "key_revoke"
    POLICY = "policy"


class Via(StrEnum):
    """How somebody acted.

    By a command, in the app, by a program that uses the library, or by one that asks the server.
    """

    COMMAND = "command"
    APP = "app"
    LIBRARY = "library"
    PROGRAM = "program"


DONE = "done"
"""The outcome of what was done; that of anything else is the code of its error."""
STOPPED = "stopped"
"""The outcome of what somebody stopped, as by Ctrl-C."""
BROKEN_OFF = "broken_off"
"""The outcome of what was killed, or ended in a power cut: it may be done or not."""
UNEXPECTED = "unexpected"
"""The outcome of what ended in an error that is not of this package."""
NO_ROLE = "no_role"
"""The outcome of a sign-in of somebody whom the policy gives no role."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    Attributes:
        at: When it was recorded, in UTC and ISO form, to the second.
        who: The name of the person; empty for one who gave none. Of a program that asks the
            server, the address that it came from.
        subject: The id, name or tag of what it was done to; empty where there is none. Never a
            question, a token or a whole path.
        outcome: `DONE`, or why not: `STOPPED`, `BROKEN_OFF`, `UNEXPECTED`, `NO_ROLE` or an error's
            code.
    """

    at: str
    who: str
    via: Via
    action: Action
    subject: str
    outcome: str = DONE

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return self.outcome == DONE
