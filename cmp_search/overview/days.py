"""Days: the dates of meetings, each meeting once, the newest first.

1. Meetings on the same days are one if they are the same group's, or of no group.
2. What no text gives to a group goes with the one group that met on these days, unless it has a
   number in a series.
3. The preferred text speaks, with its sentences.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from types import MappingProxyType

from cmp_search.orientation.facts import Meeting
from cmp_search.orientation.groups import group_key
from cmp_search.overview.choice import Attributed

Found = list[Attributed[Meeting]]
MAX_SENTENCES = 3
"""Most sentences about one meeting."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or range of days of a meeting, and the sentences that say so.

    `group` is whose meeting it was, empty if not stated; `label` has the words that call it a
    meeting, and `number` is which of its series, empty and 0 if not stated. `days` is false if only
    the month is stated.
    """

    first: Date
    last: Date
    days: bool
    place: str
    group: str
    label: str
    number: int
    meetings: tuple[Attributed[Meeting], ...]


def days_of(
    found: Iterable[Attributed[Meeting]], names: Mapping[frozenset[str], str] = MappingProxyType({})
) -> list[Day]:
    """The days of these meetings; `names` has the name of each group by its key or acronym's."""
    by_date: dict[tuple[Date, Date, bool], dict[str, Found]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in found:
        fact = one.fact
        group = fact.group.text if fact.group else ""
        by_date[fact.first, fact.last, fact.days][names.get(group_key(group), group)].append(one)
    ordered = sorted(by_date.items(), key=lambda item: item[0], reverse=True)
    return [_day(group, found) for _, groups in ordered for group, found in _merged(groups)]


def _merged(groups: dict[str, Found]) -> list[tuple[str, Found]]:
    """Rule 2."""
    unsaid = groups.get("", [])
    if len(groups) != 2 or any(one.fact.number for one in unsaid) or not unsaid:
        return list(groups.items())
    return [(group, [*found, *unsaid]) for group, found in groups.items() if group]


def _day(group: str, found: Found) -> Day:
    """Rule 3."""
    kept = tuple(one for one in found if one.entry == found[0].entry)[:MAX_SENTENCES]
    first = kept[0].fact
    place = next((one.fact.place.text for one in kept if one.fact.place), "")
    label = next((one.fact.label.text for one in kept if one.fact.label), "")
    number = next((one.fact.number for one in kept if one.fact.number), 0)
    return Day(first.first, first.last, first.days, place, group, label, number, kept)
