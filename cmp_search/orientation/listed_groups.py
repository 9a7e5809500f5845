"""Listed groups: the order in which a text lists its groups.

1. A list is the items of one section that are groups' names (see `groups`); that with most groups
   gives their order, if it has two at least.
2. Groups that it lacks come after these, where they stand in the text.
"""

from collections.abc import Iterable

from cmp_search.documents.document import Block, BlockKind
from cmp_search.orientation.facts import Group
from cmp_search.orientation.groups import group_key, named_lines
from cmp_search.orientation.units import Unit

LEAST_LISTED = 2
"""Fewest groups of a list."""


def in_listed_order(groups: Iterable[Group], units: Iterable[Unit]) -> tuple[Group, ...]:
    """The groups of a text in the order of its list."""
    lists: dict[tuple[Block, ...], dict[frozenset[str], int]] = {}
    for unit in units:
        for item in named_lines([unit] if unit.block.kind is BlockKind.ITEM else ()):
            places = lists.setdefault(unit.headings, {})
            places.setdefault(group_key(item.name.text), item.name.start)
    listed = max(lists.values(), key=len, default={})
    if len(listed) < LEAST_LISTED:
        listed = {}

    def place(group: Group) -> tuple[bool, int]:
        key = group_key(group.name.text)
        return key not in listed, listed.get(key, group.name.start)

    return tuple(sorted(groups, key=place))
