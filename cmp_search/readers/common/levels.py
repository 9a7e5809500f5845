"""Levels: how deep each heading of a text is, from all evidence at once.

1. Each heading has a vote: the level that its format states (style, markup, outline, type); one
   below the last stated one if some are stated and it is not; if none are, its rank by its words.
2. One series keeps one level (see `series`): the level that most of its members have, counting only
   stated ones if there are any. Numbers that begin anew ("1.", "a)") may be another series each
   time, so where levels are stated only members that run on have one level.
3. Divisions nest in their order, and "1.1.1" is below "1.1", which is below "1.": where levels are
   equal or the other way round, the inner one is moved further in. Where no levels are stated, this
   holds for all series; two of one rank nest if one of them begins anew below the other.
4. The order of two series is the other way round if the text shows it: the outer one begins anew
   below the inner one more often than the inner one does below the outer one.
5. A level that holds several series in this way takes as many levels, and those below move down. A
   heading without a number that shares it is on the outermost of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cmp_search.readers.common.designations import Division
from cmp_search.readers.common.series import Member, Rank

Place = tuple[int, int]
"""A level, and the order within it."""
_ANEW = 2
"""How often a series begins anew below another before it is taken to be within that."""
_MAX_SERIES = 40
"""How many series, the longest ones, are looked at for their nesting."""
_OPEN_RUNS = 8
"""How many runs of a series, the last ones, may go on."""
_MAX_GAP = 3
"""By how much a number may be above the last one that it runs on from."""
_BESIDE = frozenset([Division.ANNEX, Division.TRANSITORY])
"""Divisions that are beside the others, not around them, if levels are stated."""
_DIVISIONS = frozenset(division.value for division in Division if division not in _BESIDE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a heading: its series, its rank by its words, its stated level (0: none)."""

    member: Member | None
    rank: Rank
    stated: int = 0


@dataclass(slots=True)
class _Run:
    """Members of a series that run on, by position, with their stated levels and last number."""

    positions: list[int] = field(default_factory=list)
    stated: set[int] = field(default_factory=set)
    last: int = 0


def levels(headings: Sequence[Evidence]) -> list[int]:
    """The level of each heading, 1 outermost."""
    if not headings:
        return []
    stated = any(heading.stated for heading in headings)
    votes = _votes(headings) if stated else [int(heading.rank) for heading in headings]
    nesting = _nesting(headings, stated=stated)
    groups = _groups(headings, nesting, stated=stated)
    for group in groups:
        strong = [votes[i] for i in group if headings[i].stated] or [votes[i] for i in group]
        level = _most_common(strong)
        for i in group:
            votes[i] = level
    places = _places(headings, votes, nesting, stated=stated)
    return _numbered(places)


def _votes(headings: Sequence[Evidence]) -> list[int]:
    """Step 1, where some levels are stated."""
    votes: list[int] = []
    last = 0
    for heading in headings:
        votes.append(heading.stated or last + 1)
        last = heading.stated or last
    return votes


def _most_common(votes: Sequence[int]) -> int:
    """The most common vote, of several the outermost."""
    counts = Counter(votes)
    return min(counts, key=lambda vote: (-counts[vote], vote))


def _nesting(headings: Sequence[Evidence], *, stated: bool) -> list[list[str]]:
    """Steps 3 and 4: lists of series, each with the outermost first."""
    counts = Counter(h.member.key for h in headings if h.member)
    longest = {key for key, _ in counts.most_common(_MAX_SERIES)}
    members = {h.member.key: h.member for h in headings if h.member and h.member.key in longest}
    ordered = sorted(members, key=lambda key: (members[key].rank, members[key].order))
    if not stated:
        return [_by_restarts(ordered, headings)]
    divisions = [key for key in ordered if key in _DIVISIONS]
    dotted = [key for key in ordered if members[key].depth]
    return [_by_restarts(divisions, headings), dotted if len(dotted) > 1 else []]


def _by_restarts(ordered: Iterable[str], headings: Sequence[Evidence]) -> list[str]:
    """Step 4: the series in the order that the text shows."""
    order: list[str] = []
    for key in ordered:
        at = len(order)
        while at and _turned(order[at - 1], key, headings):
            at -= 1
        order.insert(at, key)
    return order


def _turned(outer: str, inner: str, headings: Sequence[Evidence]) -> bool:
    """Whether two series nest the other way round than by default; annexes never do."""
    anew = _restarts(outer, inner, headings)
    return outer not in _BESIDE and anew >= _ANEW and anew > _restarts(inner, outer, headings)


def _restarts(inner: str, outer: str, headings: Sequence[Evidence]) -> int:
    """How often one series begins anew after a member of another."""
    count = 0
    between = False
    for heading in headings:
        if heading.member and heading.member.key == outer:
            between = True
        elif heading.member and heading.member.key == inner:
            count += between and heading.member.value == 1
            between = False
    return count


def _groups(
    headings: Sequence[Evidence], nesting: Sequence[Sequence[str]], *, stated: bool
) -> list[list[int]]:
    """Step 2: the positions of headings that have one level."""
    nested = {key for keys in nesting for key in keys}
    whole: dict[str, list[int]] = {}
    open_runs: dict[str, list[_Run]] = {}
    groups: list[list[int]] = []
    for i, heading in enumerate(headings):
        if heading.member is None:
            continue
        key = heading.member.key
        if stated and key not in nested:
            run = _run(open_runs.setdefault(key, []), heading.member.value, heading.stated)
            group = run.positions
        else:
            group = whole.setdefault(key, [])
        if not group:
            groups.append(group)
        group.append(i)
    return groups


def _run(runs: list[_Run], value: int, stated: int) -> _Run:
    """The run that a member continues, rather one with its own stated level, else a new one."""
    fitting = [run for run in runs if run.last < value <= run.last + _MAX_GAP]
    same = [run for run in fitting if stated in run.stated]
    run = (same or fitting or [_Run()])[-1]
    runs[:] = [*(other for other in runs if other is not run), run][-_OPEN_RUNS:]
    run.stated.add(stated)
    run.last = value
    return run


def _places(
    headings: Sequence[Evidence],
    votes: Sequence[int],
    nesting: Sequence[Sequence[str]],
    *,
    stated: bool,
) -> list[Place]:
    """Step 3: the place of each heading, with inner series behind outer ones on the same level."""
    of_series: dict[str, Place] = {}
    for keys in nesting:
        before: tuple[Place, str] = ((0, 0), "")
        for key in keys:
            first, found = next(
                (i, h.member) for i, h in enumerate(headings) if h.member and h.member.key == key
            )
            place = (votes[first], 0 if stated else found.order)
            within = stated or _restarts(key, before[1], headings) >= _ANEW
            if place < before[0] or (place == before[0] and within):
                place = (before[0][0], before[0][1] + 1)
            of_series[key] = place
            before = (place, key)
    return [
        of_series.get(heading.member.key if heading.member else "", (vote, 0))
        for heading, vote in zip(headings, votes, strict=True)
    ]


def _numbered(places: Sequence[Place]) -> list[int]:
    """Step 5: the level that each place has."""
    distinct = sorted(set(places))
    level_of: dict[Place, int] = {}
    extra = 0
    for i, place in enumerate(distinct):
        extra += i > 0 and distinct[i - 1][0] == place[0]
        level_of[place] = place[0] + extra
    return [level_of[place] for place in places]
