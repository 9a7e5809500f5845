"""Launches and signings: since when there is something, and when a text was signed.

1. Of a partnership, or of what an acronym stands for, the sentences count that say how it began,
   with a year (see `orientation.definitions`). They must be of the partnership, if the question
   names it, else of the acronym or its long form.
2. A text was signed on the day that it states itself (see `orientation.signings`). The question
   must name it by words of its title alone, at least two, and no other text.
3. Texts that differ in the year or day tell none.
"""

from cmp_search.documents.catalogue import Entry
from cmp_search.language.countries import countries
from cmp_search.language.terms import folded_words
from cmp_search.orientation.facts import Definition
from cmp_search.orientation.signings import LEAST_WORDS
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
    """Whether a definition is of what the question names (rule 1)."""
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


def find_signing(search: Search) -> tuple[FoundFact, ...]:
    """The day on which the text that the question names was signed (rule 2)."""
    found = [
        Attributed(one.entry, Statement(one.entry, one.fact.source, (), (one.fact.when,)))
        for one in search.book.signings
        if search.allows(one.entry) and _is_titled(search, one.entry)
    ]
    texts = [text[0] for text in by_text(found, search.language)]
    if len(texts) != 1:
        return ()
    return (FoundFact(FactKind.SIGNING, texts[0].fact),)


def _is_titled(search: Search, entry: Entry) -> bool:
    """Whether the question names a text by its title."""
    words = [word for word in search.words if not countries(word)]
    enough = len(words) >= LEAST_WORDS or (bool(words) and search.names_whole)
    return enough and all(search.is_context(word, entry) for word in words)
