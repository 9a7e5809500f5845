"""Matching: which words of a fact question are explained, and which text states a fact now.

1. Two sides next to a word for a partnership ("the Canada–Mexico Partnership") name it; elsewhere
   the name of a country is a side.
2. A group is named by words that mean the same as words of its name, or by its acronym; the type,
   if one is given, must be the same.
3. Whatever names the partnership is explained in any text about it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cmp_search.documents.catalogue import Entry
from cmp_search.orientation.cue_words import PARTNERSHIP
from cmp_search.orientation.facts import FactSource, Quote
from cmp_search.overview.choice import Attributed, day_number, preference
from cmp_search.search.answer import FactKind
from cmp_search.search.document_facts import YEAR
from cmp_search.search.fact_book import FactBook, Key
from cmp_search.search.fact_questions import FactQuestion, GroupType, group_type
from cmp_search.search.fact_words import countries, matches

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
    """A fact that answers a question, with what older texts state instead."""

    kind: FactKind
    statement: Statement
    older: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """A fact question to a book.

    `words` must be explained; `names_whole` is whether it names the partnership, by words that are
    not among these any more.
    """

    book: FactBook
    question: FactQuestion
    language: str
    searched: frozenset[str]
    words: tuple[str, ...]
    names_whole: bool

    def allows(self, entry: Entry, of_years: bool = True) -> bool:
        """Whether a text is searched, and of a year in the question if there is one."""
        if entry.id not in self.searched:
            return False
        years = self.question.years if of_years else frozenset()
        return not years or not years.isdisjoint(
            YEAR.findall(f"{entry.year} {entry.title} {entry.id}")
        )

    def names_group(self, word: str, key: Key) -> bool:
        """Whether a word is one of a group's name, or its acronym (rule 2)."""
        return word in self.book.acronyms_of.get(key, ()) or matches(word, key)

    def fits_type(self, name: str) -> bool:
        """Whether a group is of the type that the question names, if any."""
        asked = self.question.group_type
        return asked in (GroupType.ANY, group_type(name))

    def is_context(self, word: str, entry: Entry) -> bool:
        """Whether a word is of the name of the partnership, or of the text's title (rule 3)."""
        return word in self.book.partnership or (
            not countries(word) and matches(word, self.book.names[entry.id])
        )


def make_search(
    book: FactBook, question: FactQuestion, language: str, searched: frozenset[str]
) -> Search:
    """A search, with the words that name the partnership taken away (rule 1)."""
    words, whole = list(question.words), False
    known = frozenset().union(*book.names.values())
    for i, word in enumerate(question.words):
        if word in PARTNERSHIP:
            whole = True
            for pair in (question.words[i - 2 : i] if i > 1 else (), question.words[i + 1 : i + 3]):
                if len(pair) == 2 and all(countries(w) or w in known for w in pair):
                    for side in pair:
                        words.remove(side)
                    break
            words.remove(word)
        elif word in book.partnership:
            whole = True
            words.remove(word)
    return Search(book, question, language, searched, tuple(words), whole)


def by_text(found: Iterable[Attributed[T]], language: str) -> list[list[Attributed[T]]]:
    """Facts by text, the newest text first, each in the edition that a reader prefers."""
    works: dict[str, dict[str, list[Attributed[T]]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        works[one.entry.edition_of or one.entry.id][one.entry.id].append(one)
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
