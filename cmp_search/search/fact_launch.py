"""Launches: since when there is a partnership, or what an acronym stands for.

1. The sentences count that say how the thing began, with a year (see `orientation.definitions`).
2. They must be of the partnership, if the question names it, else of the acronym or its long form.
3. Texts that differ in the year tell none.
"""

from cmp_search.language.terms import folded_words
from cmp_search.orientation.facts import Definition
from cmp_search.overview.choice import Attributed
from cmp_search.search.answer import FactKind
from cmp_search.search.fact_matching import MAX_OLDER, FoundFact, Search, Statement, by_text
from cmp_search.search.fact_words import content


def find_launch(search: Search) -> tuple[FoundFact, ...]:
    """The year in which what the question names began."""
    found = [
        Attributed(one.entry, _statement(one))
        for one in search.book.definitions
        if search.allows(one.entry) and one.fact.since and _is_of(search, one)
    ]
    texts = [text[0] for text in by_text(found, search.language)]
    if len({one.fact.words[0].text for one in found}) != 1:
        return ()
    older = tuple(one.fact for one in texts[1 : MAX_OLDER + 1])
    return (FoundFact(FactKind.LAUNCH, texts[0].fact, older),)


def _is_of(search: Search, one: Attributed[Definition]) -> bool:
    """Whether a definition is of what the question names (rule 2)."""
    short = tuple(folded_words(one.fact.short))
    if search.names_whole:
        partnership = search.book.names.get(short)
        is_same = not search.partnership or partnership == search.partnership
        return not search.words and partnership is not None and is_same
    return any(
        search.words in (short, content(acronym.fact.long.text))
        for acronym in search.book.acronyms
        if acronym.fact.short.text == one.fact.short
    )


def _statement(one: Attributed[Definition]) -> Statement:
    definition = one.fact
    subject = (definition.name,) if definition.name else ()
    words = (definition.since,) if definition.since else ()
    return Statement(one.entry, definition.source, subject, words)
