"""All events, in the order of docs/administering.md."""

from cmp_search.logs.events import Event
from cmp_search.logs.events.asking import IndexCaveat, IndexOpened, QuestionAnswered, QuestionSlow
from cmp_search.logs.events.building import BuildBegun, BuildEnded, FileSetAside, ReaderCrashed
from cmp_search.logs.events.changing import Changed, NotChanged
from cmp_search.logs.events.coming import Refused, SignedIn, SignedOut, SignInFailed
from cmp_search.logs.events.failing import ErrorTold, Failed
from cmp_search.logs.events.serving import EngineAway, EngineBack, OrderUnread, Serving

EVENTS: tuple[type[Event], ...] = (
    BuildBegun,
    BuildEnded,
    FileSetAside,
    ReaderCrashed,
    Changed,
    NotChanged,
    IndexOpened,
    IndexCaveat,
    QuestionAnswered,
    QuestionSlow,
    SignedIn,
    SignedOut,
    SignInFailed,
    Refused,
    Serving,
    OrderUnread,
    EngineAway,
    EngineBack,
    ErrorTold,
    Failed,
)
"""All of them."""
