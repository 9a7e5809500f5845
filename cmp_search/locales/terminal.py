"""The language of the terminal's user, as far as the system says which that is."""

import os

from cmp_search.locales import Messages, messages_for

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the system says which language is read, the first that is set."""


def terminal_messages() -> Messages:
    """The messages in that language, or in the default one."""
    named = next(filter(None, map(os.environ.get, LOCALES)), "")
    return messages_for(named.partition(".")[0].replace("_", "-"))
