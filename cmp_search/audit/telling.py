"""What the audit log records, told to the operator's log, too.

Events are imported where they are told: every library has an audit log, and few tell it anything.
"""

from cmp_search.audit.event import DONE, Action, Event
from cmp_search.logs import tell
from cmp_search.logs.events import Event as Told


def tell_begun(event: Event) -> None:
    """Tell what takes long enough that it matters that it has begun."""
    if event.action is Action.BUILD:
        from cmp_search.logs.events.building import BuildBegun

        tell(BuildBegun(event.who, event.via))


def tell_recorded(event: Event) -> None:
    """Tell what was recorded; of a build that is done, whoever built it tells more."""
    if (event.action, event.outcome) != (Action.BUILD, DONE):
        tell(_told(event))


def _told(event: Event) -> Told:
    from cmp_search.logs.events.changing import Changed, NotChanged
    from cmp_search.logs.events.coming import Refused, SignedIn, SignedOut

    match event.action:
        case Action.SIGN_IN:
            return SignedIn(event.who)
        case Action.SIGN_OUT:
            return SignedOut(event.who)
        case Action.REFUSED:
            return Refused(event.outcome, event.via, event.who, event.subject)
    done = (event.action, event.who, event.via, event.subject)
    return Changed(*done) if event.outcome == DONE else NotChanged(*done, event.outcome)
