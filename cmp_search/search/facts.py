"""Facts first: what the texts state outright, for a question that asks for just that.

1. The question is read (see `fact_questions`); without a cue for a fact there is none.
2. Only the searched documents count, and with a year in the question only those of that year; for
   a meeting the year is its own.
3. A fact matches if it explains every word that carries meaning in the question: by its group, its
   side, its person or position, its label, or the name of the partnership (see `fact_words`). Of
   groups, those count that explain most words by their names.
4. It is shown only if one thing stands out: one group, person, day or meaning. Otherwise there is
   no fact: a wrong one is worse than none.
5. The newest text states it; what older texts state of the same is kept behind, newest first. Of
   the editions of a text, that in the question's language speaks.
The searcher proves and cites every statement as it does a hit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from cmp_search.index.base import Index
from cmp_search.search.fact_beginnings import find_launch, find_signing
from cmp_search.search.fact_book import FactShelf
from cmp_search.search.fact_cues import language_of_cues
from cmp_search.search.fact_heads import find_heads, find_person, is_beside
from cmp_search.search.fact_matching import FoundFact, Search, make_search
from cmp_search.search.fact_meanings import find_meanings
from cmp_search.search.fact_questions import Topic, beginning_question, fact_questions
from cmp_search.search.fact_things import find_groups, find_meetings


def find_facts(
    shelf: FactShelf, index: Index, text: str, language: str, documents: Iterable[str]
) -> tuple[FoundFact, ...]:
    """The facts that answer a question; none if that is not sure."""
    for search in _searches(shelf, index, text, language, documents):
        found = _FINDERS[search.question.topic](search)
        if found:
            return found
    return ()


def find_beginning(
    shelf: FactShelf, index: Index, text: str, language: str, documents: Iterable[str]
) -> tuple[FoundFact, ...]:
    """What says how something began, for a question why or how it did: its passage comes first.

    It is not shown as a fact, since the year in which something began is no reason.
    """
    question = beginning_question(text)
    if question is None:
        return ()
    spoken = language or language_of_cues(text)
    return find_launch(make_search(shelf.book(index), question, spoken, frozenset(documents)))


def lacks_head(
    shelf: FactShelf, index: Index, text: str, documents: Iterable[str], passage: str
) -> bool:
    """Whether a question asks who heads something, and a passage, by its id, cannot tell."""
    return any(
        search.question.topic is Topic.HEAD and is_beside(search, passage)
        for search in _searches(shelf, index, text, "", documents)
    )


def _searches(
    shelf: FactShelf, index: Index, text: str, language: str, documents: Iterable[str]
) -> Iterator[Search]:
    """What a question may ask for, with where it is searched (steps 1 and 2)."""
    for question in fact_questions(text):
        spoken = language or language_of_cues(text)
        yield make_search(shelf.book(index), question, spoken, frozenset(documents))


_FINDERS: Mapping[Topic, Callable[[Search], tuple[FoundFact, ...]]] = {
    Topic.ACRONYM: find_meanings,
    Topic.GROUPS: find_groups,
    Topic.MEETING: find_meetings,
    Topic.LAUNCH: find_launch,
    Topic.SIGNING: find_signing,
    Topic.HEAD: find_heads,
    Topic.PERSON: find_person,
}
