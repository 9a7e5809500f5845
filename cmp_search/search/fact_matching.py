"""Matching: which words of a fact question are explained, and which text states a fact now.

1. The name of a partnership, or its acronym, is taken out of the question first, in any language
   and order ("the Canada-Mexico Partnership"); elsewhere the name of a country is a side. Then only
   texts about that partnership count. "The Alianza" is the one whose title has that word, if one.
2. A group is named by words that mean the same as words of its name, or by its acronym; the type,
   if one is given, must be the same.
3. The words of a text's title are explained in that text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cmp_search.documents.catalogue import Entry
from cmp_search.language.countries import countries
from cmp_search.orientation.cue_words import PARTNERSHIP
from cmp_search.orientation.facts import FactSource, Quote
from cmp_search.overview.choice import Attributed, day_number, preference
from cmp_search.search.answer import FactKind
from cmp_search.search.document_facts import years_of
from cmp_search.search.fact_book import FactBook, Key
from cmp_search.search.fact_group_types import GroupType, group_type
from cmp_search.search.fact_questions import FactQuestion
from cmp_search.search.fact_words import matches, place_of

MAX_OLDER = 3
"""Most older statements of a fact that are kept."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact as one text states it, not yet proved: the quoted parts of its words."""

    entry: Entry
    source: FactSource
    subject: tuple[Quote, ...]
    words: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact that answers a question, with what older texts state instead.

    `first` is what the first passage shall say if it is not the statement itself.
    """

    kind: FactKind
    statement: Statement
    older: tuple[Statement, ...] = ()
    first: Statement | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A fact question to a book.

    `words` must be explained; `names_whole` is whether it names the partnership, by words that are
    not among these any more, and `partnership` which, if it says.
    """

    book: FactBook
    question: FactQuestion
    language: str
    searched: frozenset[str]
    words: tuple[str, ...]
    names_whole: bool
    partnership: Key

    def allows(self, entry: Entry, of_years: bool = True) -> bool:
        """Whether a text is searched, and of a year in the question if there is one."""
        about = self.book.partnerships[entry.id]
        if entry.id not in self.searched or (
            self.partnership and about not in (frozenset(), self.partnership)
        ):
            return False
        years = self.question.years if of_years else frozenset()
        return not years or not years.isdisjoint(years_of(entry))

    def names_group(self, word: str, key: Key) -> bool:
        """Whether a word is one of a group's name, or its acronym (rule 2)."""
        return word in self.book.acronyms_of.get(key, ()) or matches(word, key)

    def fits_type(self, name: str) -> bool:
        """Whether a group is of the type that the question names, if any."""
        asked = self.question.group_type
        return asked in (GroupType.ANY, group_type(name))

    def is_context(self, word: str, entry: Entry) -> bool:
        """Whether a word is of the text's title (rule 3)."""
        return not countries(word) and matches(word, self.book.titles[entry.id])

    def is_of_one_partnership(self, entries: Iterable[Entry]) -> bool:
        """Whether texts are about one partnership, as far as their titles tell."""
        about = {self.book.partnerships[entry.id] for entry in entries}
        return len(about - {frozenset()}) <= 1


def make_search(
    book: FactBook, question: FactQuestion, language: str, searched: frozenset[str]
) -> Search:
    """A search, with the words that name the partnership taken away (rule 1)."""
    words, partnership = list(question.words), Key()
    for name, key in book.names.items():
        place = place_of(name, words)
        if place is not None:
            del words[place : place + len(name)]
            partnership = key
            break
    called = PARTNERSHIP.intersection(words)
    names_whole = bool(partnership) or bool(called)
    if called and not partnership:
        about = {book.partnerships[id] for id in searched if called & book.titles[id]}
        partnership = next(iter(about)) if len(about) == 1 else partnership
    rest = tuple(word for word in words if word not in PARTNERSHIP)
    return Search(book, question, language, searched, rest, names_whole, partnership)


def by_text(found: Iterable[Attributed[T]], language: str) -> list[list[Attributed[T]]]:
    """Facts by text, the newest text first, each in the edition that a reader prefers."""
    works: dict[str, dict[str, list[Attributed[T]]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        works[one.entry.work][one.entry.id].append(one)
    chosen = [
        min(editions.values(), key=lambda facts: preference(facts[0].entry, language))
        for editions in works.values()
    ]
    return sorted(
        chosen,
        key=lambda facts: (-day_number(facts[0].entry), preference(facts[0].entry, language)),
    )


def latest(
    found: Sequence[Attributed[T]], language: str, same: Callable[[T], object]
) -> tuple[list[Attributed[T]], list[Attributed[T]]]:
    """What the newest text states, and what older ones do, newest first.

    Nothing if another text is as new, or undated too, and says something else: which of them holds
    now is then unknown.
    """
    texts = by_text(found, language)
    if not texts:
        return [], []
    first, *others = texts
    for other in others:
        is_as_new = day_number(other[0].entry) == day_number(first[0].entry)
        if is_as_new and {same(one.fact) for one in other} != {same(one.fact) for one in first}:
            return [], []
    return first, [one for text in others for one in text]
