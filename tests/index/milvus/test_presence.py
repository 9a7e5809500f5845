"""A server that goes and comes back is told once each time."""

from cmp_search.index.milvus.presence import Presence
from cmp_search.logs.events.serving import EngineAway, EngineBack
from tests.logs.listening import listening

ADDRESS = "milvus://host/fog"


def test_it_is_told_once_when_it_goes_and_once_when_it_is_back() -> None:
    presence = Presence(ADDRESS)
    with listening() as told:
        presence.is_here()
        assert told.events == []
        for _ in range(3):
            presence.is_away("engine_away")
        presence.is_here()
        presence.is_here()
    away, back = told.events
    assert away == EngineAway(ADDRESS, "engine_away")
    assert isinstance(back, EngineBack) and back.address == ADDRESS and back.seconds >= 0
