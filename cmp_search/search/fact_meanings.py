"""Meanings of an acronym that a fact question asks for.

1. It has the long form that most texts give it, in the question's language if any does; several
   that differ in meaning are none.
2. A text may give one long form to several acronyms: "TLCAN, o NAFTA en inglés". These are names of
   one thing, in all texts about the same partnership, as far as their titles tell.
3. If it is asked what the thing is, the first passage is one that defines it, in the question's
   language under any name, or in any language under the name that is asked for.
4. If none does, or the acronym stands alone, and no text in the question's language has these
   letters, the first passage is one that says in that language what another name means, in an
   edition of the same text if it can be.
5. If it is asked what the thing is, and no text says so much in the question's language, the first
   passage is one that defines it under another name in another language.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import token_set_ratio

from cmp_search.documents.catalogue import Entry
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words
from cmp_search.orientation.facts import Acronym, Definition
from cmp_search.overview.choice import Attributed, preference
from cmp_search.search.answer import FactKind
from cmp_search.search.fact_matching import MAX_OLDER, FoundFact, Search, Statement, by_text
from cmp_search.search.fact_words import content

ALIKE = 60
"""Meanings of an acronym at least this similar, of 100, are one (rapidfuzz's token set ratio)."""


def find_meanings(search: Search) -> tuple[FoundFact, ...]:
    """The fact that says what an acronym stands for."""
    asked = search.question.words
    found = [
        one
        for one in search.book.acronyms
        if search.allows(one.entry) and _asks_for(search, asked, one.fact)
    ]
    if not found:
        return ()
    chosen = _meaning(found, search.language)
    if chosen is None:
        return ()
    same = [one for one in found if fold(one.fact.short.text) == fold(chosen.fact.short.text)]
    others = [
        one
        for text in by_text(same, search.language)
        for one in text[:1]
        if one.entry.work != chosen.entry.work
    ]
    fact = FoundFact(
        FactKind.ACRONYM,
        _acronym_statement(chosen),
        tuple(map(_acronym_statement, others[:MAX_OLDER])),
        _first(search, chosen),
    )
    return (fact,)


def _first(search: Search, meaning: Attributed[Acronym]) -> Statement | None:
    """What the first passage says, if not what the letters mean (rules 3 to 5)."""
    if not (search.question.wants_definition or search.question.is_weak):
        return None
    names = _names(search, meaning)
    defining = _defining(search, names, meaning) if search.question.wants_definition else []
    asked = fold(meaning.fact.short.text)
    fitting = [
        one
        for one in defining
        if one.entry.language == search.language or fold(one.fact.short) == asked
    ]
    if fitting:
        return _definition_statement(search, fitting)
    if meaning.entry.language == search.language:
        return None
    return _in_own_language(search, names, meaning) or _definition_statement(search, defining)


def _names(search: Search, meaning: Attributed[Acronym]) -> frozenset[str]:
    """Rule 2: the acronyms, folded, that the same text gives the same long form."""
    long = fold(meaning.fact.long.text)
    return frozenset(
        fold(one.fact.short.text)
        for one in search.book.acronyms
        if one.entry.id == meaning.entry.id and fold(one.fact.long.text) == long
    )


def _defining(
    search: Search, names: frozenset[str], meaning: Attributed[Acronym]
) -> list[Attributed[Definition]]:
    """What defines the thing under any of its names."""
    return [
        one
        for one in search.book.definitions
        if fold(one.fact.short) in names and _is_about_same(search, one.entry, meaning.entry)
    ]


def _definition_statement(
    search: Search, defining: Sequence[Attributed[Definition]]
) -> Statement | None:
    """The definition of the text that is preferred."""
    best = min(defining, key=lambda one: preference(one.entry, search.language), default=None)
    return Statement(best.entry, best.fact.source, (), ()) if best else None


def _in_own_language(
    search: Search, names: frozenset[str], meaning: Attributed[Acronym]
) -> Statement | None:
    """Rule 4."""
    spoken = [
        one
        for one in search.book.acronyms
        if one.entry.language == search.language
        and fold(one.fact.short.text) in names
        and _is_about_same(search, one.entry, meaning.entry)
    ]
    texts = search.book.texts
    own = [one for one in spoken if texts[one.entry.id] == texts[meaning.entry.id]] or spoken
    chosen = _meaning(own, search.language) if own else None
    return _acronym_statement(chosen) if chosen else None


def _is_about_same(search: Search, entry: Entry, other: Entry) -> bool:
    """Whether a text is searched, and about the partnership that another is about."""
    return search.allows(entry) and search.is_of_one_partnership((entry, other))


def _asks_for(search: Search, asked: Sequence[str], acronym: Acronym) -> bool:
    """Whether an acronym, or its long form word for word, is all that is asked about.

    Without a cue for it the acronym must be typed as one.
    """
    short = tuple(folded_words(acronym.short.text))
    if search.question.is_weak:
        return asked == short and acronym.short.text in search.question.typed
    return asked in (short, content(acronym.long.text))


def _meaning(found: Sequence[Attributed[Acronym]], language: str) -> Attributed[Acronym] | None:
    """The long form that is meant; None if they differ in meaning."""
    best = min((one.entry for one in found), key=lambda entry: preference(entry, language))
    spoken = [one for one in found if one.entry.language == best.language]
    counts = Counter(fold(one.fact.long.text) for one in spoken)
    ordered = sorted(
        spoken,
        key=lambda one: (-counts[fold(one.fact.long.text)], preference(one.entry, language)),
    )
    first = " ".join(content(ordered[0].fact.long.text))
    longs: Iterable[str] = (" ".join(content(one.fact.long.text)) for one in ordered)
    if any(token_set_ratio(first, long) < ALIKE for long in longs):
        return None
    return ordered[0]


def _acronym_statement(one: Attributed[Acronym]) -> Statement:
    return Statement(one.entry, one.fact.source, (one.fact.short,), (one.fact.long,))
