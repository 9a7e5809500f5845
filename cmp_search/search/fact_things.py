"""Groups and meetings that a fact question asks for.

1. Groups: those of one type that the newest text with any, in the question's language if there is
   one, lists or names co-chairs of, in its order.
2. Meetings: those of the kind, group, number, year, day or place that the question names; without
   a group, those that no group is named for. All that remain must be on the same day.
"""

from collections.abc import Sequence

from cmp_search.language.terms import folded_words
from cmp_search.orientation.facts import FactSource, Meeting, Quote
from cmp_search.orientation.ordinals import meeting_kind
from cmp_search.overview.choice import Attributed
from cmp_search.search.answer import FactKind
from cmp_search.search.fact_book import Key, group_themes, key_of
from cmp_search.search.fact_group_types import GroupType, group_type
from cmp_search.search.fact_matching import MAX_OLDER, FoundFact, Search, Statement, by_text
from cmp_search.search.fact_words import content, matches

_MEETINGS = frozenset({"meeting", "session", "plenary", "assembly"})
MAX_GROUPS = 60
"""Most groups that are listed."""


def find_groups(search: Search) -> tuple[FoundFact, ...]:
    """Rule 1."""
    asked = search.question.group_type
    named = [
        Attributed(one.entry, (one.fact.name, one.fact.source))
        for one in search.book.groups
        if one.fact.own
    ]
    named += [
        Attributed(head.source.entry, (head.source.fact.group, head.source.fact.source))
        for head in search.book.heads
        if head.source.fact.group
    ]
    fitting = [
        one
        for one in named
        if search.allows(one.entry)
        and group_type(one.fact[0].text) == asked
        and all(search.is_context(word, one.entry) for word in search.words)
    ]
    spoken = [one for one in fitting if one.entry.language == search.language]
    fitting = spoken or fitting
    texts = by_text(fitting, search.language)
    first: dict[Key, Attributed[tuple[Quote, FactSource]]] = {}
    for one in texts[0] if texts else ():
        first.setdefault(group_themes(one.fact[0].text), one)
    groups = list(first.values())
    is_one = search.is_of_one_partnership(one.entry for one in fitting)
    if not 2 <= len(groups) <= MAX_GROUPS or not is_one:
        return ()
    return tuple(
        FoundFact(FactKind.GROUP, Statement(one.entry, one.fact[1], (), (one.fact[0],)))
        for one in groups
    )


def find_meetings(search: Search) -> tuple[FoundFact, ...]:
    """Rule 2."""
    question = search.question
    kinds = _kinds(search)
    meetings = [
        one
        for one in search.book.meetings
        if search.allows(one.entry, of_years=False)
        and _kind(one.fact) in kinds
        and (not question.years or str(one.fact.first.year) in question.years)
        and (not question.number or one.fact.number == question.number)
        and (not question.day or one.fact.first <= question.day <= one.fact.last)
    ]
    counts = [(count, one) for one in meetings if (count := _explained(search, one)) >= 0]
    most = max((count for count, _ in counts), default=0)
    found = [one for count, one in counts if count == most]
    if question.is_last and not search.is_of_one_partnership(one.entry for one in found):
        return ()
    if question.is_last and found:
        last = max(one.fact.last for one in found)
        found = [one for one in found if one.fact.last == last]
    if question.wants_place:
        found = [one for one in found if one.fact.place]
    if not _is_one_meeting(found):
        # Of two partnerships, that whose texts are in the language of the question is meant.
        found = [one for one in found if one.entry.language == search.language]
    if not _is_one_meeting(found):
        return ()
    # The text that says most speaks first: a place and a numbered label tell more than a date.
    texts = [
        min(text, key=lambda one: (one.fact.place is None, not one.fact.number))
        for text in by_text(found, search.language)
    ]
    statements = [_meeting_statement(one) for one in texts]
    return (FoundFact(FactKind.MEETING, statements[0], tuple(statements[1 : MAX_OLDER + 1])),)


def _kinds(search: Search) -> frozenset[str]:
    """The kinds of meeting that are meant: sessions are meetings where nothing is called one."""
    asked = search.question.kind
    called = {
        _kind(one.fact)
        for one in search.book.meetings
        if search.allows(one.entry, of_years=False) and one.fact.label
    }
    return frozenset({asked}) if asked != "meeting" or asked in called else _MEETINGS


def _kind(meeting: Meeting) -> str:
    return (meeting_kind(meeting.label.text) if meeting.label else "") or "meeting"


def _explained(search: Search, one: Attributed[Meeting]) -> int:
    """How many words the group's name explains; -1 if a word is not explained (rule 2)."""
    meeting, by_group = one.fact, 0
    key = key_of(meeting.group.text, search.book) if meeting.group else None
    places = folded_words(meeting.place.text) if meeting.place else []
    label = content(meeting.label.text) if meeting.label else ()
    for word in search.words:
        if key is not None and search.names_group(word, key):
            by_group += 1
        elif word not in places and not matches(word, label):
            if not search.is_context(word, one.entry):
                return -1
    if key is not None:
        fits = search.fits_type(meeting.group.text) if meeting.group else True
        return by_group if by_group and fits else -1
    if meeting.label is None:
        return -1
    asked = search.question.group_type
    return 0 if asked in (GroupType.ANY, group_type(meeting.label.text)) else -1


def _is_one_meeting(found: Sequence[Attributed[Meeting]]) -> bool:
    """Whether there is one, and all are on its days, or in the month that some give alone."""
    if not found:
        return False
    first = min(found, key=lambda one: one.fact.last - one.fact.first).fact
    return all(one.fact.first <= first.first and first.last <= one.fact.last for one in found) and (
        first.days or len({one.fact.first for one in found}) == 1
    )


def _meeting_statement(one: Attributed[Meeting]) -> Statement:
    meeting = one.fact
    subject = tuple(quote for quote in (meeting.group, meeting.label) if quote)
    words = (meeting.when, meeting.place) if meeting.place else (meeting.when,)
    return Statement(one.entry, meeting.source, subject, words)
