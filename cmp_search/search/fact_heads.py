"""Heads: who chairs or leads a group or the partnership, and who a person is.

1. Each head must explain all words of the question: by the group's name, the side, the position,
   the words that call them head, or the partnership's name. Of several sides, one must be theirs. A
   position explains words only if one of these is an acronym or a word for an institution.
2. Of those, the heads remain whose group's name explains most words; they must be of one group, and
   of every side that is named.
3. For each side, the newest text counts.
4. A person must be the only one of that name.
5. Where no head is found, a passage is beside the question if it names heads of whom no word of the
   question can be meant, or if the question names a group of which no text has a head.
"""

import re
from collections.abc import Iterable, Sequence

from cmp_search.language.countries import countries
from cmp_search.language.terms import folded_words
from cmp_search.orientation.cue_words import HEADED, HEADS, INSTITUTION_WORDS
from cmp_search.orientation.facts import Chair
from cmp_search.overview.choice import Attributed
from cmp_search.search.answer import FactKind
from cmp_search.search.fact_book import Head, Key, group_themes
from cmp_search.search.fact_matching import MAX_OLDER, FoundFact, Search, Statement, latest
from cmp_search.search.fact_words import matches

MAX_HEADS = 6
"""Most heads that one question may ask for."""
_LEADERS = frozenset({"leader", "chair", "director"})
_VERB = re.compile(rf"{HEADED}|{HEADS}")


def find_heads(search: Search) -> tuple[FoundFact, ...]:
    """Those who head what the question names."""
    if not search.words and not search.names_whole:
        return ()
    by_person = _of_person(search)
    if by_person:
        return by_person
    explained = [
        (count, head) for head in _eligible(search) if (count := _count(search, head)) >= 0
    ]
    most = max((count for count, _ in explained), default=0)
    heads = _of_office(search, [head for count, head in explained if count == most])
    if len({head.group for head in heads}) != 1 or not _is_of_all_sides(search, heads):
        return ()
    if not search.is_of_one_partnership(head.source.entry for head in heads):
        heads = [head for head in heads if head.source.entry.language == search.language]
    if not search.is_of_one_partnership(head.source.entry for head in heads):
        return ()
    return _stated(search, heads)


def find_person(search: Search) -> tuple[FoundFact, ...]:
    """What a person heads, and their position."""
    return _of_person(search)


def is_beside(search: Search, passage: str) -> bool:
    """Whether a passage, by its id, cannot tell who heads what the question names (rule 5)."""
    words = [word for word in search.words if not countries(word)]
    heads = [head for head in search.book.heads if head.source.fact.source.passage == passage]
    if heads:
        return bool(words) and not any(_is_about(search, w, head) for w in words for head in heads)
    groups = _groups_named(search, words)
    return bool(groups) and all(head.group not in groups for head in search.book.heads)


def _groups_named(search: Search, words: Sequence[str]) -> set[Key]:
    """The groups whose names explain all words."""
    keys = {group_themes(one.fact.name.text) for one in search.book.groups} if words else set()
    return {key for key in keys if all(search.names_group(word, key) for word in words)}


def _is_about(search: Search, word: str, head: Head) -> bool:
    by_group = head.group is not None and search.names_group(word, head.group)
    return by_group or matches(word, (*head.side_words, *head.details, *head.person))


def _of_person(search: Search) -> tuple[FoundFact, ...]:
    """Rule 4."""
    words, weak = frozenset(search.words), search.question.is_weak
    named = [
        head
        for head in search.book.heads
        if search.allows(head.source.entry) and words and words <= frozenset(head.person)
    ]
    # A single word must be a surname, and two people must not share it.
    if len(words) == 1 and (weak or any(head.person[-1] not in words for head in named)):
        return ()
    if any(not _is_same(named[0], head) for head in named):
        return ()
    return _stated(search, named)


def _is_same(one: Head, other: Head) -> bool:
    left, right = frozenset(one.person), frozenset(other.person)
    return left <= right or right <= left


def _eligible(search: Search) -> Iterable[Head]:
    for head in search.book.heads:
        group = head.source.fact.group
        if search.allows(head.source.entry) and (group is None or search.fits_type(group.text)):
            yield head


def _count(search: Search, head: Head) -> int:
    """How many words the group's name explains; -1 if a word is not explained at all (rule 1)."""
    by_group, by_label, by_position = 0, 0, []
    sides = frozenset[str]().union(*map(countries, search.words))
    for word in search.words:
        if head.group is not None and search.names_group(word, head.group):
            by_group += 1
        elif countries(word):
            if head.countries.isdisjoint(sides):
                return -1
        elif matches(word, head.side_words):
            by_label += 1
        elif word in head.details and search.is_context(word, head.source.entry):
            by_label += 1
        elif matches(word, head.details):
            by_position.append(word)
        elif _is_side(search, word) or not search.is_context(word, head.source.entry):
            return -1
    acronyms = {word.lower() for word in search.question.typed if word.isupper()}
    if by_position and not any(w in acronyms or w in INSTITUTION_WORDS for w in by_position):
        return -1
    # A side alone names nothing: the president of Mexico is no co-chair.
    named = by_group if head.group is not None else search.names_whole or by_label
    return by_group if named or by_position else -1


def _is_of_all_sides(search: Search, heads: Sequence[Head]) -> bool:
    sides = [side for word in search.words if (side := countries(word))]
    return not any(all(side.isdisjoint(head.countries) for head in heads) for side in sides)


def _is_side(search: Search, word: str) -> bool:
    """Whether a word is some head's side, and so not part of the partnership's name here."""
    return any(matches(word, head.side_words) or word in head.details for head in search.book.heads)


def _of_office(search: Search, heads: Sequence[Head]) -> list[Head]:
    """The heads that hold the office asked for; a leader is whoever chairs or directs, if any."""
    office = search.question.office
    if office != "leader":
        return [head for head in heads if head.office == office]
    return [head for head in heads if head.office in _LEADERS] or list(heads)


def _stated(search: Search, heads: Sequence[Head]) -> tuple[FoundFact, ...]:
    """Rule 3."""
    found: list[FoundFact] = []
    sides = dict.fromkeys(head.countries for head in heads)
    # Who is known to act for a side is not named again without one.
    for side in sorted(sides, key=lambda countries: not countries):
        of_side = [head.source for head in heads if head.countries == side]
        current, older = latest(of_side, search.language, lambda chair: _name(chair.person.text))
        if not current:
            return ()
        known = [_name(fact.statement.words[0].text) for fact in found]
        kept = [one for one in _distinct(current) if not _is_known(one.fact, known)]
        before = _distinct(older)
        for i, one in enumerate(kept):
            behind = tuple(map(_statement, before[:MAX_OLDER])) if i == 0 else ()
            found.append(FoundFact(FactKind.HEAD, _statement(one), behind))
    persons = sorted(found, key=lambda fact: fact.statement.source.sentence.start)
    return tuple(persons) if len(persons) <= MAX_HEADS else ()


def _is_known(chair: Chair, known: Iterable[frozenset[str]]) -> bool:
    name = _name(chair.person.text)
    return any(name <= other or other <= name for other in known)


def _name(person: str) -> frozenset[str]:
    return frozenset(folded_words(person))


def _distinct(chairs: Iterable[Attributed[Chair]]) -> list[Attributed[Chair]]:
    """Each person once, with a position if one is given, in the order of the texts."""
    kept: list[tuple[str, frozenset[str], Attributed[Chair]]] = []
    ordered = sorted(chairs, key=lambda one: one.fact.role is None)
    for one in ordered:
        name, id = _name(one.fact.person.text), one.entry.id
        if not _is_known(one.fact, [known for i, known, _ in kept if i == id]):
            kept.append((id, name, one))
    return [one for _, _, one in kept]


def _statement(one: Attributed[Chair]) -> Statement:
    """A head's group, label and side, then person and position, all as the text has them."""
    chair = one.fact
    is_verb = bool(chair.group and _VERB.fullmatch(chair.label.text))
    subject = (chair.group, None if is_verb else chair.label, chair.side)
    return Statement(
        entry=one.entry,
        source=chair.source,
        subject=tuple(quote for quote in subject if quote),
        words=(chair.person, chair.role) if chair.role else (chair.person,),
    )
