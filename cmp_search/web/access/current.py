"""Who looks at the page that is being drawn.

Where nobody signs in, the app at this machine is used by the system's user, who may change texts
if upkeep is on; visitors of one that is open to all (`--no-auth`) have no name, and may change
texts where upkeep is on, but not see who else did.
"""

import getpass
import os

from cmp_search.settings import YES, Settings
from cmp_search.web.access.roles import Person, Role
from cmp_search.web.gate.starting import NO_AUTH


def current_person() -> Person:
    """The person whose page is being drawn."""
    can_edit = Settings().can_edit
    if os.environ.get(NO_AUTH, "").lower() in YES:
        return Person("", Role.EDITOR if can_edit else Role.READER)
    return Person(_system_user(), Role.ADMINISTRATOR if can_edit else Role.READER)


def _system_user() -> str:
    """The name of whoever runs the app; empty where the system knows none, as in a container."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
